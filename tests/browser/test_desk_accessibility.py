"""The desk of cases, calendar, duty and removals as axe reads it; a removal by keyboard alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deadlines.actions import notices
from editorial.rules.reasons import Ground
from incidents import actions
from incidents.actions import restoring, roster, sealed
from incidents.models import TakedownOrder
from tests.browser.test_accessibility import BROKEN, LEVELS, violations
from tests.factories import editorial, files, incidents
from tests.factories.notices import DOCUMENT, swap
from tests.portal.test_surfaces import published


pytestmark = pytest.mark.django_db(transaction=True)

EVERYWHERE = ("vi", "zh-hans", "en")
# Addresses of articles in Chinese stand on pages of the desk as they are.
TO_MEND = BROKEN.replace("said.push(`${lang}: ${text}`)", "0")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def article(who, now):
    """In three languages before the public for some days, with a picture."""
    journey = editorial.Journey(who, at=now - timedelta(days=3))
    return published(journey, files.picture(by=who.officer), "zh-hans", "en").article


@pytest.fixture
def case(who, now, article):
    """Of an authority, called back and not decided, about an article in three languages."""
    return incidents.requested(who.secretary, at=now - timedelta(hours=2), articles=[article])


@pytest.fixture
def order(who, now) -> TakedownOrder:
    """An article that is gone, with a reader let into its sealed copy and a wish to undo it."""
    journey = editorial.Journey(who, at=now - timedelta(days=2))
    article = published(journey, files.picture(by=who.officer)).article
    made = actions.order_takedown(
        article, ground=Ground.OWN_ERROR, reason="x", ordered_by="", by=who.deputy, at=now
    )
    sealed.let_in(sealed.ask(made, reason="x", by=who.secretary, at=now), by=who.head, at=now)
    restoring.ask_to_restore(made, reason="x", by=who.deputy, at=now)
    return made


@pytest.fixture
def pages(who, now, case, order) -> list[str]:
    """The address of every page of the desk with a clock."""
    report = incidents.received(at=now - timedelta(hours=1))
    shift = roster.add_shift(
        who.deputy, starts_at=now, ends_at=now + timedelta(hours=8), by=who.head, at=now
    )
    worked = (now + timedelta(days=5 - now.weekday() + 7)).date()
    lines = swap(str(worked - timedelta(days=1)), str(worked))
    notice = notices.enter(DOCUMENT, lines, by=who.secretary, at=now)
    desk, article = "case_desk:", case.articles.get().pk
    act = [reverse(f"{desk}act", args=[report.number, act]) for act in ("resolve", "merge")]
    return [
        *(reverse(f"{desk}{name}") for name in (
            "cases", "new_report", "new_request", "new_finding", "decisions", "hidings",
        )),
        case.get_absolute_url(), report.get_absolute_url(), *act,
        reverse(f"{desk}hiding", args=[case.number]),
        reverse(f"{desk}write_notice", args=[report.number]),
        reverse(f"{desk}take_down_for", args=[case.number, article]),
        *(reverse(f"{desk}{name}", args=[order.pk]) for name in ("proof", "seal", "restore")),
        reverse("roster:roster"), reverse("roster:add"), reverse("roster:shift", args=[shift.pk]),
        reverse("roster:swap", args=[shift.pk]),
        reverse("calendar_desk:year"), reverse("calendar_desk:notices"),
        reverse("calendar_desk:enter"), notice.get_absolute_url(),
        reverse("accounts:contact"), reverse("notifications:inbox"),
    ]  # fmt: skip


def test_no_page_of_the_desk_with_a_clock_has_anything_to_mend(pages, who, browse):
    page = browse(who.head.username)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = {}
    for address in pages:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found[address] = violations(page, LEVELS) + page.evaluate(TO_MEND)
        page.set_viewport_size({"width": 320, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found[address].append("scrolls sideways on a phone")
        page.set_viewport_size({"width": 1280, "height": 800})

    assert {address: said for address, said in found.items() if said} == {}


def press_until(page, reached: str, key: str = "Tab", limit: int = 120) -> None:
    """Go on by one key until what has the focus matches."""
    for _step in range(limit):
        page.keyboard.press(key)
        if page.evaluate(f"document.activeElement.matches({reached!r})"):
            return
    raise AssertionError(f"{key} does not lead to {reached}")


@pytest.mark.provision("LC-8.3")
def test_an_article_is_taken_down_from_its_case_by_keyboard_alone(case, article, who, browse):
    page = browse(who.deputy.username)
    page.goto(case.get_absolute_url())

    press_until(page, "a[href*='/take-down/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press_until(page, "[name=reason]")
    page.keyboard.type("Theo yêu cầu của A05.")
    press_until(page, "form button.btn-danger[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    made = TakedownOrder.objects.get()
    assert made.reason == "Theo yêu cầu của A05."
    assert page.url.endswith(reverse("case_desk:proof", args=[made.pk]).partition("/admin/")[2])
    assert [page.request.get(article.url(code)).status for code in EVERYWHERE] == [410] * 3
