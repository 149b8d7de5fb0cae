"""Numbers without doubles, and codes that nobody can guess."""

import secrets

from incidents.models import NumberSeries
from incidents.rules import codes


def locked(register: NumberSeries.Register, year: int) -> NumberSeries:
    """A year's series, held until the transaction ends: whoever else wants a number waits."""
    NumberSeries.objects.get_or_create(register=register, year=year)
    return NumberSeries.objects.select_for_update().get(register=register, year=year)


def take(series: NumberSeries) -> int:
    """The next number, from 1; without gaps, since an act that fails gives its number back."""
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def tracking_code() -> str:
    """57 bits of chance: nobody finds an open case by guessing."""
    return codes.grouped("".join(secrets.choice(codes.ALPHABET) for _ in range(codes.LENGTH)))
