"""A PostgreSQL cluster of the tests of faults alone: crashed, frozen and restarted at will."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import psycopg2

from tests import servers
from tests.faults.waiting import until


OWNER = "postgres"


class Cluster:
    """One data directory and its server; everything that was committed outlives a crash."""

    def __init__(self, directory: Path, settings: Mapping[str, str] | None = None) -> None:
        self._settings = settings or {"fsync": "off"}
        self.directory = directory
        self.port = servers.free_port()
        self.log = directory / "postgresql.log"
        self._owner = (
            {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
        )

    def make(self) -> None:
        if self._owner:
            shutil.chown(self.directory, OWNER, OWNER)
        self._run("initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = (
            f"port = {self.port}\nlisten_addresses = '127.0.0.1'\n"
            f"unix_socket_directories = '{self.directory}'\n"
            # A crashed server loses nothing without fsync, a machine that loses power does.
            "synchronous_commit = on\nmax_connections = 200\n"
            "log_min_messages = warning\nlog_lock_waits = on\ndeadlock_timeout = 1s\n"
        )
        settings += "".join(f"{name} = {value}\n" for name, value in self._settings.items())
        configuration = self.directory / "data" / "postgresql.conf"
        configuration.write_text(configuration.read_text() + settings)

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-t", "60", "-l", str(self.log), "start")
        until(self.answers, "PostgreSQL answers", log=self.log)

    def crash(self) -> None:
        """As after a power cut: nothing is put in order, the log of writes is replayed."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Every process of the server stands still, sockets open: the fault that hangs clients."""
        postmaster = psutil.Process(
            int((self.directory / "data/postmaster.pid").read_text().split()[0])
        )
        stopped = [postmaster, *postmaster.children(recursive=True)]
        for process in stopped:
            process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for process in stopped:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGCONT)

    def answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def connect(self, database: str):
        connection = psycopg2.connect(
            host="127.0.0.1", port=self.port, user=OWNER, dbname=database, connect_timeout=5
        )
        connection.autocommit = True
        return connection

    def url(self, database: str) -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def make_database(self, name: str, template: str = "template0") -> None:
        with (
            contextlib.closing(self.connect("postgres")) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            # A copied sequence is not in the log of writes before its next checkpoint: after a
            # crash it would give numbers again, which no database of production does.
            cursor.execute("CHECKPOINT")

    def drop_database(self, name: str) -> None:
        with contextlib.closing(self.connect("postgres")) as connection:
            connection.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def program(self, name: str) -> str:
        return servers._postgresql_program(name)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.program(program), "-D", str(self.directory / "data"), *arguments],
            cwd=self.directory,
            check=True,
            stdin=subprocess.DEVNULL,
            # The server keeps what it is given open: a pipe would never end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            start_new_session=True,
            **self._owner,
        )


@contextlib.contextmanager
def running(settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """A cluster for as long as the block runs; nothing of it is left behind."""
    with tempfile.TemporaryDirectory(prefix="faults-pg-", dir="/tmp") as name:
        cluster = Cluster(Path(name), settings)
        cluster.make()
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
