"""The desk as the board sees it, in Vietnamese: cases, a takedown with its proof, calendar, roster.

It does two things that stay: it stores a draft of a notice, and it takes one article down. So
the demonstration should be one that was loaded for this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, ViewportSize


DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
HIGHEST = 1500
DEPUTY, SECRETARY = "photruongban", "thuky"
DEMAND = "Yêu cầu rà soát liên kết ngoài"
REASON = "A05 yêu cầu gỡ qua điện thoại lúc trực đêm; đã gọi lại số đã biết để xác nhận."


class Desk(NamedTuple):
    """A browser at the desk of one portal, and the password of its demonstration."""

    browser: Browser
    address: str
    password: str

    @contextmanager
    def of(self, person: str, screen: ViewportSize = DESKTOP) -> Iterator[Page]:
        page = self.browser.new_page(
            viewport=screen, locale="vi-VN", color_scheme="light", reduced_motion="reduce"
        )
        try:
            page.goto(f"{self.address}/vi/sign-in/")
            page.fill("[name=username]", person)
            page.fill("[name=password]", self.password)
            page.press("[name=password]", "Enter")
            page.wait_for_load_state("networkidle")
            yield page
        finally:
            page.close()

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.address}/vi/admin/{path}", wait_until="networkidle")


def shot(page: Page, *, highest: int = HIGHEST) -> bytes:
    """The whole page, down to the highest picture that is still read."""
    page.evaluate("document.fonts.ready")
    width = page.evaluate("document.documentElement.clientWidth")
    height = min(page.evaluate("document.documentElement.scrollHeight"), highest)
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def pictures(browser: Browser, address: str, password: str) -> Iterator[tuple[str, bytes]]:
    """Names without an ending, and PNG."""
    desk = Desk(browser, address, password)
    yield from _registers(desk)
    yield from _notice(desk)
    yield from _takedown(desk)


def _registers(desk: Desk) -> Iterator[tuple[str, bytes]]:
    pages = {"cases": "cases/", "hidings": "cases/hidings/", "roster": "roster/"}
    with desk.of(DEPUTY) as page:
        for name, path in pages.items():
            desk.go(page, path)
            yield f"{name}-vi", shot(page)
        desk.go(page, "calendar/")
        yield "calendar-vi", shot(page, highest=2200)
        desk.go(page, "cases/request/")
        yield "request-vi", shot(page)
    with desk.of(DEPUTY, PHONE) as page:
        for name in ("cases", "roster"):
            desk.go(page, pages[name])
            yield f"{name}-phone-vi", shot(page, highest=PHONE["height"])


def _notice(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """A day off at the next working day, as a draft: what it would move."""
    day = datetime.now(tz=ZoneInfo("Asia/Ho_Chi_Minh")).date()
    while day.weekday() > 4:
        day += timedelta(days=1)
    with desk.of(SECRETARY) as page:
        desk.go(page, "calendar/notices/new/")
        page.fill("[name=number]", "0000/TB-THU")
        page.fill("[name=issued_on]", day.isoformat())
        page.fill("[name=issuer]", "Ủy ban nhân dân tỉnh (văn bản giả định)")
        page.fill("[name=title]", "Nghỉ tránh bão (văn bản giả định để xem trước)")
        page.fill("[name=url]", "https://van-ban-demo.invalid/0000-tb-thu")
        page.fill("[name=days-0-date]", day.isoformat())
        page.fill("[name=days-0-name]", "nghỉ tránh bão")
        page.locator("main form .form-actions button").first.click()
        page.wait_for_load_state("networkidle")
        yield "notice-vi", shot(page)


def _takedown(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """From the case of the authority to the proof."""
    with desk.of(DEPUTY) as page:
        desk.go(page, "cases/")
        page.get_by_role("link", name=DEMAND).first.click()
        page.wait_for_load_state("networkidle")
        case = page.url
        yield "case-vi", shot(page)
        page.locator("main a[href*='/take-down/']").first.click()
        page.wait_for_load_state("networkidle")
        yield "blast-radius-vi", shot(page)
        page.fill("[name=reason]", REASON)
        page.locator("main form[method=post] button[type=submit]").last.click()
        page.wait_for_load_state("networkidle")
        yield "proof-vi", shot(page)
        proof = page.url
    with desk.of(DEPUTY, PHONE) as page:
        for name, address in (("case", case), ("proof", proof)):
            page.goto(address, wait_until="networkidle")
            yield f"{name}-phone-vi", shot(page, highest=PHONE["height"])
