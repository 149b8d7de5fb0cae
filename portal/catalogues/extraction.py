"""Finds the messages in Python code and in templates."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize


TRANSLATION = "django.utils.translation"
# Where each function takes its context, its message and its plural.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "_": ("id",),
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
_TEMPLATES = {".html", ".txt"}
_STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(
    rf"\b(?:_|n?p?gettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})*\s*(?:,\s*count\s*)?\)", re.DOTALL
)


@dataclass(frozen=True)
class Found:
    """One message: what it says in English, and the files that say it."""

    id: str
    plural: str = ""
    context: str = ""
    files: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.id


class NotLiteral(ValueError):
    """A message is put together while running, so that no catalogue can hold it."""


def of_project() -> list[Found]:
    """Every message of our own apps and templates, in the order of their files."""
    root = Path(settings.BASE_DIR)
    folders = [Path(app.path) for app in apps.get_app_configs() if _is_ours(app.path)]
    folders.append(Path(settings.BASE_DIR) / "templates")
    return of_files(files_in(folders), root=root)


def _is_ours(path: str) -> bool:
    inside = Path(path).resolve()
    root = Path(settings.BASE_DIR).resolve()
    return inside.is_relative_to(root) and "site-packages" not in inside.parts


def files_in(folders: Iterable[Path]) -> list[Path]:
    """Python modules and templates below the folders, migrations and tests left out."""
    return sorted(
        {path for folder in folders for path in folder.rglob("*") if _is_read(path, folder)}
    )


def _is_read(path: Path, folder: Path) -> bool:
    parents = {folder.name, *path.relative_to(folder).parts}
    spoken = path.suffix == ".py" or (path.suffix in _TEMPLATES and "templates" in parents)
    return spoken and not {"migrations", "tests"} & parents


def of_files(files: Iterable[Path], *, root: Path) -> list[Found]:
    """The messages of the files; one that stands in several files comes once, with all of them."""
    merged: dict[tuple[str, str], Found] = {}
    for path in files:
        name = path.relative_to(root).as_posix()
        for found in _of_file(path):
            known = merged.get(found.key, found)
            # Django looks a plural up by its singular, so one entry serves both uses.
            plural = known.plural or found.plural
            where = tuple(dict.fromkeys((*known.files, name)))
            merged[found.key] = Found(found.id, plural, found.context, where)
    return list(merged.values())


def _of_file(path: Path) -> Iterator[Found]:
    text = path.read_text(encoding="utf-8")
    try:
        if path.suffix == ".py":
            yield from of_python(text)
        else:
            yield from of_template(text)
    except (NotLiteral, SyntaxError) as error:
        raise NotLiteral(f"{path}: {error}") from None


def of_template(text: str) -> Iterator[Found]:
    """Only the calls that Django finds in a template: the rest of its text is no Python."""
    for call in _CALL.finditer(templatize(text)):
        yield from of_python(call.group(), known=FUNCTIONS)


def of_python(text: str, *, known: dict[str, tuple[str, ...]] | None = None) -> Iterator[Found]:
    """The calls of Django's translation functions, under whatever name they were imported."""
    tree = ast.parse(text)
    names = _imported(tree) if known is None else known
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if shape := names.get(_name(call.func)):
            yield from _of_call(call, shape)


def _imported(tree: ast.AST) -> dict[str, tuple[str, ...]]:
    names = {f"translation.{name}": shape for name, shape in FUNCTIONS.items()}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION:
            for alias in node.names:
                if alias.name in FUNCTIONS:
                    names[alias.asname or alias.name] = FUNCTIONS[alias.name]
    return names


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return f"{_name(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _of_call(call: ast.Call, shape: tuple[str, ...]) -> Iterator[Found]:
    words = call.args[: len(shape)]
    if any(isinstance(word, ast.JoinedStr | ast.BinOp) for word in words):
        raise NotLiteral(f"line {call.lineno}: use a placeholder, not pieces put together")
    said = [word.value for word in words if isinstance(word, ast.Constant)]
    texts = [word for word in said if isinstance(word, str)]
    if len(texts) == len(shape) and all(texts):  # else a variable: marked where it is written
        said_as = dict(zip(shape, texts, strict=True))
        yield Found(said_as["id"], said_as.get("plural", ""), said_as.get("context", ""))
