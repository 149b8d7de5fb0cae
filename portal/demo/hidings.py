"""Automatic hiding in the demonstration: one announced, one suspended by the head, one done."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from editorial.models import Submission
from incidents import actions
from incidents.actions import hidings
from incidents.models import Case
from incidents.rules.facts import Demand, Report
from incidents.rules.states import Channel, Kind
from portal.demo import notices, people, reading
from sections.models import Article


class Told(NamedTuple):
    """A request of an authority that nobody has decided yet."""

    code: str
    subject: str
    description: str
    article: str
    letter: str
    hours_ago: float
    suspended: str = ""


TOLD = (
    Told(
        "hiding-announced",
        "Yêu cầu xử lý số liệu chưa được công bố trong bài về CPTPP",
        "Đề nghị Ban Biên tập xử lý các số liệu chưa được phép công bố trong bài.",
        "cptpp-for-highland-producers",
        "1187/A05-P3",
        19.2,
    ),
    Told(
        "hiding-suspended",
        "Yêu cầu xử lý bài về quy tắc xuất xứ",
        "Đề nghị Ban Biên tập xử lý nội dung dẫn nguồn chưa đúng trong bài.",
        "five-questions-on-certificates-of-origin",
        "1192/A05-P3",
        15.5,
        suspended="Đã điện lại: cơ quan yêu cầu chỉ cần sửa nguồn dẫn, không gỡ bài.",
    ),
    Told(
        "hiding-done",
        "Yêu cầu xử lý bài về hiệp định Việt Nam – EAEU",
        "Đề nghị Ban Biên tập xử lý bài có biểu thuế đã hết hiệu lực.",
        "viet-nam-eaeu-fta-guide",
        "1169/A05-P3",
        20.1,
    ),
)


def load(*, at: datetime) -> int:
    """Record what is not there yet, and let the clock do what it would have done."""
    known = set(Case.objects.values_list("form_token", flat=True))
    waiting = [one for one in TOLD if reading.token("case", one.code) not in known]
    last = notices.newest()
    for one in waiting:
        with transaction.atomic():
            _record(one, at=at)
    if waiting:
        hidings.enforce_due(at=at)
    notices.told(notices.since(last).filter(kind__startswith="case_"), at=at)
    return len(waiting)


def _record(one: Told, *, at: datetime) -> None:
    received_at = at - timedelta(hours=one.hours_ago)
    secretary, head = people.person("thuky"), people.person("truongban")
    token = reading.token("article", one.article)
    dossier = Submission.objects.filter(form_token=token, article__isnull=False).first()
    articles: list[Article] = [dossier.article] if dossier and dossier.article else []
    case = actions.record_authority_request(
        Report(
            kind=Kind.AUTHORITY_REQUEST,
            channel=Channel.LETTER,
            subject=one.subject,
            description=one.description,
            language="vi",
        ),
        Demand(
            authority="a05",
            letter_number=one.letter,
            letter_on=timezone.localdate(received_at),
        ),
        received_at=received_at,
        articles=articles,
        form_token=reading.token("case", one.code),
        by=secretary,
        at=received_at,
    )
    if one.suspended:
        hidings.suspend(case, reason=one.suspended, by=head, at=received_at + timedelta(hours=2))
