"""PostgreSQL and Redis for the tests: those that answer, otherwise throwaway ones.

`python -m tests.servers COMMAND ...` runs a command with TEST_DATABASE_URL and TEST_REDIS_URL set
to what was found or started, stops what it started, and exits as the command did.
"""

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import redis


POSTGRESQL_MAJOR = 15  # docker-compose.yml names the same (tests/deploy/test_compose.py)
POSTGRESQL = "127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379/15"
PATIENCE = 30
# A database of this run alone: two runs on one machine do not meet.
DATABASE = f"portal_{os.getpid()}"


class Missing(Exception):
    """A server neither answers nor can be started; says why."""


def postgresql_answering() -> str | None:
    """The address of a PostgreSQL in which this user may make a database, if one answers."""
    if configured := os.environ.get("TEST_DATABASE_URL"):
        candidates = [configured]
    else:
        roles = dict.fromkeys([getpass.getuser(), "root", "postgres"])
        candidates = [f"postgres://{role}@{POSTGRESQL}/{DATABASE}" for role in roles]
        candidates += [f"postgres://{role}@/{DATABASE}?host=/var/run/postgresql" for role in roles]
    return next((url for url in candidates if _may_make_databases(url)), None)


def redis_answering() -> str | None:
    """The address of a Redis, if one answers."""
    url = os.environ.get("TEST_REDIS_URL", REDIS)
    with contextlib.suppress(redis.RedisError), redis.from_url(url, socket_timeout=2) as client:
        client.ping()
        return url
    return None


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL for as long as the block runs."""
    if url := postgresql_answering():
        try:
            yield url
        finally:
            _drop_left_databases(url)
        return
    initdb, server = _postgresql_program("initdb"), _postgresql_program("postgres")
    port = free_port()
    # The server refuses to run as root, and the socket's path must stay short.
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if _is_root() else {}
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as directory:
        if owner:
            shutil.chown(directory, "postgres", "postgres")
        data = f"{directory}/data"
        making = [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        made = subprocess.run(
            [*making, "--locale=C.UTF-8"], cwd=directory, capture_output=True, text=True, **owner
        )
        if made.returncode:
            raise Missing(f"initdb failed: {made.stderr}")
        hasty = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        options = [word for setting in hasty for word in ("-c", setting)]
        command = [server, "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", directory]
        url = f"postgres://postgres@127.0.0.1:{port}/{DATABASE}"
        # SIGINT is the "fast" shutdown of PostgreSQL.
        with _running([*command, *options], directory, stop=signal.SIGINT, **owner):
            _wait_until(lambda: _may_make_databases(url), f"{directory}/log")
            yield url


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """A Redis for as long as the block runs."""
    if url := redis_answering():
        yield url
        return
    if not (server := shutil.which("redis-server")):
        raise Missing("redis-server is not installed")
    url = f"redis://127.0.0.1:{(port := free_port())}/15"
    with tempfile.TemporaryDirectory(prefix="redis-") as directory:
        command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with _running([*command, "--dir", directory], directory, stop=signal.SIGTERM):
            with redis.from_url(url) as client:
                _wait_until(lambda: _answers(client), f"{directory}/log")
            yield url


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def chromium() -> str | None:
    """Debian's browser; no other is ever downloaded."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def main(command: list[str]) -> int:
    environment = dict(os.environ)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: sys.exit(128 + received))
    with contextlib.ExitStack() as stack:
        for variable, server in (
            ("TEST_DATABASE_URL", postgresql),
            ("TEST_REDIS_URL", redis_server),
        ):
            try:
                environment[variable] = stack.enter_context(server())
                print(f"{variable}={environment[variable]}", flush=True)
            except Missing as missing:
                print(f"{variable} is not set, tests that need it are skipped: {missing}")
        return _run(command, environment)


def _run(command: list[str], environment: dict[str, str]) -> int:
    child = subprocess.Popen(command, env=environment, process_group=0)
    try:
        return child.wait()
    finally:
        # Told to stop: what runs puts its things in order before the servers go.
        for number in (signal.SIGINT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(child.pid, number)
                child.wait(timeout=PATIENCE)


@contextlib.contextmanager
def _running(
    command: list[str], directory: str, *, stop: signal.Signals, **owner
) -> Iterator[None]:
    """A server in a session of its own, out of reach of the terminal's Ctrl-C."""
    with Path(directory, "log").open("w") as log:
        server = subprocess.Popen(
            command,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **owner,
        )
        try:
            yield
        finally:
            server.send_signal(stop)
            try:
                server.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until(ready, log: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > deadline:
            raise Missing(f"a throwaway server did not start:\n{Path(log).read_text()}")
        time.sleep(0.1)


def _answers(client: redis.Redis) -> bool:
    try:
        return client.ping()
    except redis.RedisError:
        return False


def _connect(url: str):
    """A connection to the server of an address, to the database that always exists."""
    administrative = urlsplit(url)._replace(scheme="postgresql", path="/postgres").geturl()
    connection = psycopg2.connect(administrative, connect_timeout=2)
    connection.autocommit = True
    return connection


def _may_make_databases(url: str) -> bool:
    try:
        with contextlib.closing(_connect(url)) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            return cursor.fetchone()[0]
    except psycopg2.Error:
        return False


def _drop_left_databases(url: str) -> None:
    """An interrupted run leaves its test databases behind in a server that stays."""
    with contextlib.closing(_connect(url)) as connection, connection.cursor() as cursor:
        pattern = f"^test_{DATABASE}(_gw[0-9]+)?$"
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [pattern])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _postgresql_program(name: str) -> str:
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    program = str(installed[-1]) if installed else shutil.which(name)
    if not program:
        raise Missing("PostgreSQL is not installed")
    return program


def _is_root() -> bool:
    return os.geteuid() == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
