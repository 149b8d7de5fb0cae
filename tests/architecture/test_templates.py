"""Templates keep to the policy of the browser: nothing inline, nothing from other hosts."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import BooleanField, CharField, ChoiceField, Form, RadioSelect
from django.template.loader import render_to_string


BASE_DIR = Path(settings.BASE_DIR)
PAGES = sorted((BASE_DIR / "templates").rglob("*.html"))
SCRIPTS = sorted((BASE_DIR / "static" / "js").rglob("*.js"))
STYLES = sorted((BASE_DIR / "static" / "css").rglob("*.css"))

INLINE = re.compile(
    r"""\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*\b(src|nonce)=)""", re.IGNORECASE
)
OUTSIDE = re.compile(r"""(?:src|srcset)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//""")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(BASE_DIR)))
def test_page_has_nothing_inline_and_nothing_from_outside(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert not INLINE.search(text)
    assert not OUTSIDE.search(text)


@pytest.mark.parametrize("sheet", STYLES, ids=lambda sheet: sheet.name)
def test_style_sheet_is_short_and_loads_nothing_from_outside(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 500
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", text)


def test_shared_scripts_stay_small() -> None:
    shared = [script for script in SCRIPTS if script.name in {"theme.js", "portal.js", "forms.js"}]

    assert sum(script.stat().st_size for script in shared) <= 10_000


class Question(Form):
    name = CharField(label="Your name", help_text="As in your passport", max_length=5)
    kind = ChoiceField(label="Kind", widget=RadioSelect, choices=[("a", "One"), ("b", "Other")])
    honest = BooleanField(label="I declare the truth")


def _field(name: str, /, **data: str) -> str:
    form = Question(data)
    return render_to_string(
        "components/field.html", {"field": form[name], "check": name == "honest"}
    )


def test_field_says_label_hint_error_then_control() -> None:
    html = _field("name", name="far too long")

    places = [
        html.index(part)
        for part in ("<label", 'id="id_name_helptext"', 'id="id_name_error"', "<input")
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'value="far too long"' in html


def test_choices_are_a_named_group() -> None:
    html = _field("kind")

    assert "<fieldset" in html
    assert "<legend>Kind" in html


def test_error_summary_leads_to_each_field() -> None:
    html = render_to_string("components/error_summary.html", {"form": Question({})})

    assert 'href="#id_name"' in html
    assert 'href="#id_kind_0"' in html
    assert 'href="#id_honest"' in html


def test_error_summary_is_silent_when_all_is_well() -> None:
    form = Question({"name": "Páo", "kind": "a", "honest": "on"})

    assert render_to_string("components/error_summary.html", {"form": form}).strip() == ""


def test_missing_translation_is_said_and_not_linked() -> None:
    links = [
        {"bcp47": "vi", "name": "Tiếng Việt", "url": "/vi/", "current": True, "available": True},
        {"bcp47": "en", "name": "English", "url": "/en/", "current": False, "available": False},
    ]

    html = render_to_string("components/language_switch.html", {"links": links})

    assert "English" in html
    assert "<a " not in html


@pytest.mark.parametrize(("share", "tone"), [(10, "info"), (75, "warning"), (100, "danger")])
def test_due_time_changes_its_tone_with_the_time_gone(share: int, tone: str) -> None:
    html = render_to_string("components/due.html", {"text": "Due", "share": share})

    assert f"tone-{tone}" in html
    assert f'value="{share}"' in html
