"""What time does to cases: each rung of a ladder told to whom it concerns, and what the clock
itself must do. Works on many clocks at once, with a fixed number of queries.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

import deadlines.actions
import notifications.actions
from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from accounts.roles import Role
from deadlines.actions import Ring
from deadlines.models import Clock
from deadlines.rules import ladders
from deadlines.rules.ladders import Audience
from incidents.actions import alarms, hidings, promises
from incidents.actions.messages import due_of, in_every_language
from incidents.models import Case, TakedownOrder
from incidents.models.cases import KIND_LABELS
from incidents.queries import roster
from incidents.rules import duties
from notifications.actions import Item


logger = logging.getLogger(__name__)

_HOURS: Final = re.compile(r"h(\d+)(_\w+)?")
_KINDS: Final[Mapping[str, str]] = {
    "half": "clock_half",
    "three_quarters": "clock_three_quarters",
    "ninety": "clock_ninety",
    "due": "clock_due",
    "day_after": "clock_day_after",
    "at_once": "demand_at_once",
}
_KINDS_BY_THE_HOUR: Final[Mapping[str | None, str]] = {
    None: "demand_hours",
    "_announce": "demand_announce",
    "_hide": "demand_hide",
    "_unverified": "demand_unverified",
}
_PLACE: Final = "X-0-X"  # stands for a case's number while its address is made


def remind(*, at: datetime) -> int:
    """Tell whoever is concerned how far the clocks of cases are; safe to run as often as liked."""
    try:
        promises.confirm_deliveries(at=at)
    except Exception:
        logger.exception("deliveries of notices could not be confirmed")  # the sweep goes on
    return deadlines.actions.sweep(
        subject_model=Case, tell=Teller(at=at).tell, alarm=alarms.raise_alarm, at=at
    )


def hide_due(*, at: datetime) -> int:
    """Hide what has come to its hour, and tell of it under the key that the reminder has."""
    return hidings.enforce_due(at=at, tell=Teller(at=at).say)


def tell(rings: Sequence[Ring], *, at: datetime) -> None:
    """One batch by itself; a sweep of many keeps a `Teller`."""
    Teller(at=at).tell(rings, at)


class Teller:
    """Tells batch after batch of one moment; people and words are looked up once for all."""

    def __init__(self, *, at: datetime) -> None:
        self.people = People(at=at)
        self._due: dict[str, dict[str, str]] = {}
        self._kinds: dict[str, dict[str, str]] = {}

    def tell(self, rings: Sequence[Ring], at: datetime) -> None:
        """Hide what has come to its hour, then tell people of each clock's highest rung."""
        _enforce(rings, at=at)
        self.say(rings, at)

    def say(self, rings: Sequence[Ring], at: datetime) -> None:
        """Tell people, and do nothing else."""
        cases = Case.objects.in_bulk({ring.clock.object_id for ring in rings})
        known = [ring for ring in rings if ring.clock.object_id in cases]
        verified = _verified([ring for ring in known if ring.rung.endswith("_unverified")])
        notifications.actions.queue_many(
            (
                item
                for ring in known
                if not (ring.rung.endswith("_unverified") and ring.clock.object_id in verified)
                for item in self._items(ring, cases[ring.clock.object_id])
            ),
            at=at,
        )

    def _items(self, ring: Ring, case: Case) -> Iterator[Item]:
        clock = ring.clock
        kind = kind_of(ring.rung)
        if kind is None:
            return
        matter = f"clock:{clock.pk}:{clock.plan_no}:{ring.rung}"
        context = self._facts(clock, case) | hours_of(ring.rung)
        for person in self.people.of(ladders.audience(clock.provision, ring.rung), case):
            yield Item(
                kind,
                to=person,
                context=context,
                key=f"{matter}:{person.pk}",
                urgent=clock.provision in duties.ON_DEMAND,
                matter=matter,
            )

    def _facts(self, clock: Clock, case: Case) -> dict[str, Any]:
        return {
            "reference": case.number,
            "title": case.subject,
            "case_kind": self._kind(case.kind),
            "url": {code: path.replace(_PLACE, case.number) for code, path in self._paths.items()},
            "due_at": clock.due_at,
            "due": self._words(clock),
            "provision": clock.provision,
        }

    @cached_property
    def _paths(self) -> dict[str, str]:
        return in_every_language(lambda: reverse("case_desk:case", args=[_PLACE]))

    def _kind(self, kind: str) -> dict[str, str]:
        return _once(self._kinds, kind, lambda: in_every_language(lambda: str(KIND_LABELS[kind])))

    def _words(self, clock: Clock) -> dict[str, str]:
        """Clocks that were received together are counted in the same words."""
        same = f"{clock.provision}{clock.provisional}{clock.term}{clock.trace}"
        return _once(self._due, same, lambda: due_of(clock)["due"])


def _once(
    known: dict[str, dict[str, str]], key: str, say: Callable[[], dict[str, str]]
) -> dict[str, str]:
    if key not in known:
        known[key] = say()
    return known[key]


class People:
    """Who is meant by an audience at one moment: by appointment, and by the roster."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at

    def of(self, audiences: Sequence[Audience], case: Case) -> list[User]:
        """Each person once; somebody always: the deputies and the head where all else fails."""
        found = [person for audience in audiences for person in self._meant(audience, case)]
        return list({person.pk: person for person in found or self.last_resort}.values())

    def _meant(self, audience: Audience, case: Case) -> Sequence[User]:
        if audience is Audience.HANDLER:
            handler = self.handlers.get(case.handler_id or 0)
            return [handler] if handler else list(self.handlers.values())
        named: dict[Audience, Callable[[], Sequence[User]]] = {
            Audience.SECRETARY: lambda: self.secretaries,
            Audience.DEPUTY: lambda: self.deputies,
            Audience.HEAD: lambda: self.heads,
            Audience.ON_CALL: lambda: self.on_call,
            Audience.EVERYBODY: lambda: [*self.handlers.values(), *self.on_call, *self.heads],
        }
        return named[audience]()

    @cached_property
    def handlers(self) -> dict[int, User]:
        """Whoever may handle cases now; the handler of a case only while they are among them."""
        return {person.pk: person for person in accounts.holders(C.HANDLE_CASES, at=self.at)}

    @cached_property
    def secretaries(self) -> list[User]:
        return accounts.in_role(Role.SECRETARY, at=self.at)

    @cached_property
    def deputies(self) -> list[User]:
        return accounts.in_role(Role.DEPUTY_HEAD, at=self.at)

    @cached_property
    def heads(self) -> list[User]:
        return accounts.in_role(Role.HEAD_OF_BOARD, at=self.at)

    @cached_property
    def on_call(self) -> list[User]:
        return roster.on_call(at=self.at)

    @cached_property
    def last_resort(self) -> list[User]:
        return [*self.deputies, *self.heads] or accounts.holders(C.ADMINISTER, at=self.at)


def kind_of(rung: str) -> str | None:
    """The kind of notice that tells a rung; None for one that nobody wrote words for."""
    if rung in _KINDS:
        return _KINDS[rung]
    by_the_hour = _HOURS.fullmatch(rung)
    return _KINDS_BY_THE_HOUR.get(by_the_hour[2]) if by_the_hour else None


def hours_of(rung: str) -> dict[str, int]:
    """How many hours have gone, where the rung stands for an hour."""
    by_the_hour = _HOURS.fullmatch(rung)
    return {"hours": int(by_the_hour[1])} if by_the_hour else {}


def _enforce(rings: Sequence[Ring], *, at: datetime) -> None:
    """What the clock does itself; if it fails, people are told all the same."""
    concerned = [ring for ring in rings if ring.clock.provision in duties.ON_DEMAND]
    if not concerned:
        return
    try:
        with transaction.atomic():
            hidings.enforce(concerned, at=at)
    except Exception:
        logger.exception("automatic hiding failed for %s clocks", len(concerned))
        alarms.raise_alarm(
            "hiding_failed",
            facts={"number": len(concerned)},
            key=f"{concerned[0].clock.pk}:{at:%Y%m%d%H%M}",
            at=at,
        )


def _verified(rings: Sequence[Ring]) -> set[int]:
    """Cases whose takedowns have all been seen from outside to hold."""
    if not rings:
        return set()
    cases = [ring.clock.object_id for ring in rings]
    orders = TakedownOrder.objects.filter(case__in=cases)
    gone = orders.filter(looks__gone=True).values("pk")
    unseen = orders.exclude(pk__in=gone).values_list("case", flat=True)
    ordered = orders.values_list("case", flat=True)
    return {case for case in set(ordered) - set(unseen) if case is not None}
