"""What others' packages leave without our languages, so that our catalogues must say it.

Which packages, which of their messages nobody sees here, and which we say in our own way although
they are translated, stands in locale/third_party.toml.
"""

import tomllib
from gettext import GNUTranslations
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

from portal import catalogues
from portal.catalogues import extraction
from portal.catalogues.extraction import Found


def lacking(locale: str, domain: str) -> list[Found]:
    """The messages of the packages that their own catalogues do not say in this language."""
    register = _register()
    hidden, ours = set(register["hidden"]), set(register["reworded"].get(locale, []))
    found = []
    for package in register["packages"]:
        folder = _folder(package)
        said = _said(folder / "locale" / locale / "LC_MESSAGES" / f"{domain}.mo")
        for message in _messages(package, folder, domain):
            if message.id in ours or (message.id not in hidden and message.key not in said):
                found.append(message)
    return found


def _register() -> dict[str, Any]:
    path = Path(settings.LOCALE_PATHS[0]) / "third_party.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _folder(package: dict[str, Any]) -> Path:
    spec = find_spec(package["module"])
    if spec is None or spec.origin is None:
        raise LookupError(f"{package['module']} is not installed")
    return Path(spec.origin).parent


def _messages(package: dict[str, Any], folder: Path, domain: str) -> list[Found]:
    """From the English catalogue, where a package has one; else from its code."""
    where = (package["module"],)
    english = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if english.exists():
        return [
            Found(message.id, message.plural, message.context, where)
            for message in _entries(english)
        ]
    if domain != "django":
        return []
    files = extraction.files_in(folder / part for part in package.get("parts", ["."]))
    return [
        Found(message.id, message.plural, message.context, where)
        for message in extraction.of_files(files, root=folder)
    ]


def _said(path: Path) -> set[tuple[str, str]]:
    """What the package says in the language, as Django finds it: in the compiled catalogue."""
    if not path.exists():
        return set()
    with path.open("rb") as file:
        said: dict[str | tuple[str, int], str] = vars(GNUTranslations(file))["_catalog"]
    ids = [key if isinstance(key, str) else key[0] for key in said]
    return {(key.rpartition("\x04")[0], key.rpartition("\x04")[2]) for key in ids}


def _entries(path: Path) -> list[Found]:
    found = []
    for message in catalogues.read(path, locale="en"):
        english = catalogues.forms(message.id)
        if english[0]:
            plural = english[1] if len(english) > 1 else ""
            found.append(Found(english[0], plural, message.context or ""))
    return found
