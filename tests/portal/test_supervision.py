"""Several programs run as one: they begin, and end, together."""

import os
import signal
import sys
import threading
import time

from portal.supervision import Program, Supervisor


SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def _ending_with(code: int) -> list[str]:
    return [sys.executable, "-c", f"raise SystemExit({code})"]


def _is_running(program: Program) -> bool:
    return program.process is not None and program.process.poll() is None


def _run(programs, *, ready=lambda: True, when_ready=lambda: None):
    said = []
    code = Supervisor(programs, say=said.append).run(ready=ready, when_ready=when_ready)
    return code, said


def _interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_stops_every_program_and_is_no_failure():
    programs = [Program("one", SLEEPER), Program("two", SLEEPER)]

    code, _ = _run(programs, when_ready=_interrupt)

    assert code == 0
    assert not any(map(_is_running, programs))


def test_a_request_to_terminate_stops_them_too():
    program = Program("one", SLEEPER)
    threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGTERM]).start()

    code, _ = _run([program])

    assert code == 0
    assert not _is_running(program)


def test_the_death_of_a_vital_program_ends_the_others_and_is_a_failure():
    other = Program("clock", SLEEPER)

    code, said = _run([Program("web", _ending_with(3)), other], ready=lambda: False)

    assert code == 1
    assert said == ["web ended with code 3; stopping the rest"]
    assert not _is_running(other)


def test_another_program_is_started_again(monkeypatch, tmp_path):
    monkeypatch.setattr("portal.supervision.REST", 0.1)
    starts = tmp_path / "starts"
    writing = f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(1)"
    clock = Program("clock", [sys.executable, "-c", writing], vital=False)

    def third_start() -> bool:
        return starts.exists() and len(starts.read_text()) >= 3

    code, said = _run([clock, Program("web", SLEEPER)], ready=third_start, when_ready=_interrupt)

    assert code == 0
    assert said[:2] == ["clock ended with code 1; starting it again"] * 2


def test_a_program_that_will_not_stop_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr("portal.supervision.GRACE", 0.3)
    deaf = f"import signal, time; signal.signal(15, signal.SIG_IGN); open({str(tmp_path / 'up')!r}, 'w'); time.sleep(60)"  # noqa: E501
    program = Program("deaf", [sys.executable, "-c", deaf])

    code, _ = _run([program], ready=(tmp_path / "up").exists, when_ready=_interrupt)

    assert code == 0
    assert program.process.returncode == -signal.SIGKILL


def test_programs_do_not_outlive_a_killed_supervisor(tmp_path):
    written = tmp_path / "pid"
    code = (
        "import pathlib, sys; from portal.supervision import Program, Supervisor\n"
        f"program = Program('one', {SLEEPER!r})\n"
        f"note = lambda: pathlib.Path({str(written)!r}).write_text(str(program.process.pid))\n"
        "Supervisor([program], say=print).run(ready=lambda: True, when_ready=note)"
    )
    supervisor = Program("supervisor", [sys.executable, "-c", code])
    supervisor.start()
    while not (written.exists() and written.read_text()):
        time.sleep(0.05)

    supervisor.process.kill()
    supervisor.process.wait()

    deadline = time.monotonic() + 5
    while _runs(int(written.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(int(written.read_text()))


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
