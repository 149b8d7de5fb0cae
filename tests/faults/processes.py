"""Programs in process groups of their own, killed and frozen for real."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests import servers
from tests.faults.waiting import until


ROOT = Path(__file__).parents[2]
# When the tests themselves are killed, what they started must not outlive them.
_WITH_US = ["setpriv", "--pdeathsig", "KILL", "--"] if shutil.which("setpriv") else []


@dataclass
class Program:
    """One program with its log. What it starts belongs to its group and dies with it."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    directory: Path
    kept_alive: bool = False
    starts: int = field(default=0, init=False)
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return self.directory / f"{self.name}.log"

    def start(self) -> "Program":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*_WITH_US, *self.command],
                cwd=ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1
        return self

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL for the whole group; no handler runs."""
        self.kept_alive = False
        self._signal(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def terminate(self, *, grace: float = 10.0) -> int:
        """SIGTERM and so many seconds, then SIGKILL: what a rolling deployment does."""
        self.kept_alive = False
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            return self.process.wait(timeout=grace)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Keeper:
    """Starts again what died, as systemd and compose do (`restart: unless-stopped`)."""

    def __init__(self, programs: Iterable[Program]) -> None:
        self._programs = programs
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._stopped.wait(0.1):
            for program in list(self._programs):
                if program.kept_alive and not program.alive:
                    program._signal(signal.SIGKILL)  # children that outlived their parent
                    program.start()


class Redis:
    """A Redis of these tests alone, with the journal that production keeps."""

    def __init__(self, directory: Path) -> None:
        self.port = servers.free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        server = shutil.which("redis-server") or "redis-server"
        command = [server, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--appendonly", "no", "--enable-debug-command", "yes", "--dir", str(directory)]
        self.program = Program("redis", command, os.environ, directory)

    def start(self) -> None:
        self.program.start()
        with self.client() as client:
            until(lambda: servers._answers(client), "Redis answers", log=self.program.log)

    def stop(self) -> None:
        self.program.kill()

    def client(self):
        import redis

        return redis.from_url(self.url, socket_timeout=30)


def python(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore::DeprecationWarning", *arguments]


def wait_a_moment(seconds: float) -> None:
    """For load to go on while a fault lasts; never to decide whether something held."""
    time.sleep(seconds)
