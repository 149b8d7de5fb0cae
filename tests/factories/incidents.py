"""Cases as they come in, by the acts themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from editorial.models import Submission
from incidents import actions
from incidents.models import Case
from incidents.rules.facts import Demand, Report, Reporter
from incidents.rules.states import Channel, Kind
from notifications.models import Message
from sections.models import Article, Section
from tests.factories import editorial


HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 18, 8, 0, tzinfo=HERE)  # a Wednesday without holidays around it
READER = Reporter(name="Nguyễn Thị Mai", email="mai@example.invalid", phone="0912 345 678")

REPORT = Report(
    kind=Kind.INCIDENT,
    channel=Channel.WEB,
    subject="Trang chủ không mở được",
    description="Từ sáng nay trang chủ báo lỗi.",
    language="vi",
    reporter=READER,
    read_back=True,
)
REQUEST = Report(
    kind=Kind.AUTHORITY_REQUEST,
    channel=Channel.PHONE,
    subject="Yêu cầu xử lý tin sai",
    description="Tin có nội dung sai, đề nghị xử lý.",
    language="vi",
    read_back=True,
)
DEMAND = Demand(authority="a05", officer="Thiếu tá Trần Văn Hùng", confirmed_by_call=True)


def received(*, at: datetime = MORNING, by: User | None = None, **changes) -> Case:
    """A report; through the form unless somebody of the board writes it down."""
    return actions.receive(replace(REPORT, **changes), received_at=at, by=by, at=at)


def requested(
    by: User, *, at: datetime = MORNING, demand: Demand = DEMAND, articles=(), **changes
) -> Case:
    """A request of an authority, as the board writes it down."""
    return actions.record_authority_request(
        replace(REQUEST, **changes), demand, received_at=at, articles=articles, by=by, at=at
    )


def published_article(
    who: editorial.Board, *translations: str, at: datetime = MORNING - timedelta(days=3)
) -> Article:
    """An article before the public in Vietnamese and in these languages."""
    journey = editorial.Journey(who, at=at)
    submission: Submission = journey.published()
    for language in translations:
        submission = journey.publish(journey.translated(submission, language), language)
    return submission.article


def bare_article(number: int, section: Section) -> Article:
    """Public without a dossier, for where only the gate and the columns matter."""
    return Article.objects.create(
        code=f"bai-{number}", section=section, source_language="vi", source_kind="LC-10.1",
        title_vi=f"Bài {number}", slug_vi=f"bai-{number}", lead_vi="", body_vi="",
        published_at_vi=MORNING - timedelta(days=30),
    )  # fmt: skip


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def mails_to_reporter():
    """What was queued for the reader of `REPORT`."""
    return list(Message.objects.filter(address=READER.email).order_by("pk"))
