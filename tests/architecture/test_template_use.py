"""Templates keep their place: components take values, pages use their own, none is left behind."""

import re
from pathlib import Path

import pytest

from tests.architecture.test_budgets import tracked
from tests.architecture.test_layers import ROOT


TEMPLATES = ROOT / "templates"
FILES = [path for path in tracked("templates/*") if path.suffix in {".html", ".txt"}]
PYTHON = "\n".join(
    path.read_text(encoding="utf-8")
    for path in tracked("*.py")
    if not path.is_relative_to(ROOT / "tests")
)
EXTENDS = re.compile(r'\{% extends "([^"]+)"')
INCLUDE = re.compile(r'\{% include "([^"]+)"[^%]*%\}')
QUERY = re.compile(r"\.objects\b|\brequest\.(?!path\b|resolver_match\b)")

# Django finds these by their names, and the outbox by the kind of its message.
BY_NAME = re.compile(
    r"\d{3}(_csrf)?\.html|admin/.+|django/.+|notifications/\w+\.(subject|body)\.txt"
)

# Parts of an app below that a page may show, each with the reason.
ACROSS = {
    ("desk/preview.html", "sections/public/_text.html"): "a preview is what the public will read",
    ("portal/home.html", "sections/public/_nothing_yet.html"): "portal composes the others",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def folder_of(name: str) -> str:
    """The part of the house a template belongs to; the bases of all lie in none."""
    return name.partition("/")[0] if "/" in name else ""


EVERY = pytest.mark.parametrize("template", FILES, ids=name_of)


@EVERY
def test_a_template_includes_components_and_its_own_parts_and_no_others(template):
    page = name_of(template)
    strangers = {
        name
        for name in INCLUDE.findall(template.read_text(encoding="utf-8"))
        if folder_of(name) not in {"components", folder_of(page)} and (page, name) not in ACROSS
    }

    assert strangers == set()


def test_exceptions_are_still_there():
    assert all(
        f'"{part}"' in (TEMPLATES / page).read_text(encoding="utf-8") for page, part in ACROSS
    )


@EVERY
def test_a_template_extends_a_base_or_one_of_its_own(template):
    own = folder_of(name_of(template))
    strangers = {
        name
        for name in EXTENDS.findall(template.read_text(encoding="utf-8"))
        if not Path(name).name.startswith("base") and folder_of(name) != own
    }

    assert strangers == set()


@EVERY
def test_what_is_included_sees_only_what_it_is_given(template):
    leaking = [
        found.group(0)
        for found in INCLUDE.finditer(template.read_text(encoding="utf-8"))
        if not re.search(r"\bonly %\}$", found.group(0))
    ]

    assert leaking == []


@pytest.mark.parametrize(
    "template", [path for path in FILES if path.parent.name == "components"], ids=name_of
)
def test_a_component_says_what_it_takes_and_knows_no_request(template):
    text = template.read_text(encoding="utf-8")

    assert "{% comment %}" in text[:200]
    assert not QUERY.search(text)


def test_no_template_is_left_behind():
    markup = {path: path.read_text(encoding="utf-8") for path in FILES}
    unused = {
        name
        for path in FILES
        if not BY_NAME.fullmatch(name := name_of(path))
        and f'"{name}"' not in PYTHON
        and not any(f'"{name}"' in text for other, text in markup.items() if other != path)
    }

    assert unused == set()
