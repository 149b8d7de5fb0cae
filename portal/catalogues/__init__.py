"""The message catalogues in locale/: where they lie, how they are read, written and compiled.

Babel does it all, so that no machine needs GNU gettext. English has no catalogue: it is the msgids.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.reloader import translation_file_changed

from kernel import languages


# Every language but the one of the msgids, by the name of its folder.
LOCALES: Final = tuple(to_locale(code) for code in languages.CODES if code != languages.EN)
# What Python and templates say, and what scripts in the browser say.
DOMAINS: Final = ("django", "djangojs")

_HEADER = """\
# The words of the portal's interface. Terms: docs/glossary.md. Kept by: manage.py catalogues
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def path_of(locale: str, domain: str, suffix: str = "po") -> Path:
    folder = Path(settings.LOCALE_PATHS[0])
    return folder / locale / "LC_MESSAGES" / f"{domain}.{suffix}"


def read(path: Path, *, locale: str) -> Catalog:
    """An empty catalogue when there is no such file."""
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, ignore_obsolete=True)


def write(catalogue: Catalog, path: Path) -> None:
    """Without dates and line numbers: only a change of words changes the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_HEADER.format(locale=catalogue.locale_identifier).encode())
        write_po(file, catalogue, width=100, omit_header=True, include_lineno=False)


def forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """A message or its translation as its singular and, where it counts, its plural."""
    if words is None or isinstance(words, str):
        return (words or "",)
    return tuple(words)


def compile_all() -> int:
    """Compile what is newer than its compiled form; how many files that were."""
    sources = [path_of(locale, domain) for locale in LOCALES for domain in DOMAINS]
    stale = [source for source in sources if source.exists() and _is_stale(source)]
    for source in stale:
        _compile(source)
    return len(stale)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Into a file of this process first: two may compile at once, and readers see it whole."""
    compiled, fresh = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}.tmp")
    with fresh.open("wb") as file:
        write_mo(file, read(source, locale=source.parent.parent.name))
    fresh.replace(compiled)
    translation_file_changed(None, compiled)
