"""Every kind of public page, in each language, light and dark, as axe reads it: nothing to mend."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from editorial.rules.reasons import Ground, Source
from incidents.models import Case
from sections import actions
from sections.models import Article, Section
from tests.factories import files, incidents
from tests.factories.accounts import AgencyFactory
from tests.factories.editorial import TEXTS


pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 18, 5, tzinfo=UTC)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
TABLE = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"  # noqa: E501
ALT = {"vi": "Cây nêu giữa sân hội", "zh-hans": "花杆立在场中央", "en": "A pole in a meadow"}
SHOWN_IN = (
    "news-lao-cai", "nature", "moments", "video", "map", "integration-qa", "spokespersons",
    "investment-projects",
)  # fmt: skip

# What axe does not look at: one main title, levels in order, ids once, words for every picture,
# no passage in Chinese letters that does not say so.
BROKEN = """() => {
  const said = [];
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => said.push(`id twice: ${id}`));
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(one => +one.tagName[1]);
  if (levels.filter(level => level === 1).length !== 1) said.push("not one h1");
  levels.forEach((level, at) => at && level > levels[at - 1] + 1 && said.push(`h${level} jumps`));
  document.querySelectorAll("img:not([alt])").forEach(one => said.push(`no alt: ${one.src}`));
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const lang = words.currentNode.parentElement.closest("[lang]").lang;
    const text = words.currentNode.textContent;
    if (/[\\u4e00-\\u9fff]/.test(text) && !lang.startsWith("zh")) said.push(`${lang}: ${text}`);
  }
  if (document.documentElement.scrollWidth > window.innerWidth) said.push("scrolls sideways");
  return said;
}"""


def put_up(who, code: str, *languages: str, section: str = "news-lao-cai") -> Article:
    """An article before the public in these languages, with a picture and a table."""
    article = actions.open_article(
        code=code,
        section=Section.objects.get(code=section),
        agency=AgencyFactory(),
        source_language="vi",
        source_kind=Source.AGENCY,
    )
    picture = files.picture(by=who.deputy)
    for language in languages:
        text = TEXTS[language]
        shown = actions.Picture(picture.pk, alt=ALT[language], caption=text.lead, rights="©")
        words = actions.PublicText(
            title=text.title, lead=text.lead, body=text.body + TABLE, pictures=(shown,)
        )
        actions.put_up(article, language, words, by=who.deputy, at=AT)
    return article


@pytest.fixture
def pages(who) -> list[str]:
    """The address of every kind of page, without its language."""
    everywhere = ("vi", "zh-hans", "en")
    for section in SHOWN_IN:
        article = put_up(who, f"A-{section}", *everywhere, section=section)
    gone = put_up(who, "GONE", *everywhere)
    order = actions.Order(ground=Ground.OWN_ERROR, reason="x", provision="LC-8.3-removal")
    actions.take_down(gone, everywhere, order, by=who.deputy, at=AT)
    case: Case = incidents.received()
    return [
        "", "sections/introduction/", "sections/asean/",
        *(f"sections/{code}/" for code in SHOWN_IN),
        f"articles/x-{article.pk}/", f"articles/x-{gone.pk}/", "nowhere/", "report/",
        "report/track/", f"report/track/?code={case.tracking_code}", "sign-in/",
    ]  # fmt: skip


def violations(page: Page, only: list[str]) -> list[str]:
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['html'][:150]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def complaints(page: Page) -> list[str]:
    """Everything in the light; in the dark what depends on colour, which is all that changes."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    in_light = violations(page, LEVELS) + page.evaluate(BROKEN)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return in_light + [f"dark {said}" for said in violations(page, COLOURS)]


@pytest.mark.parametrize("language", ["vi", "zh", "en"])
def test_no_kind_of_page_has_anything_to_mend_light_or_dark(pages, browse, language):
    page = browse(language={"vi": "vi-VN", "zh": "zh-CN", "en": "en-GB"}[language])
    found = {}
    for address in pages:
        page.goto(f"/{language}/{address}")
        found[address] = complaints(page)

    assert {address: said for address, said in found.items() if said} == {}


def test_a_form_with_errors_leads_to_each_of_them_by_keyboard(live_server, browse):
    page = browse()
    page.goto("/vi/report/")
    page.locator("main form [type=submit]").click()
    page.wait_for_selector("[data-error-summary]")

    assert complaints(page) == []
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('input, textarea')")


def test_the_first_key_leads_past_the_menu_to_the_content(live_server, browse):
    page = browse()
    page.goto("/vi/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_no_page_scrolls_sideways_at_any_width(pages, browse):
    page = browse()
    wide = []
    for address in pages:
        page.goto(f"/vi/{address}", wait_until="domcontentloaded")
        for width in (320, 360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.append((address, width))

    assert wide == []
