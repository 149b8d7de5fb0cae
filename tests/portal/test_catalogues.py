"""The interface is whole in each language: nothing left in English, dates as its readers write."""

import json
import os
import re
from datetime import datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin import site
from django.core.management import call_command
from django.template import Context, Template
from django.template.base import Lexer, TokenType
from django.utils import translation

from portal import catalogues
from portal.catalogues import checking, extraction, third_party


EVENING = datetime(2026, 11, 22, 16, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CATALOGUES = [(locale, name) for locale in catalogues.LOCALES for name in catalogues.DOMAINS]


@pytest.mark.parametrize(("locale", "domain"), CATALOGUES)
def test_nothing_is_missing_untranslated_fuzzy_or_said_with_other_placeholders(locale, domain):
    assert list(checking.faults(locale, domain)) == []


@pytest.mark.parametrize(("locale", "domain"), CATALOGUES)
def test_writing_what_was_read_changes_nothing(locale, domain, tmp_path):
    path, again = catalogues.path_of(locale, domain), tmp_path / "again.po"

    catalogues.write(catalogues.read(path, locale=locale), again)

    assert again.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_extracting_keeps_the_words_of_messages_that_stay(own_locale):
    before = catalogues.read(own_locale, locale="vi")
    before.add("Nobody says this any more", "Không còn ai nói")
    catalogues.write(before, own_locale)
    (own_locale.parents[2] / "third_party.toml").write_text(
        "packages = []\nhidden = []\nreworded = {}\n", encoding="utf-8"
    )

    after = checking.brought_up_to_date("vi", "django")

    assert after["Publish"].string == "Đăng tải"
    assert "Nobody says this any more" not in after


def test_the_check_of_the_command_passes(capsys):
    call_command("catalogues", "check")

    assert capsys.readouterr().err == ""


@pytest.fixture
def own_locale(settings, tmp_path):
    """A folder of catalogues for one test, with one message in Vietnamese."""
    settings.LOCALE_PATHS = [tmp_path]
    path = catalogues.path_of("vi", "django")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Publish"\nmsgstr "Đăng tải"\n', encoding="utf-8")
    yield path
    translation.trans_real._translations = {}


def test_only_what_changed_is_compiled(own_locale):
    assert catalogues.compile_all() == 1
    assert catalogues.compile_all() == 0

    later = own_locale.stat().st_mtime + 5
    os.utime(own_locale, (later, later))

    assert catalogues.compile_all() == 1


def test_what_was_compiled_is_read_at_once(own_locale):
    catalogues.compile_all()

    with translation.override("vi"):
        assert translation.gettext("Publish") == "Đăng tải"


@pytest.mark.parametrize(
    ("english", "translated", "fault"),
    [
        ("Sent to %(name)s", "Đã gửi", "placeholders"),
        ("Page {}", "Trang", "placeholders"),
        ("<b>Gone</b>", "Đã gỡ", "tags"),
        ("Name: ", "Tên:", "space"),
        ("It is gone.", "Đã gỡ", "ends otherwise"),
        ("Refuse", "", "not translated"),
    ],
)
def test_a_translation_that_says_something_else_is_found(own_locale, english, translated, fault):
    own_locale.write_text(f'msgid "{english}"\nmsgstr "{translated}"\n', encoding="utf-8")
    catalogue = catalogues.read(own_locale, locale="vi")

    faults = list(checking.faults_of(catalogue[english], "vi"))

    assert [found for found in faults if fault in found]


def test_half_width_punctuation_between_chinese_characters_is_found(own_locale):
    own_locale.write_text('msgid "Yes, now"\nmsgstr "是,现在"\n', encoding="utf-8")
    message = catalogues.read(own_locale, locale="zh_Hans")["Yes, now"]

    assert list(checking.faults_of(message, "zh_Hans")) == ["half-width punctuation: '是,现在'"]


def test_calls_are_found_under_the_names_they_were_imported_by():
    code = """
from django.utils import translation
from django.utils.translation import gettext_lazy as later, ngettext, pgettext_lazy

later("one")
ngettext("%d day", "%d days", n) % n
pgettext_lazy("law", "act")
translation.gettext("two")
later(variable)
print("not a message")
"""
    found = list(extraction.of_python(code))

    assert [(one.context, one.id, one.plural) for one in found] == [
        ("", "one", ""),
        ("", "%d day", "%d days"),
        ("law", "act", ""),
        ("", "two", ""),
    ]


def test_a_message_put_together_while_running_is_refused():
    with pytest.raises(extraction.NotLiteral):
        list(extraction.of_python("from django.utils.translation import gettext\ngettext(f'{x}')"))


def test_messages_of_a_template_are_found_with_their_plurals_and_contexts():
    template = """{% load i18n %}{% translate "Send" %}{% translate "Open" context "cases" %}
    {% blocktranslate trimmed count n=many %}
        {{ n }} case
    {% plural %}
        {{ n }} cases
    {% endblocktranslate %}{% include "x.html" with label=_("Close") only %}{{ x|default:_("-") }}
    """
    found = list(extraction.of_template(template))

    assert [(one.context, one.id, one.plural) for one in found] == [
        ("", "Send", ""),
        ("cases", "Open", ""),
        ("", "%(n)s case", "%(n)s cases"),
        ("", "Close", ""),
        ("", "-", ""),
    ]


def test_what_django_leaves_untranslated_is_said_by_us():
    assert "Enter a valid domain name." in {
        message.id for message in third_party.lacking("vi", "django")
    }
    with translation.override("vi"):
        assert translation.gettext("Enter a valid domain name.") == (
            "Vui lòng nhập tên miền hợp lệ."
        )


def test_the_scripts_of_the_desk_speak_our_words(rf):
    with translation.override("vi"):
        words = site.i18n_javascript(rf.get("/vi/admin/jsi18n/")).content.decode()

    assert json.dumps("(bấm để xóa)") in words


def test_templates_say_nothing_outside_the_catalogues():
    """Words between tags that no translation tag holds; names and examples stay as they are."""
    told = {
        f"{path.name}: {words}"
        for path in (catalogues.path_of("vi", "django").parents[3] / "templates").rglob("*.html")
        for words in _untranslated(path)
    }

    assert told == set()


# The same in every language; the last is a class of the page, not a word.
SAID_BY_ALL = {
    "Lào Cai", "Lao Cai", "doingoailaocai@laocai.gov.vn", "doingoailaocai.vn",
    "i, ii, iii", "I, II, III", "on-desk",
}  # fmt: skip


def _untranslated(path: Path) -> list[str]:
    inside, kept = 0, []
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        head = token.contents.split(" ")[0] if token.token_type == TokenType.BLOCK else ""
        inside += head.startswith(("blocktrans", "comment")) - head.startswith(
            ("endblocktrans", "endcomment")
        )
        if token.token_type == TokenType.TEXT and not inside:
            kept.append(token.contents)
        elif token.token_type != TokenType.TEXT:
            kept.append(" \x00 " if token.token_type == TokenType.BLOCK else "x0")
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", "".join(kept), flags=re.DOTALL)
    pieces = re.split(r"<[^>]*>|[\x00\n·|]|x0", text)
    words = [unescape(piece).strip() for piece in pieces]
    return [
        word for word in words if re.search(r"[A-Za-zÀ-ỹ]{2}", word) and word not in SAID_BY_ALL
    ]


@pytest.mark.parametrize(
    ("language", "date", "moment"),
    [
        ("vi", "22/11/2026", "22/11/2026, 16:30"),
        ("zh-hans", "2026年11月22日", "2026年11月22日 16:30"),
        ("en", "22 November 2026", "22 November 2026, 16:30"),
    ],
)
def test_dates_are_written_as_readers_of_the_language_write_them(language, date, moment):
    template = Template("{{ at|date }} | {{ at|date:'DATETIME_FORMAT' }}")

    with translation.override(language):
        assert template.render(Context({"at": EVENING})) == f"{date} | {moment}"


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "tag"), [("vi", "vi"), ("zh", "zh-Hans"), ("en", "en")])
def test_a_page_names_its_language(client, slug, tag):
    page = client.get(f"/{slug}/")

    assert f'<html lang="{tag}"' in page.content.decode()
    assert page.headers["Content-Language"] == tag


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "slug"),
    [("zh-CN,zh;q=0.9", "zh"), ("zh", "zh"), ("en-GB,en;q=0.8", "en"), ("fr", "vi"), ("", "vi")],
)
def test_a_bare_address_asks_the_browser(client, wish, slug):
    answer = client.get("/", headers={"accept-language": wish})

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{slug}/"


@pytest.mark.django_db
def test_the_long_name_of_chinese_leads_to_the_short_one(client):
    answer = client.get("/zh-hans/report/?from=home")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/zh/report/?from=home"
