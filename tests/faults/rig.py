"""One portal under test: its database, its broker, its processes, its outside, its time."""

import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg2

from tests import servers
from tests.faults.cluster import Cluster
from tests.faults.processes import ROOT, Keeper, Program, Redis, python
from tests.faults.stubs import Gateway, Mailbox
from tests.faults.waiting import NeverHappened, until


HERE = ZoneInfo("Asia/Ho_Chi_Minh")
# A Wednesday without holidays around it: 8 working hours end on Thursday.
LEASE = timedelta(minutes=16)
MORNING = datetime(2026, 11, 18, 8, 0, tzinfo=HERE)

# In production deadlines_now() is clock_timestamp(). Here it is that, moved and hurried by a row.
CLOCK = """
CREATE TABLE fault_clock (real timestamptz, shown timestamptz, rate double precision);
INSERT INTO fault_clock VALUES (clock_timestamp(), clock_timestamp(), 1);
CREATE OR REPLACE FUNCTION deadlines_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
'SELECT shown + (clock_timestamp() - real) * rate FROM public.fault_clock';
"""


class Actor:
    """A process that does what people do (tests/faults/actor.py)."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._log = log.open("ab")
        self.process = subprocess.Popen(
            python("-m", "tests.faults.actor"),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,
        )
        self._answer()

    def __call__(self, act: str, **arguments: Any) -> Any:
        self.begin(act, **arguments)
        return self.end()

    def begin(self, act: str, **arguments: Any) -> None:
        """Tell it what to do, and do something else meanwhile."""
        self.process.stdin.write(json.dumps([act, arguments]).encode() + b"\n")
        self.process.stdin.flush()

    def end(self) -> Any:
        answer = self._answer()
        if "failed" in answer:
            raise Refused(answer["failed"], answer["why"])
        return answer["answer"]

    def _answer(self) -> Any:
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the actor ended:\n{Path(self._log.name).read_text()[-4000:]}")
        return json.loads(line)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._log.close()


class Refused(Exception):
    """The portal refused an act; the name of the exception and its traceback."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name = name


class Rig:
    """Everything of one test; `close` leaves nothing behind."""

    def __init__(self, cluster: Cluster, database: str, directory: Path) -> None:
        self.cluster, self.database, self.directory = cluster, database, directory
        self.redis = Redis(directory)
        self.mailbox, self.gateway = Mailbox(), Gateway()
        self.programs: list[Program] = []
        self.actors: list[Actor] = []
        self.figures: dict[str, object] = {}
        self.traps = directory / "traps"
        self.traps.mkdir()
        self._keeper = Keeper(self.programs)
        self._sql: Any = None
        self._endings = contextlib.ExitStack()

    def open(self) -> "Rig":
        for server in (self.redis, self.mailbox, self.gateway):
            self._endings.callback(server.stop)
            server.start()
        self.set_clock(MORNING)
        return self

    def close(self) -> None:
        self._keeper.stop()
        for program in self.programs:
            self._endings.callback(program.kill)
        for actor in self.actors:
            self._endings.callback(actor.close)
        self._endings.callback(self._disconnect)
        self._endings.close()

    # Processes

    def environment(self, **more: str) -> dict[str, str]:
        var = self.directory / "var"
        var.mkdir(exist_ok=True)
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "PYTEST"))},
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SECRET_KEY": "only-for-tests-of-faults-" + "x" * 50,
            "DATABASE_URL": self.cluster.url(self.database),
            "REDIS_URL": self.redis.url,
            "VAR_DIR": str(var),
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mailbox.port),
            "EMAIL_USE_SSL": "false",
            "FAULTS_TRAPS": str(self.traps),
            "FAULTS_PACE": "20",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "CANONICAL_ORIGIN": f"http://127.0.0.1:{self.gateway.port}",
            "METRICS_TOKEN": "watcher",
            **more,
        }

    def run(
        self, name: str, command: list[str], *, kept_alive: bool = False, **environment: str
    ) -> Program:
        program = Program(
            name, command, self.environment(FAULTS_ROLE=name.partition("-")[0], **environment),
            self.directory, kept_alive,
        )  # fmt: skip
        self.programs.append(program.start())
        return program

    def clock(self, number: int = 1, **options: Any) -> Program:
        """`manage.py clock`: the loop that needs no broker."""
        return self.run(f"clock-{number}", python("manage.py", "clock"), **options)

    def worker(self, number: int = 1, *, children: int = 2, **options: Any) -> Program:
        command = python("-m", "celery", "--app", "portal", "worker", "--loglevel", "INFO")
        command += ["--concurrency", str(children), "--hostname", f"w{number}@faults"]
        command += ["--without-gossip", "--without-mingle"]
        return self.run(f"worker-{number}", command, **options)

    def beat(self, number: int = 1, **options: Any) -> Program:
        schedule = self.directory / f"beat-{number}"
        command = python("-m", "celery", "--app", "portal", "beat", "--loglevel", "WARNING")
        command += ["--schedule", str(schedule), "--pidfile=", "--max-interval", "1"]
        return self.run(f"beat-{number}", command, **options)

    def web(self, **options: Any) -> str:
        """The portal by gunicorn; returns its address."""
        port = servers.free_port()
        command = python("-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{port}")
        command += ["--workers", "1", "--threads", "4", "--no-control-socket"]
        self.run("web", command, **options)
        return f"http://127.0.0.1:{port}"

    def naive_worker(
        self, *, children: int = 1, name: str = "naive", **environment: str
    ) -> Program:
        command = python("-m", "celery", "--app", "tests.faults.naive", "worker")
        command += ["--loglevel", "INFO", "--concurrency", str(children), "--hostname", f"{name}@f"]
        command += ["--without-gossip", "--without-mingle"]
        return self.run(name, command, **self._naive(environment))

    def naive_beat(self, name: str = "naive-beat", **environment: str) -> Program:
        command = python("-m", "celery", "--app", "tests.faults.naive", "beat", "--pidfile=")
        command += ["--schedule", str(self.directory / name), "--max-interval", "1"]
        return self.run(name, command, **self._naive(environment))

    def naive(self, *arguments: str, **environment: str) -> str:
        """A short program of the naive design (tests/faults/naive.py); returns what it prints."""
        done = subprocess.run(
            python("-m", "tests.faults.naive", *arguments),
            cwd=ROOT, env=self.environment(**self._naive(environment)), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert not done.returncode, done.stderr
        return done.stdout

    def rang(self, what: str = "end") -> list[str]:
        """The keys that the naive worker has begun or ended, as often as it did."""
        path = self.directory / "naive.out"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line.split(" ", 1)[1] for line in lines if line.startswith(f"{what} ")]

    def _naive(self, environment: dict[str, str]) -> dict[str, str]:
        return {"NAIVE_OUT": str(self.directory / "naive.out"), **environment}

    def actor(self, **environment: str) -> Actor:
        log = self.directory / f"actor-{len(self.actors) + 1}.log"
        actor = Actor(self.environment(FAULTS_TRAPS="", FAULTS_PACE="1", **environment), log)
        self.actors.append(actor)
        return actor

    def trap(self, point: str, *, how: str = "self") -> None:
        """The next process that comes by this point dies there (tests/faults/injection.py)."""
        laying = self.traps / f"laying-{point}"
        laying.write_text(how)
        laying.rename(self.traps / point)

    def sprung(self) -> int:
        return len(list(self.traps.glob("taken-*")))

    # Time

    def now(self) -> datetime:
        return self.value("SELECT deadlines_now()").astimezone(HERE)

    def set_clock(self, moment: datetime, *, rate: float = 1) -> None:
        self.sql(
            "UPDATE fault_clock SET real = clock_timestamp(), shown = %s, rate = %s",
            moment, rate,
        )  # fmt: skip

    def advance(self, by: timedelta) -> None:
        self.sql("UPDATE fault_clock SET shown = shown + %s", by)

    # Looking

    def sql(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Rows, over a connection that comes back after a crash."""
        for attempt in (1, 2, 3):
            try:
                with self._connection().cursor() as cursor:
                    cursor.execute(query, parameters or None)
                    return cursor.fetchall() if cursor.description else []
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                self._disconnect()
                if attempt == 3:
                    raise
                until(self.cluster.answers, "PostgreSQL answers again")
        raise AssertionError

    def value(self, query: str, *parameters: Any) -> Any:
        return self.sql(query, *parameters)[0][0]

    def pending(self) -> int:
        """Rungs whose moment has come and which nobody has told yet."""
        return self.value(
            "SELECT count(*) FROM deadlines_clockrung r JOIN deadlines_clock c ON c.id = r.clock_id"
            " WHERE r.state = 'pending' AND r.fire_at <= deadlines_now()"
            " AND c.state IN ('running', 'breached_open')"
        )

    def unsent(self) -> int:
        return self.value(
            "SELECT count(*) FROM notifications_message WHERE sent_at IS NULL AND dead_at IS NULL"
            " AND not_before <= deadlines_now()"
        )

    def all_told(self, *, patience: float = 90) -> None:
        until(lambda: not self.pending(), "every rung that is due was told", patience=patience)

    def all_sent(self, *, patience: float = 90) -> None:
        """Also what a sender held when it was killed: its lease must end first."""
        with contextlib.suppress(NeverHappened):
            until(lambda: not self.unsent(), "every message that is due was sent", patience=5)
            return
        held = "SELECT count(*) FROM notifications_message WHERE lease_until IS NOT NULL"
        if self.value(held):
            self.advance(LEASE)
        until(lambda: not self.unsent(), "every message that is due was sent", patience=patience)

    def logs(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.directory.glob("*.log")):
            yield path.stem, path.read_text(errors="replace")[-2500:]

    def log_of(self, program: Program) -> str:
        return program.log.read_text(errors="replace")

    def _connection(self) -> Any:
        if self._sql is None or self._sql.closed:
            self._sql = self.cluster.connect(self.database)
        return self._sql

    def _disconnect(self) -> None:
        if self._sql is not None:
            with contextlib.suppress(psycopg2.Error):
                self._sql.close()
            self._sql = None


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
