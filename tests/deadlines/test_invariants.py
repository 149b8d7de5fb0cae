"""Whatever happens to clocks, in whatever order: what must hold of their rows holds after it (I13).

Sweeps that crash, clocks of the wall set back, suspensions, extensions, notices of holidays.
"""

import contextlib
from collections import Counter
from datetime import timedelta
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Agency
from accounts.roles import Role
from deadlines import actions
from deadlines.actions import recounts, sweeps
from deadlines.models import Clock, ClockRung, ClockState, RungState
from deadlines.rules import journal
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE, term
from deadlines.rules.suspensions import Reason
from kernel.verdict import NotReady
from tests.deadlines.samples import local
from tests.factories.accounts import UserFactory, person
from tests.factories.deadlines import running
from tests.factories.notices import off, published, work


BEGIN = local("2026-02-09 08:00")  # the week before Tết
TERMS = (HANDLE, ANSWER_AUTHORITY, term("LA-13.6", on=BEGIN.date()))
REFUSED = (NotReady, actions.AlreadyClosed, ValueError)
TICKING = (ClockState.RUNNING, ClockState.BREACHED_OPEN)
CLOSED = (ClockState.MET, ClockState.MET_LATE, ClockState.CANCELLED)
MINUTE = timedelta(minutes=1)

which = st.integers(0, 5)
spans = st.integers(1, 4 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


class Crash(BaseException):
    """The process is gone: nobody catches that."""


class Clocks(RuleBasedStateMachine):
    who: dict = {}

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.at = BEGIN
        self.keys = []
        self.told = Counter()
        self.closed = {}

    def chosen(self, n):
        return Clock.objects.get(pk=self.keys[n % len(self.keys)])

    def try_to(self, act):
        """What is refused changes nothing."""
        try:
            with transaction.atomic():
                made = act()
        except REFUSED:
            return
        if isinstance(made, Clock) and made.pk not in self.keys:
            self.keys.append(made.pk)
        for clock in Clock.objects.filter(pk__in=self.keys, state__in=CLOSED):
            self.closed.setdefault(clock.pk, row(clock))

    @rule(counted=st.sampled_from(TERMS), ago=st.integers(0, 86_400))
    def start(self, counted, ago):
        if len(self.keys) < 6:
            self.keys.append(running(self.at - timedelta(seconds=ago), counted).pk)

    @rule(span=spans)
    def wait(self, span):
        self.at += span

    @rule(span=st.integers(61, 3 * 3600).map(lambda seconds: timedelta(seconds=seconds)))
    def set_back(self, span):
        self.at -= span

    def sweep(self, tell):
        with transaction.atomic():
            return actions.sweep(subject_model=Agency, tell=tell, at=self.at)

    def remember(self, rings, at):
        for ring in rings:
            self.told[ring.clock.pk, ring.clock.plan_no, ring.rung] += 1

    @rule(times=st.integers(1, 3))
    def look(self, times):
        for _ in range(times):
            self.sweep(self.remember)
        waiting = ClockRung.objects.filter(
            state=RungState.PENDING, fire_at__lte=self.at, clock__state__in=TICKING,
            clock__attempts=0,
        )  # fmt: skip
        assert not waiting.exists(), "at rest nothing waits"

    @precondition(lambda self: self.keys)
    @rule(n=which)
    def look_while_one_is_broken(self, n):
        broken = self.chosen(n)

        def tell(rings, at):
            if any(ring.clock == broken for ring in rings):
                raise RuntimeError
            self.remember(rings, at)

        self.sweep(tell)
        if broken.state in TICKING:
            self.at += 16 * MINUTE
            Clock.objects.filter(pk=broken.pk, quarantined_at__isnull=False).update(
                quarantined_at=None, attempts=0
            )
            self.sweep(self.remember)

    @rule()
    def crash_before_the_commit(self):
        def tell(rings, at):
            raise Crash

        with mock.patch.object(sweeps, "_leave_mark"), contextlib.suppress(Crash):
            self.sweep(tell)

    @rule()
    def crash_after_the_commit(self):
        crash = mock.patch.object(sweeps, "_leave_mark", side_effect=Crash)
        with crash, contextlib.suppress(Crash):
            actions.sweep(subject_model=Agency, tell=self.remember, at=self.at)

    @precondition(lambda self: self.keys)
    @rule(n=which, reason=st.sampled_from(Reason))
    def suspend(self, n, reason):
        clock = self.chosen(n)
        self.try_to(lambda: actions.suspend(clock, reason=reason, by=self.who["one"], at=self.at))

    @precondition(lambda self: self.keys)
    @rule(n=which)
    def resume(self, n):
        clock = self.chosen(n)
        self.try_to(lambda: actions.resume(clock, by=self.who["one"], at=self.at))

    @precondition(lambda self: self.keys)
    @rule(n=which, span=spans)
    def extend(self, n, span):
        clock = self.chosen(n)
        self.try_to(
            lambda: actions.extend(
                clock,
                until=clock.due_at + span,
                reason="x",
                document="1/CV",
                approved_by=self.who["other"],
                by=self.who["one"],
                at=self.at,
            )
        )

    @precondition(lambda self: self.keys)
    @rule(n=which, span=spans)
    def promise(self, n, span):
        clock = self.chosen(n)
        self.try_to(
            lambda: actions.replace(
                clock, promised_at=self.at + span, by=self.who["one"], at=self.at
            )
        )

    @precondition(lambda self: self.keys)
    @rule(n=which, act=st.sampled_from(["meet", "meet", "cancel"]))
    def close(self, n, act):
        clock = self.chosen(n)
        reason = {"reason": "duplicate"} if act == "cancel" else {}
        close = getattr(actions, act)
        self.try_to(lambda: close(clock, by=self.who["one"], at=self.at, **reason))

    @precondition(lambda self: self.keys)
    @rule(days=st.integers(1, 12), kind=st.sampled_from([off, work]))
    def publish_a_notice(self, days, kind):
        day = (self.at + timedelta(days=days)).date()
        self.try_to(
            lambda: published(
                kind(day.isoformat(), "Theo thông báo"),
                at=self.at,
                enterer=self.who["secretary"],
                approver=self.who["deputy"],
            )
        )
        moves = Counter()
        for turn in range(2):
            recounts.recount(
                tell=lambda found, _, turn=turn: moves.update({turn: len(found)}), at=self.at
            )
        assert not moves[1], "twice is once"

    @invariant()
    def each_reminder_is_told_once_in_a_plan(self):
        assert all(count == 1 for count in self.told.values())
        fired = ClockRung.objects.filter(clock__in=self.keys, state=RungState.FIRED)
        assert {(r.clock_id, r.plan_no, r.rung) for r in fired} == set(self.told)

    @invariant()
    def none_is_told_early_or_after_the_end(self):
        for clock in Clock.objects.filter(pk__in=self.keys).prefetch_related("rungs", "events"):
            kinds = [event.kind for event in clock.events.all()]
            ends = [n for n, kind in enumerate(kinds) if kind in CLOSED]
            told = [n for n, kind in enumerate(kinds) if kind in ("fired", "coalesced")]
            assert not ends or (len(ends) == 1 and max(told, default=-1) < ends[0])
            for rung in clock.rungs.all():
                assert rung.fired_at is None or rung.fired_at >= rung.fire_at
                assert clock.state in TICKING or rung.state != RungState.PENDING

    @invariant()
    def the_history_gives_the_row(self):
        for clock in Clock.objects.filter(pk__in=self.keys).prefetch_related("events"):
            told = journal.replay((e.kind, e.at, e.data) for e in clock.events.all())
            assert told == journal.Standing(
                clock.state, clock.due_at, clock.plan_no, clock.extensions, clock.met_at,
                clock.breached_at, clock.breach_voided,
            )  # fmt: skip

    @invariant()
    def what_has_ended_never_changes(self):
        for key, before in self.closed.items():
            assert row(Clock.objects.get(pk=key)) == before


def row(clock):
    kept = {field.attname: getattr(clock, field.attname) for field in Clock._meta.local_fields}
    return kept | {"rungs": list(clock.rungs.values_list("pk", "state", "fired_at"))}


@pytest.mark.django_db
@pytest.mark.provision("LC-8.2")
def test_whatever_happens_the_invariants_hold():
    Clocks.who = {
        "one": UserFactory(),
        "other": UserFactory(),
        "secretary": person(Role.SECRETARY),
        "deputy": person(Role.DEPUTY_HEAD),
    }

    run_state_machine_as_test(
        Clocks,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
