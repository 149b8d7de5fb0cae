"""The calendar of the demonstration: one notice that waits for a second person."""

from datetime import date, datetime

from deadlines.actions import notices
from deadlines.actions.notices import Document
from deadlines.models import Notice
from deadlines.rules.calendar import Kind, Override, Status
from deadlines.rules.notices import Line
from portal.demo import notices as messages, people


# Whoever reads the number sees that no body issued it.
DOCUMENT = Document(
    number="0000/TB-DEMO",
    issued_on=date(2026, 11, 20),
    issuer="Văn bản giả định để trình diễn",
    title="Xác nhận nghỉ Ngày Văn hóa Việt Nam 24/11/2026 (giả định)",
    url="https://van-ban.demo.invalid/0000-tb-demo",
)
CULTURE = Line(
    Override(
        date(2026, 11, 24), Kind.OFF, Status.OFFICIAL, "Ngày Văn hóa Việt Nam (Nghị quyết 80-NQ/TW)"
    )
)


def load(*, at: datetime) -> int:
    """Enter and submit the notice unless it is there; returns how many are new."""
    if Notice.objects.filter(number=DOCUMENT.number).exists():
        return 0
    secretary = people.person("thuky")
    last = messages.newest()
    notice = notices.enter(DOCUMENT, [CULTURE], by=secretary, at=at)
    notices.submit(notice, by=secretary, at=at)
    messages.told(messages.since(last), at=at)
    return 1
