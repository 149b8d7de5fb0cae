"""The people of the journey, and a browser for each of them."""

from dataclasses import dataclass

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page

from accounts.roles import Role
from sections.models import Section
from tests.factories.accounts import AgencyFactory, person


PASSWORD = "a long enough password"  # the factories' own


@pytest.fixture(autouse=True)
def _files_without_fingerprints(tmp_path):
    """A live server finds static files by their plain names; uploads go to a place of their own."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": plain},
    }
    with override_settings(STORAGES=storages, MEDIA_ROOT=tmp_path / "media"):
        yield


@dataclass
class People:
    """User names by what they do; each reads the desk in English."""

    officer: str
    secretary: str
    member: str
    deputy: str
    translators: dict[str, str]
    reviewers: dict[str, str]


@pytest.fixture
def people(transactional_db) -> People:
    def named(username: str, role: Role, **where) -> str:
        somebody = person(role, username=username, **where)
        somebody.language = "en"
        somebody.save()
        return username

    agency = AgencyFactory(code="vhttdl", name="Sở Văn hóa, Thể thao và Du lịch")
    news = Section.objects.get(code="news")
    languages = {"zh": "zh-hans", "en": "en"}
    return People(
        officer=named("coquan.vhttdl", Role.AGENCY_OFFICER, scope=agency),
        secretary=named("thuky", Role.SECRETARY),
        member=named("bientap.tintuc", Role.EDITOR, scope=news),
        deputy=named("photruongban", Role.DEPUTY_HEAD),
        translators={
            slug: named(f"dichthuat.{slug}", Role.TRANSLATOR, language=code)
            for slug, code in languages.items()
        },
        reviewers={
            slug: named(f"hieudinh.{slug}", Role.TRANSLATION_REVIEWER, language=code)
            for slug, code in languages.items()
        },
    )


@pytest.fixture
def browse(live_server, new_context):
    """A fresh browser on the portal, as somebody without an account or signed in as a person.

    Whatever a page writes to the console as an error fails the test at its end.
    """
    complaints: list[str] = []

    def opened(username: str = "", language: str = "") -> Page:
        language = language or ("en-GB" if username else "vi-VN")
        context: BrowserContext = new_context(base_url=live_server.url, locale=language)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if username:
            page.goto("/en/sign-in/")
            page.get_by_label("User name").fill(username)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield opened
    expected = ("404", "410", "409")
    assert [said for said in complaints if not any(code in said for code in expected)] == []
