"""`manage.py due`: the portal's arithmetic on the command line, whatever is typed."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from deadlines.actions import calendars
from deadlines.models import Calendar, HoursVersion
from tests.deadlines.samples import FILE, local


ROOT = Path(__file__).parents[2]


@pytest.fixture
def due(capsys, monkeypatch):
    """Run the command with lines on standard input; its lines on standard output."""

    def run(*arguments, lines=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        call_command("due", *arguments)
        return capsys.readouterr().out.splitlines()

    return run


def from_file(due, *arguments, **options):
    return due(*arguments, f"--calendar={FILE}", **options)


@pytest.mark.parametrize(
    ("key", "start", "answer"),
    [
        ("LC-8.2", "2026-02-13T16:00:00+07:00", "2026-02-23T16:00:00+07:00"),
        ("LC-8.2", "2026-02-13T09:00:00Z", "2026-02-23T16:00:00+07:00"),
        ("LC-8.2", "2026-02-13T16:00", "2026-02-23T16:00:00+07:00"),
        ("LC-8.2", "2026-02-13 16:00:00.999", "2026-02-23T16:00:00+07:00"),
        ("LC-8.3", "2026-02-13T16:45", "2026-02-14T16:45:00+07:00"),
        ("LA-13.6", "2026-02-13T07:00", "2026-03-12T17:00:00+07:00"),
        ("LA-12.1đ", "2026-02-13T16:00", "2026-03-18T17:00:00+07:00"),
        ("CC-8.1c-event", "2026-02-13T16:00", "2026-02-14T16:00:00+07:00"),
        ("CC-8.1c-document", "2026-03-02", "2026-03-05T00:00:00+07:00"),
        ("CL-8.3b", "2022-03-31T23:59:59+07:00", "2022-04-01T00:59:59+07:00"),
        ("CL-8.3b", "2022-03-31T17:00:00+00:00", "2022-04-01T00:00:00+07:00"),
    ],
)
def test_one_term_is_answered_with_its_offset(due, key, start, answer):
    assert from_file(due, key, start) == [answer]


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ([], "2026-11-24T16:00:00+07:00"),
        (["--pending-off"], "2026-11-25T16:00:00+07:00"),
        (["--sessions", "07:30-11:30,13:30-17:30"], "2026-11-24T16:00:00+07:00"),
        (["--sessions", "00:00-24:00"], "2026-11-24T00:00:00+07:00"),
    ],
)
def test_the_calendar_can_be_varied(due, options, answer):
    assert from_file(due, "LC-8.2", "2026-11-23T16:00", *options) == [answer]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["LC-99", "2026-02-13T16:00"], "'LC-99' is not a provision that sets a term"),
        (["LC-8.2"], "START is missing"),
        (["LC-8.2", "tomorrow"], "'tomorrow' is not a moment"),
        (["LC-8.2", "2026-02-30T16:00"], "is not a moment"),
        (["LC-8.2", "99999-01-01"], "is not a moment"),
        (["LC-8.2", "9999-12-31T23:00"], "working time"),
        (["LC-8.3", "9999-12-31T23:00"], "beyond the years"),
        (["LC-8.2", "0001-01-01T00:00+14:00"], "beyond the years"),
        (["LC-8.2", "\0"], "is not a moment"),
        (["LC-8.2", "2026-02-13T16:00", "--sessions", "17:00-07:30"], "open before it closes"),
        (["LC-8.2", "2026-02-13T16:00", "--sessions", ""], "not a session"),
        (["LC-8.2", "2026-02-13T16:00", "--calendar", "/nowhere.json"], "cannot be read"),
        (["LC-8.2", "2026-02-13T16:00", "--calendar", "/"], "cannot be read"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(capsys, arguments, fault):
    if "--calendar" not in arguments:
        arguments = [*arguments, "--calendar", str(FILE)]

    with pytest.raises(SystemExit) as exit_:
        call_command("due", *arguments)

    out, err = capsys.readouterr()
    assert (exit_.value.code, out) == (2, "")
    assert err.startswith("error: ")
    assert fault in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("text", [b"{", b"\xff", b'{"days_off": [["2026-02-16"]]}'])
def test_a_wrong_calendar_says_what_is_wrong(capsys, tmp_path, text):
    (tmp_path / "calendar.json").write_bytes(text)

    with pytest.raises(SystemExit):
        call_command("due", "LC-8.2", "2026-02-13", "--calendar", str(tmp_path / "calendar.json"))

    assert capsys.readouterr().err.startswith("error: ")


def test_a_calendar_with_a_byte_order_mark_is_read(due, tmp_path):
    (tmp_path / "calendar.json").write_bytes(b"\xef\xbb\xbf" + FILE.read_bytes())

    answers = due("LC-8.2", "2026-02-13T16:00", f"--calendar={tmp_path / 'calendar.json'}")

    assert answers == ["2026-02-23T16:00:00+07:00"]


@pytest.mark.parametrize("arguments", [["-"], ["LC-8.2", "-"], ["-", "-"]])
def test_lines_are_answered_one_by_one_and_bad_ones_do_not_stop_them(due, arguments):
    lines = (
        b"\xef\xbb\xbfLC-8.2 2026-02-13T16:00\r\n"
        b"LC-8.3\t2026-02-13 16:45\n"
        b"\n"
        b"LC-8.2\n"
        b"LC-8.2 \x00\n"
        b"\xff\xfe\n"
        b"LC-8.2 99999-01-01\n"
        b"LC-8.3 9999-12-31T23:00\n"
        b"LC-8.2 0001-01-01\n"
        b"LC-99 2026-02-13\n" + b"x" * 100_000 + b" y\n"
        b"LC-8.3 2026-02-13T16:45"
    )

    answers = from_file(due, *arguments, lines=lines)

    assert len(answers) == 12
    assert answers[:2] == ["2026-02-23T16:00:00+07:00", "2026-02-14T16:45:00+07:00"]
    assert all(answer.startswith("error: ") for answer in answers[2:11])
    assert max(map(len, answers)) < 120
    assert answers[11] == "2026-02-14T16:45:00+07:00"


def test_lines_may_come_from_a_text_stream(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("LC-8.3 2026-02-13T16:45\nLC-8.3 \ud800\n"))

    call_command("due", "-", f"--calendar={FILE}")

    answers = capsys.readouterr().out.splitlines()
    assert answers == ["2026-02-14T16:45:00+07:00", "error: the line is not UTF-8"]


def test_whoever_stops_reading_gets_no_traceback():
    asked = subprocess.Popen(
        [sys.executable, "manage.py", "due", "-", f"--calendar={FILE}"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    asked.stdout.close()

    _, complaint = asked.communicate(b"LC-8.3 2026-02-13T16:45\n" * 100, timeout=60)

    assert (asked.returncode, complaint) == (0, b"")


def test_no_lines_have_no_answers(due):
    assert from_file(due, "-") == []


@pytest.mark.django_db
def test_without_a_file_the_portal_answers_by_its_own_hours(due):
    HoursVersion.objects.update(week=["08:00-12:00,14:00-18:00"] * 5 + ["", ""])
    calendars.publish(Calendar.objects.get(), at=local("2026-01-01"))

    assert due("LC-8.2", "2026-02-13T17:00") == ["2026-02-23T17:00:00+07:00"]
    assert due("LC-8.2", "2026-02-13T17:00", "--sessions=07:30-11:30,13:00-17:00") == [
        "2026-02-23T17:00:00+07:00"
    ]
    assert due("LC-8.2", "2026-11-23T18:00", "--pending-off") == ["2026-11-25T18:00:00+07:00"]


def test_an_empty_machine_answers_too(tmp_path):
    answered = subprocess.run(
        [sys.executable, "manage.py", "due", "LC-8.2", "2026-02-13T16:00"],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "VAR_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (answered.returncode, answered.stdout) == (0, "2026-02-23T16:00:00+07:00\n")
