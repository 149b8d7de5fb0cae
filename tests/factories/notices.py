"""Notices of working days as two people bring them into force."""

from datetime import date, datetime

from accounts.models import User
from accounts.roles import Role
from deadlines.actions import notices
from deadlines.actions.notices import Document
from deadlines.models import Calendar, Notice
from deadlines.rules.calendar import Kind, Override, Status
from deadlines.rules.notices import Line
from tests.factories.accounts import person


DOCUMENT = Document(
    number="9999/TB-BNV",
    issued_on=date(2026, 11, 20),
    issuer="Bộ Nội vụ",
    title="Nghỉ Ngày Văn hóa Việt Nam",
    url="https://example.invalid/tb-9999",
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def off(on: str, name: str = "Nghỉ lễ", *, swapped_with: str = "") -> Line:
    return _line(on, Kind.OFF, name, swapped_with)


def work(on: str, name: str = "Làm bù", *, swapped_with: str = "") -> Line:
    return _line(on, Kind.WORK, name, swapped_with)


def _line(on: str, kind: Kind, name: str, swapped_with: str) -> Line:
    override = Override(day(on), kind, Status.OFFICIAL, name)
    return Line(override, day(swapped_with) if swapped_with else None)


def swap(off_on: str, worked_on: str) -> list[Line]:
    return [off(off_on, "Hoán đổi", swapped_with=worked_on), work(worked_on)]


def laocai() -> Calendar:
    return Calendar.objects.get(code="laocai")


def published(
    *lines: Line,
    at: datetime,
    document: Document = DOCUMENT,
    enterer: User | None = None,
    approver: User | None = None,
) -> Notice:
    """A notice entered by one person and published by another."""
    enterer = enterer or person(Role.SECRETARY)
    approver = approver or person(Role.DEPUTY_HEAD)
    notice = notices.enter(document, lines, by=enterer, at=at)
    notices.submit(notice, by=enterer, at=at)
    notices.publish(notice, by=approver, at=at)
    notice.refresh_from_db()
    return notice
