"""Brings the demonstration's texts in: each by the acts of the people who would do them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Agency, User
from accounts.permissions import Capability
from accounts.queries import holders
from editorial import actions
from editorial.actions.drafting import Origin
from editorial.models import Submission
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Refusal, Source
from editorial.rules.states import Board, Translation
from kernel import languages
from portal.demo import notices, people, pictures, reading
from portal.demo.reading import Row
from sections.models import Section


# How far a dossier in a state has come along the usual way.
_WAY = (Board.DRAFT, Board.SUBMITTED, Board.ROUTED, Board.IN_REVIEW, Board.RECOMMENDED)
_FAR = {
    Board.DRAFT: 0, Board.SUBMITTED: 1, Board.WITHDRAWN: 1, Board.ROUTED: 2, Board.IN_REVIEW: 3,
    Board.CHANGES_REQUESTED: 3, Board.RECOMMENDED: 4, Board.REFUSED: 4, Board.APPROVED: 4,
}  # fmt: skip


@dataclass
class Steps:
    """One dossier moved along; each act comes ten minutes after the one before."""

    submission: Submission
    at: datetime

    def next(self) -> datetime:
        self.at += timedelta(minutes=10)
        self.submission = Submission.objects.get(pk=self.submission.pk)
        return self.at

    @property
    def head(self) -> int | None:
        return self.submission.source.head_revision_id

    def submit(self) -> None:
        actions.submit(
            self.submission, seen=self.head, declared_truthful=True,
            by=self.submission.created_by, at=self.next(),
        )  # fmt: skip

    def route(self) -> None:
        at = self.next()
        section = self.submission.section
        editors = holders(Capability.REVIEW, at=at, within=section)
        member = next(p for p in editors if not p.holds(Capability.APPROVE, at=at))
        actions.route(
            self.submission, section=section, member=member, by=people.person("thuky"), at=at
        )

    def claim(self) -> None:
        at = self.next()
        actions.claim(self.submission, by=self.member(), at=at)

    def recommend(self) -> None:
        at = self.next()
        actions.recommend(self.submission, seen=self.head, by=self.member(), at=at)

    def approve(self) -> None:
        at = self.next()
        actions.approve(self.submission, seen=self.head, by=people.person("photruongban"), at=at)

    def publish(self, language: str) -> None:
        at = self.next()
        edition = self.submission.edition(language)
        actions.publish(
            edition, seen=edition.approved_revision_id, by=people.person("photruongban"), at=at
        )

    def translate(self, language: str, text: Manuscript, until: str = "approved") -> None:
        """Bring a translation to `draft`, `in_review` or `approved`."""
        slug = languages.slug_of(language)
        translator = people.person(f"dichthuat.{slug}")
        at = self.next()
        edition = self.submission.edition(language)
        actions.translate(edition, text, seen=None, by=translator, at=at)
        if until == Translation.DRAFT:
            return
        at = self.next()
        edition = self.submission.edition(language)
        seen = edition.head_revision_id
        actions.submit_translation(edition, seen=seen, by=translator, at=at)
        if until == Translation.IN_REVIEW:
            return
        reviewer = people.person(f"hieudinh.{slug}")
        actions.approve_translation(edition, seen=seen, by=reviewer, at=self.next())

    def member(self) -> User:
        assignee = self.submission.assignee
        if assignee is None:
            raise LookupError(self.submission.code)
        return assignee


def load_articles(*, at: datetime) -> int:
    """Publish what is not there yet; returns how many."""
    waiting = [row for row in reading.articles() if not _loaded("article", row["code"])]
    last = notices.newest()
    drawn = pictures.drawn([(row["scene"], row["seed"]) for row in waiting])
    for row, content in zip(waiting, drawn, strict=True):
        with transaction.atomic():
            _publish(row, content)
    notices.told(notices.since(last), at=at, read=True)
    return len(waiting)


def load_submissions(*, at: datetime) -> int:
    """Dossiers on their way, at least one in each state; returns how many are new."""
    waiting = [
        row
        for row in reading.rows(reading.HERE / "submissions.toml", "submission")
        if not _loaded("submission", row["code"])
    ]
    for number, row in enumerate(waiting):
        with transaction.atomic():
            _bring_to(row, at=at - timedelta(hours=5 + 3 * number))
    return len(waiting)


def _loaded(kind: str, code: str) -> bool:
    return Submission.objects.filter(form_token=reading.token(kind, code)).exists()


def _publish(row: Row, content: bytes) -> None:
    published_at = reading.moment(row["published_at"])
    writer = _writer(row)
    kept = pictures.keep(content, f"{row['code']}.png", by=writer, at=published_at)
    texts = {
        code: text
        for code in languages.CODES
        if (text := reading.manuscript(row, code, str(kept.pk))) is not None
    }
    original = texts.pop(languages.VI)
    submission = actions.create(
        _origin(row), original, by=writer, at=published_at - timedelta(minutes=60),
        form_token=reading.token("article", row["code"]),
    )  # fmt: skip
    steps = Steps(submission, published_at - timedelta(minutes=60))
    for step in (steps.submit, steps.route, steps.claim, steps.recommend, steps.approve):
        step()
    steps.publish(languages.VI)
    for code, text in texts.items():
        steps.translate(code, text)
        steps.publish(code)


def _bring_to(row: Row, *, at: datetime) -> None:
    submission = actions.create(
        _origin(row), _required(row), by=people.person(row["by"]), at=at,
        form_token=reading.token("submission", row["code"]),
    )  # fmt: skip
    steps, state = Steps(submission, at), Board(row["state"])
    way = (steps.submit, steps.route, steps.claim, steps.recommend)
    for step in way[: _FAR[state]]:
        step()
    if state is Board.WITHDRAWN:
        actions.withdraw(submission, by=submission.created_by, at=steps.next())
    elif state is Board.CHANGES_REQUESTED:
        member = Submission.objects.get(pk=submission.pk).assignee
        actions.request_changes(
            submission, words=row["reason"], by=member or submission.created_by, at=steps.next()
        )
    elif state is Board.REFUSED:
        actions.refuse(
            submission, code=Refusal(row["reason_code"]), words=row["reason"],
            by=people.person("photruongban"), at=steps.next(),
        )  # fmt: skip
    elif state is Board.APPROVED:
        steps.approve()
    for column, until in row.get("translations", {}).items():
        code = column.replace("_", "-")
        text = reading.manuscript(row, code)
        if text is not None:
            steps.translate(code, text, until)


def _required(row: Row) -> Manuscript:
    text = reading.manuscript(row, languages.VI)
    if text is None:
        raise LookupError(row["code"])
    return text


def _origin(row: Row) -> Origin:
    source = row.get("source", {})
    return Origin(
        section=Section.objects.get(code=row["section"]),
        source_kind=Source(row["source_kind"]),
        agency=Agency.objects.filter(code=row.get("agency", "")).first(),
        source_outlet=source.get("outlet", ""),
        source_url=source.get("url", ""),
        source_permission=source.get("agreement", ""),
        letter_number=row.get("letter_number", ""),
        event_at=reading.moment(row["event_at"]) if row.get("event_at") else None,
    )


def _writer(row: Row) -> User:
    """The agency's own officer where the demonstration has one, else the secretary for it."""
    username = f"coquan.{row.get('agency', '')}"
    return User.objects.filter(username=username).first() or people.person("thuky")
