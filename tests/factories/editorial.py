"""Texts on their way: manuscripts, and dossiers brought to any state by the acts themselves."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from accounts.models import User
from accounts.roles import Role
from editorial import actions
from editorial.actions.drafting import Origin
from editorial.models import Submission
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Source
from sections.models import Section
from tests.factories.accounts import AgencyFactory, person


NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)

VI = Manuscript(
    title="Lễ hội Gầu Tào khai mạc ở Pha Long",
    lead="Hàng nghìn người dự ngày hội đầu xuân của đồng bào Mông.",
    body="<p>Cây nêu được dựng từ sáng sớm.</p>",
)
EN = Manuscript(
    title="The Gầu Tào festival opens in Pha Long",
    lead="Thousands join the Mông people's feast of early spring.",
    body="<p>The festival pole went up at dawn.</p>",
)
ZH = Manuscript(
    title="花山节在法龙开幕",
    lead="数千人参加苗族新春盛会。",
    body="<p>清晨，人们竖起了花杆。</p>",
)
TEXTS = {"vi": VI, "en": EN, "zh-hans": ZH}


@dataclass
class Board:
    """Everyone the journey of a submission needs."""

    officer: User
    secretary: User
    member: User
    deputy: User
    head: User
    translator: dict[str, User]
    reviewer: dict[str, User]
    section: Section
    other_section: Section


def board() -> Board:
    section = Section.objects.get(code="news")
    return Board(
        officer=person(Role.AGENCY_OFFICER, scope=AgencyFactory()),
        secretary=person(Role.SECRETARY),
        member=person(Role.EDITOR, scope=section),
        deputy=person(Role.DEPUTY_HEAD),
        head=person(Role.HEAD_OF_BOARD),
        translator={code: person(Role.TRANSLATOR, language=code) for code in ("en", "zh-hans")},
        reviewer={
            code: person(Role.TRANSLATION_REVIEWER, language=code) for code in ("en", "zh-hans")
        },
        section=section,
        other_section=Section.objects.get(code="explore"),
    )


def origin(who: Board, **changes) -> Origin:
    agency = who.officer.appointments.get().scope
    values = {
        "section": Section.objects.get(code="news-lao-cai"),
        "source_kind": Source.AGENCY,
        "agency": agency,
    }
    return Origin(**(values | changes))


class Journey:
    """Brings one dossier forward, step by step; time passes a minute with each act."""

    def __init__(self, who: Board, at: datetime = NOON) -> None:
        self.who = who
        self.at = at

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def drafted(self, text: Manuscript = VI, **changes) -> Submission:
        return actions.create(origin(self.who, **changes), text, by=self.who.officer, at=self.now())

    def submitted(self) -> Submission:
        return self.submit(self.drafted())

    def submit(self, submission: Submission) -> Submission:
        head = fresh(submission).source.head_revision_id
        actions.submit(
            submission, seen=head, declared_truthful=True, by=self.who.officer, at=self.now()
        )
        return fresh(submission)

    def routed(self) -> Submission:
        submission = self.submitted()
        actions.route(
            submission,
            section=submission.section,
            member=self.who.member,
            by=self.who.secretary,
            at=self.now(),
        )
        return fresh(submission)

    def in_review(self) -> Submission:
        submission = self.routed()
        actions.claim(submission, by=self.who.member, at=self.now())
        return fresh(submission)

    def recommended(self) -> Submission:
        submission = self.in_review()
        seen = submission.source.head_revision_id
        actions.recommend(submission, seen=seen, by=self.who.member, at=self.now())
        return fresh(submission)

    def approved(self) -> Submission:
        submission = self.recommended()
        seen = submission.source.head_revision_id
        actions.approve(submission, seen=seen, by=self.who.deputy, at=self.now())
        return fresh(submission)

    def published(self) -> Submission:
        submission = self.approved()
        return self.publish(submission, "vi")

    def publish(self, submission: Submission, language: str) -> Submission:
        edition = submission.edition(language)
        actions.publish(
            edition, seen=edition.approved_revision_id, by=self.who.deputy, at=self.now()
        )
        return fresh(submission)

    def translated(self, submission: Submission, language: str) -> Submission:
        """An approved translation."""
        edition = submission.edition(language)
        actions.translate(
            edition,
            TEXTS[language],
            seen=edition.head_revision_id,
            by=self.who.translator[language],
            at=self.now(),
        )
        edition = fresh(submission).edition(language)
        seen = edition.head_revision_id
        actions.submit_translation(
            edition, seen=seen, by=self.who.translator[language], at=self.now()
        )
        actions.approve_translation(
            edition, seen=seen, by=self.who.reviewer[language], at=self.now()
        )
        return fresh(submission)


def fresh(submission: Submission) -> Submission:
    """The dossier as the database has it now."""
    return Submission.objects.get(pk=submission.pk)
