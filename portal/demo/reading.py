"""Reads the demonstration's files."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from editorial.rules.manuscript import Figure, Manuscript
from kernel import languages, richtext


HERE = Path(__file__).parent
ZONE = ZoneInfo(settings.TIME_ZONE)
Row = dict[str, Any]


def rows(path: Path, name: str) -> list[Row]:
    """The tables of one kind in a file."""
    found: list[Row] = tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
    return found


def articles() -> list[Row]:
    """The published articles, oldest first."""
    read = [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((HERE / "articles").glob("*.toml"))
    ]
    return sorted(read, key=lambda row: str(row["published_at"]))


def moment(text: str) -> datetime:
    """`2026-10-12T09:00` by the clocks of Lào Cai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def token(kind: str, code: str) -> UUID:
    """The same key for the same item at every loading."""
    return uuid5(NAMESPACE_URL, f"demo:{kind}:{code}")


def manuscript(row: Row, language: str, picture: str = "") -> Manuscript | None:
    """The text of one language, with the item's picture; None where it has none."""
    text = row.get(languages.column(language))
    if text is None:
        return None
    figures: tuple[Figure, ...] = ()
    if picture:
        figures = (
            Figure(
                attachment=picture,
                alt=text.get("alt", text["title"]),
                caption=text.get("caption", ""),
                author=AUTHOR[language],
                rights=RIGHTS[language],
            ),
        )
    return Manuscript(
        title=text["title"],
        lead=text["lead"],
        body=richtext.clean(text["body"]),
        pictures=figures,
    )


AUTHOR = {
    languages.VI: "Ban Biên tập Cổng",
    languages.ZH: "门户编辑部",
    languages.EN: "The portal's editorial board",
}
RIGHTS = {
    languages.VI: "Minh họa do Cổng thực hiện, được dùng lại khi ghi nguồn",
    languages.ZH: "本门户自绘插图，注明出处即可使用",
    languages.EN: "Drawn for this portal; free to reuse with a credit",
}
