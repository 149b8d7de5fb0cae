"""The desk: every case by the time it has left, in parts that can be counted at a glance.

Few queries whatever the number of cases: the due time stands on the case and is indexed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.models import Agency, Appointment, User
from accounts.permissions import Capability as C
from accounts.roles import roles_with
from deadlines.models import Clock
from incidents.models import Case
from incidents.models.cases import CaseQuerySet
from incidents.rules import buckets, codes
from incidents.rules.buckets import Bucket
from incidents.rules.states import Kind


PER_PAGE: Final = 25
MINE, NOBODY = "me", "nobody"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the desk is asked to show; empty shows all that is open."""

    bucket: Bucket | None = None
    kind: Kind | None = None
    holder: str = ""  # MINE, NOBODY or the key of a person
    agency: int | None = None
    of_authorities: bool = False
    words: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of the desk, and how much stands in each part of it."""

    page: Page[Case]
    counts: Mapping[Bucket, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """How many are open, whichever part they stand in."""
        return sum(self.counts.values())


def desk_page(
    filters: Filters, *, number: str | int | None = 1, viewer: User, at: datetime
) -> DeskPage:
    """What is due next first, with its clocks and reminders; counts obey all filters but the part.

    Words of a search are looked for in closed cases, too.
    """
    found = _found(filters, viewer=viewer, at=at)
    counts = _counts(found, at=at)
    known: int | None = None
    if filters.bucket is not None:
        known, found = counts[filters.bucket], _in_bucket(found.open(), filters.bucket, at=at)
    elif filters.closed:
        found = found.closed()
    elif not filters.words:
        known, found = sum(counts.values()), found.open()
    rows = found.soonest_due_first().for_lists().prefetch_related(_CLOCKS, "clocks__rungs")
    paginator = Paginator(rows, PER_PAGE)
    if known is not None:
        vars(paginator)["count"] = known  # counted above: the page asks no second time
    return DeskPage(paginator.get_page(number), counts)


def people(*, at: datetime) -> list[tuple[int, str]]:
    """Who may be asked for as holder: everybody appointed to handle cases."""
    appointed = Appointment.objects.running(on=timezone.localdate(at)).filter(
        role__in=roles_with(C.HANDLE_CASES)
    )
    found = User.objects.filter(is_active=True, pk__in=appointed.values("user_id"))
    return list(found.order_by("full_name", "pk").values_list("pk", "full_name"))


def agencies() -> list[tuple[int, str]]:
    """Agencies that cases concern."""
    concerned = Case.objects.filter(agency=OuterRef("pk"))
    return [(agency.pk, str(agency)) for agency in Agency.objects.filter(Exists(concerned))]


_CLOCKS = Prefetch("clocks", queryset=Clock.objects.open().with_fingerprints())


def _found(filters: Filters, *, viewer: User, at: datetime) -> CaseQuerySet:
    found = Case.objects.all()
    if filters.kind is not None:
        found = found.of_kind(filters.kind)
    if filters.of_authorities:
        found = found.demanded_by_authorities()
    if filters.holder:
        found = found.filter(_held(filters.holder, viewer))
    if filters.agency is not None:
        found = found.filter(agency__in=_lineage(filters.agency, at=at))
    if filters.words:
        found = found.filter(_named(filters.words))
    return found


def _held(holder: str, viewer: User) -> Q:
    if holder == NOBODY:
        return Q(handler__isnull=True)
    return Q(handler=viewer.pk if holder == MINE else int(holder))


def _lineage(pk: int, *, at: datetime) -> set[int]:
    """The agency with those whose duties it carries on, and whoever carries on its own."""
    agency = Agency.objects.filter(pk=pk).first()
    if agency is None:
        return set()
    return {key for _kind, key in agency.scopes(on=timezone.localdate(at))}


def _named(words: str) -> Q:
    """By number, by tracking code, or by words of the subject."""
    if code := codes.read_code(words):
        return Q(tracking_code=code)
    named = Q(number__icontains=words)
    subject = Q()
    for word in words.split()[:8]:
        subject &= Q(subject__icontains=word)
    return named | subject


def _counts(found: CaseQuerySet, *, at: datetime) -> dict[Bucket, int]:
    every: dict[str, int] = found.open().aggregate(
        **{bucket: Count("pk", filter=_due_in(bucket, at=at)) for bucket in Bucket}
    )
    return {bucket: every[bucket] for bucket in Bucket}


def _in_bucket(found: CaseQuerySet, bucket: Bucket, *, at: datetime) -> CaseQuerySet:
    return found.filter(_due_in(bucket, at=at))


def _due_in(bucket: Bucket, *, at: datetime) -> Q:
    if bucket is Bucket.NOT_RUNNING:
        return Q(due_at__isnull=True)
    span = buckets.spans(at=at)[bucket]
    within = Q(due_at__isnull=False)
    if span.start is not None:
        within &= Q(due_at__gte=span.start)
    if span.end is not None:
        within &= Q(due_at__lt=span.end)
    return within
