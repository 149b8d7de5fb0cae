"""The public holidays of the Labour Code (Điều 112), recognised by their Vietnamese names."""

from enum import StrEnum


class Holiday(StrEnum):
    """A holiday whose name is known in every language of the portal."""

    NEW_YEAR = "new_year"
    TET = "tet"
    HUNG_KINGS = "hung_kings"
    REUNIFICATION = "reunification"
    LABOUR = "labour"
    NATIONAL = "national"
    CULTURE = "culture"
    SWAPPED = "swapped"  # hoán đổi: a day off worked on a Saturday instead


_BEGINNINGS = (
    ("tết dương lịch", Holiday.NEW_YEAR),
    ("tết", Holiday.TET),
    ("giỗ tổ", Holiday.HUNG_KINGS),
    ("30/4", Holiday.REUNIFICATION),
    ("ngày chiến thắng", Holiday.REUNIFICATION),
    ("1/5", Holiday.LABOUR),
    ("quốc tế lao động", Holiday.LABOUR),
    ("quốc khánh", Holiday.NATIONAL),
    ("ngày văn hóa việt nam", Holiday.CULTURE),
    ("hoán đổi", Holiday.SWAPPED),
)


def recognise(name: str) -> Holiday | None:
    """The holiday that a name in a calendar means, or None for a name of its own."""
    plain = name.strip().lower()
    for beginning, holiday in _BEGINNINGS:
        if plain.startswith(beginning):
            return holiday
    return None
