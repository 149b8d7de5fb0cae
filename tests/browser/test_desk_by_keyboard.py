"""The desk in Vietnamese by keyboard alone: a day off, the letter of a complex case, duty."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from deadlines.models import Clock, ClockState, DayOverride, Notice
from incidents import actions
from incidents.actions import roster
from incidents.models import HandOver
from incidents.rules.notices import Way
from tests.browser.conftest import PASSWORD
from tests.browser.test_desk_accessibility import press_until
from tests.factories import incidents


pytestmark = pytest.mark.django_db(transaction=True)

# What is typed month first or day first depends on the browser, not on the page.
ORDERS = ("%m%d%Y", "%d%m%Y")
VISIBLE = """() => {
  const held = document.activeElement, style = getComputedStyle(held);
  return held.matches(":focus-visible") && style.outlineStyle !== "none"
    && parseFloat(style.outlineWidth) >= 2 && held.getClientRects().length > 0;
}"""


def reach(page: Page, target: str) -> None:
    """Go on by Tab to the one thing looked for, and see where one is."""
    press_until(page, target)
    assert page.evaluate(VISIBLE), f"nobody sees that {target} has the focus"


def write(page: Page, name: str, words: str) -> None:
    reach(page, f"[name={name}]")
    page.keyboard.type(words)


def write_moment(page: Page, name: str, moment: date) -> None:
    """Fill a day, or a day with its hour, digit by digit."""
    reach(page, f"[name={name}]")
    timed = isinstance(moment, datetime)
    expected = moment.strftime("%Y-%m-%dT%H:%M" if timed else "%Y-%m-%d")
    for order in ORDERS:
        for _segment in range(7):
            page.keyboard.press("ArrowLeft")
        page.keyboard.type(moment.strftime(order))
        if timed:
            page.keyboard.press("ArrowRight")
            page.keyboard.type(moment.strftime("%I%M%p"))
        if page.evaluate("document.activeElement.value") == expected:
            return
    raise AssertionError(f"{name} does not take {expected} from the keyboard")


def press(page: Page, target: str, key: str = "Enter") -> None:
    """Go to a button or link and press it; another page comes."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press(key)
    assert page.get_attribute("html", "lang") == "vi"


@pytest.fixture
def sit_down(browse):
    """A browser in which somebody signed in by keyboard, on a page of the desk."""

    def opened(somebody, address: str) -> Page:
        page = browse(language="vi-VN")
        page.set_default_timeout(60_000)
        page.goto(f"{reverse('accounts:sign_in')}?next={address}")
        write(page, "username", somebody.username)
        write(page, "password", PASSWORD)
        press(page, "form.form button[type=submit]")
        assert page.url.endswith(address)
        return page

    return opened


def a_plain_working_day() -> date:
    days = (timezone.localdate() + timedelta(days=ahead) for ahead in range(14, 60))
    settled = set(DayOverride.objects.values_list("date", flat=True))
    return next(day for day in days if day.weekday() < 5 and day not in settled)


def test_a_day_off_is_entered_by_one_and_put_in_force_by_another(who, sit_down):
    day, address = a_plain_working_day(), "https://example.invalid/tb-9999"
    page = sit_down(who.secretary, reverse("calendar_desk:enter"))
    write(page, "number", "9999/TB-BNV")
    write_moment(page, "issued_on", timezone.localdate() - timedelta(days=2))
    write(page, "issuer", "Bộ Nội vụ")
    write(page, "title", "Nghỉ Ngày Văn hóa Việt Nam")
    write(page, "url", address)
    write_moment(page, "days-0-date", day)
    write(page, "days-0-name", "Ngày Văn hóa Việt Nam")
    press(page, ".form-actions button[type=submit]")
    press(page, "form[action$='/submit/'] button", "Space")

    notice = Notice.objects.get()
    assert (notice.state, notice.number, notice.url) == ("submitted", "9999/TB-BNV", address)
    assert notice.entered_by == who.secretary

    page = sit_down(who.deputy, reverse("calendar_desk:notices"))
    press(page, f"a[href={notice.get_absolute_url()!r}]")
    press(page, "form[action$='/publish/'] button")

    notice.refresh_from_db()
    assert (notice.state, notice.approved_by) == ("published", who.deputy)
    assert [(one.date, one.kind) for one in notice.days.all()] == [(day, "off")]
    assert page.locator("main .page-head").get_by_text("có hiệu lực").is_visible()


@pytest.mark.provision("LC-8.2-notice")
def test_a_letter_is_written_issued_and_delivered(who, sit_down):
    at = timezone.now() - timedelta(minutes=30)
    case = incidents.received(at=at, reporter=incidents.Reporter())
    actions.take_charge(case, by=who.member, at=at)
    promised = timezone.localtime() + timedelta(days=7)
    promised = promised.replace(hour=9, minute=30, second=0, microsecond=0)

    page = sit_down(who.member, case.get_absolute_url())
    press(page, "a[href$='/acts/complex/']")
    write(page, "reason", "Phải thay máy chủ.")
    write_moment(page, "promised_at", promised)
    press(page, "button[name=look][value=text]")
    reach(page, "pre.letter-text")
    assert "Phải thay máy chủ." in page.locator("pre.letter-text").inner_text()
    assert not case.notices.exists()
    press(page, "button[name=issue]", "Space")

    notice = case.notices.get()
    assert (notice.promised_at, notice.delivered_at) == (promised, None)
    assert notice.document.number == "01/TB-BBT"

    press(page, "a[href$='/acts/deliver/']")
    reach(page, "[name=way]:checked")
    handed = timezone.localtime().replace(second=0, microsecond=0)
    write_moment(page, "delivered_at", handed)
    write(page, "to", "Nguyễn Thị Mai")
    write(page, "proof", "Biên nhận số 7")
    press(page, ".form-actions button[type=submit]")

    notice.refresh_from_db()
    assert (notice.way, notice.delivered_at) == (Way.BY_HAND, handed)
    assert notice.delivery_proof == "Biên nhận số 7"
    promise = Clock.objects.of(case).get(provision="LC-8.2-notice")
    assert (promise.state, promise.due_at) == (ClockState.RUNNING, promised)


@pytest.mark.provision("LC-8.3")
def test_what_is_open_passes_from_one_on_duty_to_the_next(who, sit_down):
    at, hours = timezone.now(), timedelta(hours=8)
    for somebody, start in ((who.member, at - hours / 2), (who.deputy, at + hours / 2)):
        times = {"starts_at": start, "ends_at": start + hours}
        roster.add_shift(somebody, **times, by=who.secretary, at=at - hours)

    page = sit_down(who.member, reverse("roster:roster"))
    press(page, ".roster-people a")
    press(page, "a[href$='/hand-over/']")
    write(page, "text", "Yêu cầu của A05 chờ gọi lại trước 20 giờ.")
    press(page, ".form-actions button[type=submit]")

    note = HandOver.objects.get()
    assert (note.written_by, note.taken_over_at) == (who.member, None)

    page = sit_down(who.deputy, reverse("roster:roster"))
    press(page, ".roster-note form button", "Space")

    note.refresh_from_db()
    assert note.taken_over_by == who.deputy
    assert note.text == "Yêu cầu của A05 chờ gọi lại trước 20 giờ."
    assert page.get_by_text("Anh/chị đã tiếp nhận.").is_visible()
