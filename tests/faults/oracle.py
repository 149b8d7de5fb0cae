"""What must hold after every fault, found again from the rows by other means than the portal's.

The due times are walked minute by minute (second by second, if a receipt has seconds) over the
published days; nothing of the portal's arithmetic is used.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo


HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
WORKING_HOURS, CLOCK_HOURS = "working_hours", "hours"

# By provision: the code of each rung and after how many minutes of the term's own time it rings;
# what comes after the due time is counted in working time from there.
LADDERS = {
    "LC-8.2": {"half": 240, "three_quarters": 360, "ninety": 432, "due": 480},
    "LC-8.3": {
        "at_once": 0, "h6": 360, "h12": 720, "h18": 1080, "h19_announce": 1140, "h20_hide": 1200,
        "h22_unverified": 1320, "due": 1440,
    },
    "LC-8.3-removal": {
        "at_once": 0, "h1": 60, "h2": 120, "h3_announce": 180, "h4_hide": 240,
        "h6_unverified": 360, "due": 1440,
    },
}  # fmt: skip
AFTER_DUE = {"LC-8.2": {"day_after": 480}}


class Days:
    """The working sessions of each day, read from a published revision."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._hours = content["hours"]
        self._overrides = {row["day"]: row for row in content["overrides"]}
        self._pending_off = content["pending_off"]

    @lru_cache(maxsize=4096)  # noqa: B019  lives as long as one test
    def minutes(self, day: date) -> frozenset[int]:
        """The minutes of that day in which somebody works, from midnight."""
        worked: set[int] = set()
        for session in filter(None, self._sessions(day).split(",")):
            opened, close = (int(t[:2]) * 60 + int(t[3:5]) for t in session.split("-"))
            worked.update(range(opened, close))
        return frozenset(worked)

    def _sessions(self, day: date) -> str:
        row = self._overrides.get(day.isoformat())
        if row and row["status"] == "pending" and (row["kind"] == "off") != self._pending_off:
            row = None
        if row is None:
            return self._regular(day, day.weekday())
        if row["kind"] == "off":
            return ""
        return self._regular(day, row["as_weekday"]) if row["kind"] == "work" else row["sessions"]

    def _regular(self, day: date, weekday: int) -> str:
        for version in self._hours:
            since, until = version["since"] or "0001-01-01", version["until"] or "9999-12-31"
            if since <= day.isoformat() <= until:
                return version["week"][weekday]
        return ""

    def walk(self, start: datetime, minutes: int) -> datetime:
        """When so many working minutes have passed."""
        moment = start.astimezone(HERE).replace(microsecond=0)
        step = SECOND if moment.second else MINUTE
        left = minutes * MINUTE
        while left:
            worked = self.minutes(moment.date())
            if moment.hour * 60 + moment.minute in worked:
                left -= step
                moment += step
            elif worked:
                moment = moment.replace(second=0) + MINUTE
            else:
                moment = datetime.combine(moment.date() + timedelta(days=1), time(), HERE)
        return moment


class Problem(NamedTuple):
    """What does not hold, and an example of it."""

    oracle: str
    what: str


def expected(row: dict[str, Any], days: Days) -> dict[str, datetime]:
    """The moment of each rung of a clock that was never moved."""
    ladder = LADDERS[row["provision"]]
    if row["term"]["unit"] == CLOCK_HOURS:
        return {code: row["started_at"] + minutes * MINUTE for code, minutes in ladder.items()}
    plan = {code: days.walk(row["started_at"], minutes) for code, minutes in ladder.items()}
    for code, minutes in AFTER_DUE.get(row["provision"], {}).items():
        plan[code] = days.walk(plan["due"], minutes)
    return plan


def problems(rig: Any) -> list[Problem]:
    """Everything that does not hold now."""
    clocks, rungs = _clocks(rig), _rungs(rig)
    calendars = {pk: Days(content) for pk, content in rig.sql(
        "SELECT id, content FROM deadlines_calendarrevision")}  # fmt: skip
    return [
        *fired_as_walked(clocks, rungs, calendars, at=rig.now()),
        *told_once(rig),
        *nothing_waits(rig),
        *every_case_has_its_clock(rig),
        *history_gives_the_rows(rig, clocks, rungs),
    ]


def fired_as_walked(
    clocks: list[dict[str, Any]],
    rungs: dict[int, list[dict[str, Any]]],
    calendars: dict[int, Days],
    *,
    at: datetime,
) -> Iterable[Problem]:
    """O1: what rang is what the walk over the minutes says, no more and no less."""
    walked: dict[tuple[Any, ...], dict[str, datetime]] = {}
    for clock in clocks:
        if clock["plan_no"] != 1 or clock["provision"] not in LADDERS:
            continue
        same = (clock["provision"], clock["started_at"], clock["revision_id"])
        if same not in walked:
            walked[same] = expected(clock, calendars[clock["revision_id"]])
        plan = walked[same]
        stored = {rung["rung"]: rung for rung in rungs[clock["id"]]}
        if plan.keys() != stored.keys():
            yield Problem("O1", f"{clock['id']} has the rungs {sorted(stored)}, not {sorted(plan)}")
            continue
        yield from _rang(clock, plan, stored, at)


def _rang(
    clock: dict[str, Any], plan: dict[str, datetime], stored: dict[str, Any], at: datetime
) -> Iterable[Problem]:
    end = clock["met_at"] or at
    for code, moment in plan.items():
        rung = stored[code]
        if rung["fire_at"] != moment:
            yield Problem("O1", f"{clock['id']} {code}: {rung['fire_at']}, walked {moment}")
        rang = rung["state"] in ("fired", "coalesced")
        # An act and a sweep may meet within the second: what rang before its commit has rung.
        if rang and moment > end + SECOND:
            yield Problem("O1", f"{clock['id']} {code} rang before {moment} or after its end")
        if not rang and moment <= at and clock["state"] in ("running", "breached_open"):
            yield Problem("O1", f"{clock['id']} {code} is lost: {rung['state']} at {moment}")
    late = clock["state"] == "breached_open"
    if late != (at > clock["due_at"]) and clock["state"] in ("running", "breached_open"):
        yield Problem("O1", f"{clock['id']} due {clock['due_at']} is {clock['state']} at {at}")


def told_once(rig: Any) -> Iterable[Problem]:
    """O2: of one rung each person hears once by each way; what counts as sent is outside, once."""
    twice = rig.sql(
        "SELECT recipient_id, channel, split_part(dedupe_key, '/', 1) FROM notifications_message"
        " WHERE dedupe_key LIKE 'clock:%' GROUP BY 1, 2, 3 HAVING count(*) > 1"
    )
    if twice:
        yield Problem("O2", f"told twice: {twice[:3]}")
    sent = rig.sql(
        "SELECT proof FROM notifications_message"
        " WHERE channel = 'email' AND sent_at IS NOT NULL AND digest_id IS NULL"
    )
    arrived = Counter(rig.mailbox.keys)
    if lost := [key for (key,) in sent if not arrived[key]]:
        yield Problem("O2", f"{len(lost)} of {len(sent)} marked as sent did not arrive")
    if len({key for (key,) in sent}) != len(sent):
        yield Problem("O2", "two messages share one key")
    queued = rig.value("SELECT count(*) FROM notifications_message WHERE channel = 'email'")
    if len(arrived) > queued:
        yield Problem("O2", f"{len(arrived)} keys arrived of {queued} messages")


def nothing_waits(rig: Any) -> Iterable[Problem]:
    """O3: no rung is still pending 120 s after its moment."""
    waiting = rig.value(
        "SELECT count(*) FROM deadlines_clockrung r JOIN deadlines_clock c ON c.id = r.clock_id"
        " WHERE r.state = 'pending' AND c.state IN ('running', 'breached_open')"
        " AND r.fire_at < deadlines_now() - interval '120 s'"
    )
    if waiting:
        yield Problem("O3", f"{waiting} rungs wait")


def every_case_has_its_clock(rig: Any) -> Iterable[Problem]:
    """O4: every case has a clock."""
    without = rig.sql(
        "SELECT k.id FROM incidents_case k WHERE NOT EXISTS (SELECT 1 FROM deadlines_clock c"
        " JOIN django_content_type t ON t.id = c.content_type_id AND t.model = 'case'"
        " WHERE c.object_id = k.id)"
    )
    if without:
        yield Problem("O4", f"cases without a clock: {without[:3]}")


def history_gives_the_rows(
    rig: Any, clocks: list[dict[str, Any]], rungs: dict[int, list[dict[str, Any]]]
) -> Iterable[Problem]:
    """O5: the events, played again, give the states of the rows."""
    events: dict[int, list[tuple[str, Any]]] = {clock["id"]: [] for clock in clocks}
    for pk, kind, data in rig.sql(
        "SELECT clock_id, kind, data FROM deadlines_clockevent ORDER BY id"
    ):
        events[pk].append((kind, data))
    for clock in clocks:
        state, told = replay(events[clock["id"]])
        if state != clock["state"]:
            yield Problem("O5", f"{clock['id']} is {clock['state']}, by its history {state}")
        stored = Counter(
            (rung["rung"], rung["state"])
            for rung in rungs[clock["id"]]
            if rung["state"] in ("fired", "coalesced")
        )
        if told != stored:
            yield Problem("O5", f"{clock['id']} told {dict(stored)}, by its history {dict(told)}")


def replay(events: Iterable[tuple[str, Any]]) -> tuple[str, Counter[tuple[str, str]]]:
    """The state and the told rungs that follow from a history."""
    becomes = {
        "started": "running", "promised": "running", "breached": "breached_open", "met": "met",
        "met_late": "met_late", "cancelled": "cancelled", "paused": "paused",
        "resumed": "running", "breach_voided": "running",
    }  # fmt: skip
    state, told = "", Counter[tuple[str, str]]()
    for kind, data in events:
        state = becomes.get(kind, state)
        if kind in ("fired", "coalesced"):
            told[data["rung"], kind] += 1
    return state, told


def _clocks(rig: Any) -> list[dict[str, Any]]:
    names = "id, provision, term, started_at, due_at, state, met_at, plan_no, revision_id"
    rows = rig.sql(f"SELECT {names} FROM deadlines_clock")  # noqa: S608
    return [dict(zip(names.split(", "), row, strict=True)) for row in rows]


def _rungs(rig: Any) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for pk, rung, fire_at, state, fired_at in rig.sql(
        "SELECT clock_id, rung, fire_at, state, fired_at FROM deadlines_clockrung"
    ):
        row = {"rung": rung, "fire_at": fire_at, "state": state, "fired_at": fired_at}
        found.setdefault(pk, []).append(row)
    return found
