"""The acts of the drill: published by the whole board, taken down, and nothing left behind."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

import sections.actions
from editorial import actions
from editorial.actions.drafting import Origin
from editorial.models import Submission
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Ground, Source
from files.actions import receive_image
from incidents import actions as cases
from incidents.models import Case
from incidents.rules.facts import Report
from incidents.rules.states import Channel, Kind
from kernel import languages
from notifications.models import Message
from portal.drill import texts
from portal.drill.people import PREFIX, Cast
from portal.drill.texts import Marks
from sections.models import Article, Section


logger = logging.getLogger(__name__)

REASON = "Diễn tập gỡ bỏ."
QUIET = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the drill has put up."""

    article: Article
    neighbour: Article
    case: Case


@transaction.atomic
def set_up(marks: Marks, others: Marks, section: Section, cast: Cast, *, at: datetime) -> Stage:
    """Publish the marked article and one beside it that says the same, and open the case.

    In one transaction, so that nobody outside the drill is told of any of it.
    """
    picture = receive_image(texts.photograph(marks), by=cast.writer, at=at)
    written = {code: texts.manuscript(marks, code, str(picture.pk)) for code in languages.CODES}
    article = _published(written, section, cast, at=at)
    beside = {code: texts.manuscript(others, code) for code in languages.CODES}
    neighbour = _published(beside, section, cast, at=at)
    case = cases.receive(
        Report(
            kind=Kind.INCIDENT,
            channel=Channel.EMAIL,
            subject=f"[DIỄN TẬP] Gỡ bỏ {article.code}",
            description="Diễn tập định kỳ, không có sự việc thật. / A drill, nothing happened.",
            language=languages.VI,
        ),
        received_at=at,
        articles=[article],
        by=cast.secretary,
        at=at,
    )
    hush([article, neighbour], case, cast, at=at)
    return Stage(article, neighbour, case)


@transaction.atomic
def take_down(stage: Stage, cast: Cast, *, at: datetime) -> None:
    """One click, as anybody of the board would."""
    cases.order_takedown(
        stage.article, ground=Ground.OWN_ERROR, reason=REASON, case=stage.case, by=cast.deputy,
        at=at,
    )  # fmt: skip
    hush([stage.article], stage.case, cast, at=at)


def clear(cast: Cast, case: Case | None, *, at: datetime) -> None:
    """Whatever the drill ever published goes, whichever way still works; its cases are closed."""
    ours = Article.objects.filter(
        pk__in=Submission.objects.filter(created_by__username__startswith=PREFIX).values("article")
    )
    for article in ours.published(at=at).filter(hidden_at__isnull=True):
        _away_with(article, cast, at=at)
    waiting = Case.objects.open().filter(recorded_by__username__startswith=PREFIX)
    for left in waiting:
        with transaction.atomic():
            cases.resolve(left, "Kết thúc diễn tập.", by=cast.deputy, at=at)
    hush(list(ours), case, cast, at=at, for_good=True)


def hush(
    articles: Sequence[Article],
    case: Case | None,
    cast: Cast,
    *,
    at: datetime,
    for_good: bool = False,
) -> None:
    """Nobody outside the drill hears of it; its own people's messages wait to be called back."""
    codes = list(Submission.objects.filter(article__in=articles).values_list("code", flat=True))
    numbers = [case.number] if case is not None else []
    told = Message.objects.filter(context__reference__in=[*codes, *numbers])
    own = {person.pk for person in cast.everybody}
    if not for_good:
        told.waiting().filter(recipient__in=own).update(not_before=at + QUIET)
        told = told.exclude(recipient__in=own)
    told.filter(read_at__isnull=True).update(read_at=at)
    told.waiting().update(sent_at=at)


def _away_with(article: Article, cast: Cast, *, at: datetime) -> None:
    try:
        with transaction.atomic():
            cases.order_takedown(
                article, ground=Ground.OWN_ERROR, reason=REASON, by=cast.deputy, at=at
            )
    except Exception:
        logger.exception("the drill could not take down %s; it is hidden", article.code)
        sections.actions.hide(
            article, ground=Ground.OWN_ERROR, provision="LC-8.1", by=cast.deputy, at=at
        )


def _published(
    written: dict[str, Manuscript], section: Section, cast: Cast, *, at: datetime
) -> Article:
    """By the acts of the desk, each by whoever may do it."""
    origin = Origin(section=section, source_kind=Source.OWN)
    submission = actions.create(origin, written[languages.VI], by=cast.writer, at=at)
    head = submission.source.head_revision_id
    actions.submit(submission, seen=head, declared_truthful=True, by=cast.writer, at=at)
    submission = _fresh(submission)
    actions.route(submission, section=section, member=cast.member, by=cast.secretary, at=at)
    actions.claim(_fresh(submission), by=cast.member, at=at)
    actions.recommend(_fresh(submission), seen=head, by=cast.member, at=at)
    actions.approve(_fresh(submission), seen=head, by=cast.deputy, at=at)
    article = _publish(submission, languages.VI, cast, at=at)
    for code in languages.CODES:
        if code != languages.VI:
            _translate(submission, code, written[code], cast, at=at)
            _publish(submission, code, cast, at=at)
    return Article.objects.get(pk=article.pk)


def _translate(
    submission: Submission, code: str, text: Manuscript, cast: Cast, *, at: datetime
) -> None:
    edition = _fresh(submission).edition(code)
    actions.translate(edition, text, seen=None, by=cast.translator, at=at)
    edition = _fresh(submission).edition(code)
    seen = edition.head_revision_id
    actions.submit_translation(edition, seen=seen, by=cast.translator, at=at)
    edition = _fresh(submission).edition(code)
    actions.approve_translation(edition, seen=seen, by=cast.reviewer, at=at)


def _publish(submission: Submission, code: str, cast: Cast, *, at: datetime) -> Article:
    edition = _fresh(submission).edition(code)
    return actions.publish(edition, seen=edition.approved_revision_id, by=cast.deputy, at=at)


def _fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)
