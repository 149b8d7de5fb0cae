"""Runs the programs of the portal as one: starts them, watches them, stops them together."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FrameType


POLL = 0.2
GRACE = 15.0
REST = 2.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Program:
    """One program. When it dies it is started again, or, if it is `vital`, everything ends."""

    name: str
    command: list[str]
    vital: bool = True
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    rests_until: float = field(default=0.0, init=False)

    def start(self) -> None:
        # In a session of its own: the terminal's Ctrl-C reaches the supervisor alone, and it
        # stops its programs in order. They do not outlive it, even when it is killed.
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509
        )

    def died(self) -> int | None:
        """The exit code, if the program ended by itself."""
        return self.process.poll() if self.process else None

    def stop(self, *, until: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Starts programs and returns the exit code of the whole when they have all stopped."""

    def __init__(self, programs: Iterable[Program], *, say: Callable[[str], None]) -> None:
        self.programs = list(programs)
        self.say = say
        self.told_to_stop = False

    def run(self, *, ready: Callable[[], bool], when_ready: Callable[[], None]) -> int:
        """Run until told to stop (0) or until a vital program dies (1)."""
        before = {number: signal.signal(number, self._stop) for number in STOPPING}
        announced = False
        try:
            for program in self.programs:
                program.start()
            while not self.told_to_stop:
                if self._tend():
                    return 1
                if not announced and ready():
                    announced = True
                    when_ready()
                time.sleep(POLL)
            return 0
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _tend(self) -> bool:
        """Start again what may be; True when a vital program died."""
        for program in self.programs:
            code = program.died()
            if code is None:
                continue
            if program.vital:
                self.say(f"{program.name} ended with code {code}; stopping the rest")
                return True
            if not program.rests_until:
                self.say(f"{program.name} ended with code {code}; starting it again")
                program.rests_until = time.monotonic() + REST
            elif time.monotonic() >= program.rests_until:
                program.rests_until = 0.0
                program.start()
        return False

    def _stop_all(self) -> None:
        for program in self.programs:
            if program.process and program.died() is None:
                program.process.terminate()
        until = time.monotonic() + GRACE
        for program in self.programs:
            program.stop(until=until)


def _end_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone (Linux has the call)."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
