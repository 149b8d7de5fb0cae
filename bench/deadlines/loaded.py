"""Sweeps and the case desk over a full database, in a PostgreSQL of their own.

1,000,000 open terms of 8 working hours with their five reminders each; 100,000 of them belong to
cases that exist, each with somebody who deals with it. Rows are copied from one real case by SQL.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import cluster as clusters


ROOT = Path(__file__).parents[2]
CLOCKS, CASES, DUE, SWEEPERS = 1_000_000, 100_000, 10_000, 4
IDLE_ROUNDS, PAGE_ROUNDS = 60, 40
MOST_QUERIES = 12
DESK = "/vi/admin/cases/"


def figures(wanted: list[str]) -> dict[str, float]:
    """All figures of the loaded database; `wanted` spares what nobody asked for."""
    with (
        clusters.running({"fsync": "on", "shared_buffers": "128MB"}) as cluster,
        tempfile.TemporaryDirectory(prefix="bench-") as var,
    ):
        cluster.make_database("bench")
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.base",
            "DATABASE_URL": cluster.url("bench"),
            "SECRET_KEY": "only-for-measuring-" + "x" * 50,
            "ALLOWED_HOSTS": "testserver",
            "VAR_DIR": var,
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "LOG_LEVEL": "ERROR",
        }
        _run(["manage.py", "migrate", "--verbosity", "0"], environment)
        began = time.monotonic()
        _run(["-m", "bench.deadlines.loaded", "fill"], environment)
        print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
        found = {}
        if "case_desk_ms" in wanted:
            found["case_desk_ms"] = _asked("desk", environment)
        if "sweep_idle_ms" in wanted:
            found["sweep_idle_ms"] = _asked("idle", environment)
        if "sweep_10k_s" in wanted:
            found["sweep_10k_s"] = _swept(environment)
        return found


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def _asked(what: str, environment: dict[str, str]) -> float:
    return float(json.loads(_run(["-m", "bench.deadlines.loaded", what], environment)))


def _swept(environment: dict[str, str]) -> float:
    """From the word go until the last of the sweepers finds nothing left."""
    _run(["-m", "bench.deadlines.loaded", "make_due"], environment)
    command = [sys.executable, "-m", "bench.deadlines.loaded", "sweeper"]
    sweepers = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(SWEEPERS)
    ]  # fmt: skip
    for sweeper in sweepers:
        sweeper.stdout.readline()
    began = time.monotonic()
    for sweeper in sweepers:
        sweeper.stdin.write("go\n")
        sweeper.stdin.flush()
    told = [int(sweeper.communicate()[0]) for sweeper in sweepers]
    took = time.monotonic() - began
    print(f"sweepers told {told} in {took:.1f} s", flush=True)
    _run(["-m", "bench.deadlines.loaded", "check"], environment)
    if sum(told) != DUE:
        raise AssertionError(f"{sum(told)} reminders were told of {DUE}")
    return took


# What follows runs inside Django, in processes of its own.


def fill() -> None:
    from tests.factories import incidents
    from tests.faults import actor

    actor.prepare()
    case = incidents.received(at=incidents.MORNING)
    _sql(FILL, case=case.pk, cases=CASES, clocks=CLOCKS)
    _sql("ALTER TABLE deadlines_clock ENABLE TRIGGER ALL")


def _sql(text: str, **values: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in text.split(";\n"):
            if not statement.strip():
                continue
            began = time.monotonic()
            cursor.execute(statement.format(**values, **_columns(cursor)))
            if (took := time.monotonic() - began) > 5:
                print(f"{took:.0f} s: {statement.strip()[:60]}", file=sys.stderr)


def _columns(cursor) -> dict[str, str]:
    """The columns of a row that is copied as it is, except for those that tell it apart."""
    apart = {
        "case_": ("incidents_case", CASE),
        "clock_": ("deadlines_clock", CLOCK),
        "rung_": ("deadlines_clockrung", RUNG),
    }
    found = {}
    for prefix, (table, own) in apart.items():
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = 'public' ORDER BY ordinal_position",
            [table],
        )
        names = [name for (name,) in cursor.fetchall() if name != "id" or "id" in own]
        found[f"{prefix}names"] = ", ".join(names)
        found[f"{prefix}values"] = ", ".join(own.get(name, f"t.{name}") for name in names)
    return found


CASE = {
    "id": "g + 1000",
    "number": "'SV-B-' || g",
    "tracking_code": "'B' || g",
    "form_token": "NULL",
    "state": "'in_progress'",
    "handler_id": "(SELECT min(id) + g % 3 FROM accounts_user)",
    "due_at": "now() + interval '1 day' + g * interval '1 minute'",
}
CLOCK = {
    "id": "g + 1000",
    "object_id": "g + 1000",
    "started_at": "now() - interval '1 hour'",
    "due_at": "now() + interval '1 day' + g * interval '1 minute'",
    "due_original": "now() + interval '1 day' + g * interval '1 minute'",
    "next_fire_at": "now() + interval '2 hours' + g * interval '1 second'",
    "state": "'running'",
    "seq": "1",
}
RUNG = {
    "clock_id": "g + 1000",
    "fire_at": "now() + interval '2 hours' + g * interval '1 second' + t.id * interval '1 hour'",
    "state": "'pending'",
}
FILL = """
SET session_replication_role = replica;
INSERT INTO incidents_case ({case_names}) SELECT {case_values}
 FROM incidents_case t, generate_series(1, {cases}) g WHERE t.id = {case};
INSERT INTO deadlines_clock ({clock_names}) SELECT {clock_values}
 FROM deadlines_clock t, generate_series(1, {clocks}) g WHERE t.object_id = {case};
INSERT INTO deadlines_clockrung ({rung_names}) SELECT {rung_values}
 FROM deadlines_clockrung t JOIN deadlines_clock c ON c.id = t.clock_id,
 generate_series(1, {clocks}) g WHERE c.object_id = {case};
UPDATE deadlines_clock SET state = 'cancelled', next_fire_at = NULL WHERE object_id = {case};
SELECT setval('incidents_case_id_seq', 2000000);
SELECT setval('deadlines_clock_id_seq', 2000000);
SET session_replication_role = DEFAULT;
VACUUM ANALYZE
"""
MAKE_DUE = """
UPDATE deadlines_clock SET next_fire_at
 = now() - interval '1 minute' - id * interval '1 millisecond'
 WHERE id BETWEEN 1001 AND 1000 + {due};
UPDATE deadlines_clockrung SET fire_at
 = now() - interval '1 minute' - clock_id * interval '1 millisecond'
 WHERE rung = 'half' AND clock_id BETWEEN 1001 AND 1000 + {due};
VACUUM ANALYZE deadlines_clock;
VACUUM ANALYZE deadlines_clockrung
"""


def make_due() -> None:
    _sql(MAKE_DUE, due=DUE)


def idle() -> float:
    """Milliseconds of one round of reminders in which nothing is due."""
    from deadlines import queries
    from incidents import actions

    taken = []
    for _ in range(IDLE_ROUNDS):
        began = time.perf_counter()
        told = actions.remind(at=queries.now())
        taken.append(time.perf_counter() - began)
        assert told == 0
    return statistics.median(taken) * 1_000


def sweeper() -> int:
    """Sweeps from the word go until nothing is left; returns how many it told."""
    from deadlines import queries
    from incidents import actions

    queries.calendar()  # connected, and ready to go
    print("ready", flush=True)
    sys.stdin.readline()
    told = 0
    while found := actions.remind(at=queries.now()):
        told += found
    return told


def check() -> None:
    """None lost, none doubled: each reminder once, each with one notice by each way."""
    from deadlines.models import ClockRung, RungState
    from notifications.models import Message

    fired = ClockRung.objects.filter(state=RungState.FIRED, rung="half").count()
    heard = Message.objects.filter(kind="clock_half")
    ways = heard.values("channel").distinct().count()
    assert fired == DUE, f"{fired} fired"
    assert heard.count() == DUE * ways, f"{heard.count()} notices by {ways} ways"


def desk() -> float:
    """Milliseconds of the first page of the desk, as somebody of the board opens it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username="deputy_head"))
    client.get(DESK)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(DESK)
    assert answer.status_code == 200, answer
    count = len(queries)
    assert count <= MOST_QUERIES, f"{count} queries, at most {MOST_QUERIES} are wanted"
    for query in sorted(queries, key=lambda query: -float(query["time"]))[:3]:
        print(f"{query['time']} s: {query['sql'][:160]}", file=sys.stderr)
    taken = []
    for _ in range(PAGE_ROUNDS):
        began = time.perf_counter()
        client.get(DESK)
        taken.append(time.perf_counter() - began)
    print(f"case desk: {count} queries", file=sys.stderr)
    return statistics.median(taken) * 1_000


if __name__ == "__main__":
    import django

    django.setup()
    answer = globals()[sys.argv[1]]()
    if answer is not None:
        print(answer)
