"""What the desk shows of many dossiers: who waits for whom, and since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform

from accounts.models import Agency, User
from accounts.permissions import Capability as C
from editorial.models import Edition, Submission, Transition
from editorial.models.submissions import SubmissionQuerySet
from editorial.rules.states import Action, Board, Publication, Translation
from files.models import Attachment
from kernel import languages
from sections.models import Section


SHOWN = 8
# Removed under LC-8.3: its very title is told to nobody.
_SEALED = Q(sealed_at__gte=F("head_revision__at"))
_SOURCE = Q(language=F("submission__source_language"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one language of a dossier stands."""

    language: str
    state: str
    publication: str
    is_source: bool
    title: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier as a line of a list; made without its texts."""

    pk: int
    code: str
    title: str
    source_language: str
    agency: Agency | None
    section: Section
    holder: User | None
    standings: tuple[Standing, ...]

    def standing(self, language: str) -> Standing:
        return next(one for one in self.standings if one.language == language)

    @property
    def source(self) -> Standing:
        return self.standing(self.source_language)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of what waits for somebody: a dossier, and the language it waits in."""

    row: Row
    standing: Standing


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that wait for the same act; the oldest first, no more than `SHOWN`."""

    key: str
    lines: tuple[Waiting, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for on the desk. `state` is "board.routed", "translation.draft", ..."""

    words: str = ""
    state: str = ""
    section: Section | None = None
    language: str = ""


def on_the_desk(person: User, wanted: Wanted, *, at: datetime) -> SubmissionQuerySet:
    """Everything this person of the board may see, narrowed to what they look for."""
    found = Submission.objects.on_the_desk_of(person, at=at)
    if wanted.section is not None:
        found = found.filter(section__in=Section.objects.at_or_below([wanted.section.pk]))
    if wanted.words:
        found = found.filter(Q(code__icontains=wanted.words) | Exists(_titled(wanted.words)))
    if wanted.state or wanted.language:
        found = found.filter(Exists(_in_state(wanted)))
    return found.order_by("-submitted_at", "-pk")


def rows(submissions: Sequence[Submission]) -> list[Row]:
    """Lines for these dossiers, in their order; two queries however many they are."""
    keys = [submission.pk for submission in submissions]
    found = rows_of(keys)
    return [found[key] for key in keys]


def rows_of(keys: Sequence[int]) -> dict[int, Row]:
    """Lines by the keys of their dossiers."""
    editions = (
        Edition.objects.annotate(
            title=Case(
                When(_SEALED, then=Value("")),
                default=KeyTextTransform("title", "head_revision__content"),
                output_field=TextField(),
            ),
            since=_since(),
        )
        .only("submission_id", "language", "state", "publication")
        .order_by("pk")
    )
    submissions = (
        Submission.objects.filter(pk__in=keys)
        .select_related("agency", "section", "assignee")
        .prefetch_related(Prefetch("editions", queryset=editions, to_attr="standing_rows"))
    )
    return {submission.pk: _row(submission) for submission in submissions}


def waiting_for(person: User, *, at: datetime) -> list[Group]:
    """What this person should do next, by the act it waits for (LC-13.1)."""
    on_desk = Edition.objects.filter(
        submission__in=Submission.objects.on_the_desk_of(person, at=at)
    )
    found: list[tuple[str, list[tuple[int, str]], int]] = []
    for key, condition in _waits(person, at=at):
        chosen = on_desk.filter(condition)
        oldest = chosen.annotate(since=_since()).order_by("since", "pk")
        found.append(
            (key, list(oldest.values_list("submission_id", "language")[:SHOWN]), chosen.count())
        )
    lines = rows_of(sorted({pk for _, pairs, _ in found for pk, _ in pairs}))
    return [
        Group(
            key,
            tuple(Waiting(lines[pk], lines[pk].standing(language)) for pk, language in pairs),
            total,
        )
        for key, pairs, total in found
    ]


def usable_pictures(person: User, submission: Submission | None) -> QuerySet[Attachment]:
    """What this person uploaded, and what already belongs to the dossier."""
    own = Q(uploaded_by=person)
    if submission is not None:
        own |= Q(pk__in=submission.picture_uses.values("attachment"))
    return Attachment.objects.filter(own)


def _waits(person: User, *, at: datetime) -> Iterator[tuple[str, Q]]:
    """The acts that wait for whoever holds these capabilities, the most weighty first."""
    leads = person.holds(C.APPROVE, at=at)
    if leads:
        yield "to_approve", _SOURCE & Q(state=Board.RECOMMENDED)
    if person.holds(C.PUBLISH, at=at):
        yield "to_publish", _publishable()
    if person.holds(C.REVIEW, at=at):
        yield from _reviews(person, leads=leads)
    yield from _translations(person, at=at)
    if person.holds(C.ROUTE, at=at):
        yield "to_route", _SOURCE & Q(state=Board.SUBMITTED)


def _reviews(person: User, *, leads: bool) -> Iterator[tuple[str, Q]]:
    """What a member holds; leaders are not asked to take up what nobody has taken yet."""
    mine = Q(submission__assignee=person, state__in=[Board.ROUTED, Board.IN_REVIEW])
    yield "mine", _SOURCE & mine
    if not leads:
        nobodys = Q(submission__assignee__isnull=True, state=Board.ROUTED)
        yield "unclaimed", _SOURCE & nobodys


def _translations(person: User, *, at: datetime) -> Iterator[tuple[str, Q]]:
    if codes := _languages(person, C.TRANSLATE, at=at):
        yield "to_translate", ~_SOURCE & Q(language__in=codes) & _translatable()
    if codes := _languages(person, C.REVIEW_TRANSLATION, at=at):
        in_review = Q(language__in=codes, state=Translation.IN_REVIEW)
        yield "to_review", ~_SOURCE & in_review


def _languages(person: User, capability: C, *, at: datetime) -> list[str]:
    return [code for code in languages.CODES if person.holds(capability, at=at, language=code)]


def _publishable() -> Q:
    """Approved, not what is live, and not taken down since it was approved, nor its original."""
    new = Q(live_revision__isnull=True) | ~Q(live_revision=F("approved_revision"))
    withdrawn = Q(publication=Publication.TAKEN_DOWN, approved_at__lte=F("taken_down_at"))
    original = Edition.objects.filter(
        withdrawn,
        submission=OuterRef("submission"),
        language=OuterRef("submission__source_language"),
    )
    removed = withdrawn | (~Q(publication=Publication.LIVE) & Q(Exists(original)))
    return Q(state=Board.APPROVED, approved_revision__isnull=False) & new & ~removed


def _translatable() -> Q:
    """Wanted once the original is approved; begun and overtaken ones while it is not closed."""
    source = Edition.objects.filter(
        submission=OuterRef("submission"), language=OuterRef("submission__source_language")
    )
    wanted = Q(state=Translation.MISSING) & Exists(source.filter(state=Board.APPROVED))
    open_source = Exists(source.exclude(state__in=[Board.REFUSED, Board.WITHDRAWN]))
    return wanted | (Q(state__in=[Translation.DRAFT, Translation.STALE]) & open_source)


def _since() -> Subquery:
    """When a text came to where it stands; saving it again does not count."""
    steps = Transition.objects.filter(
        submission=OuterRef("submission"), language=OuterRef("language")
    ).exclude(action__in=[Action.SAVE, Action.EDIT])
    return Subquery(steps.order_by("-seq").values("at")[:1])


def _titled(words: str) -> QuerySet[Edition]:
    """Editions with these words in the title; SQLite folds the case of ASCII letters only."""
    spellings = {words, words.lower(), words.upper(), words.capitalize()}
    condition = Q()
    for spelling in spellings:
        condition |= Q(head_revision__content__title__icontains=spelling)
    return Edition.objects.filter(condition, submission=OuterRef("pk")).exclude(_SEALED)


def _in_state(wanted: Wanted) -> QuerySet[Edition]:
    found = Edition.objects.filter(submission=OuterRef("pk"))
    if wanted.language:
        found = found.filter(language=wanted.language)
    machine, _, state = wanted.state.partition(".")
    if machine == "board":
        return found.filter(_SOURCE, state=state)
    if machine == "translation":
        return found.filter(~_SOURCE, state=state)
    if machine == "publication":
        return found.filter(publication=state)
    return found.exclude(state=Translation.MISSING)


def _row(submission: Any) -> Row:
    standings = tuple(
        Standing(
            language=edition.language,
            state=edition.state,
            publication=edition.publication,
            is_source=edition.language == submission.source_language,
            title=edition.title or "",
            since=edition.since or submission.created_at,
        )
        for edition in submission.standing_rows
    )
    titles = {one.language: one.title for one in standings}
    return Row(
        pk=submission.pk,
        code=submission.code,
        title=titles[submission.source_language] or submission.code,
        source_language=submission.source_language,
        agency=submission.agency,
        section=submission.section,
        holder=submission.assignee,
        standings=standings,
    )
