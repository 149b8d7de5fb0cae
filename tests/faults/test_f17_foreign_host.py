"""F17: a host in New York, without a language, without a database of time zones."""

import os
import subprocess
from datetime import datetime, timedelta

import pytest

from tests.faults.processes import ROOT, python
from tests.faults.rig import HERE


BEGIN = datetime(2026, 1, 1, 0, 0, tzinfo=HERE)
KEYS = ("LC-8.2", "LC-8.3", "LA-12.1đ", "LA-13.6", "CC-8.1c-document")
ABROAD = {"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C"}


@pytest.mark.parametrize(
    "host", [ABROAD, {**ABROAD, "PYTHONTZPATH": ""}], ids=["abroad", "without tzdata"]
)
def test_the_same_terms_end_at_the_same_moments(host, rig):
    """Every seventh hour of a year, Tết and both swaps among them."""
    vectors = "".join(
        f"{key} {(BEGIN + timedelta(hours=7 * step)).isoformat()}\n"
        for step in range(1_250)
        for key in KEYS
    )
    here = _due(vectors, {"TZ": "Asia/Ho_Chi_Minh", "LANG": "C.UTF-8"}, rig)
    there = _due(vectors, host, rig)

    assert there == here
    rig.figures |= {"vectors": len(here), "different": 0}


def test_a_naive_date_is_another_day_abroad(rig):
    """date.today() at 02:00 in Lào Cai is yesterday in New York."""
    program = (
        "import time; from datetime import datetime;"
        "print(datetime.fromtimestamp(1771354800).date())"
    )
    days = {
        zone: subprocess.run(
            python("-c", program), env={**os.environ, "TZ": zone}, capture_output=True, text=True
        ).stdout.strip()
        for zone in ("Asia/Ho_Chi_Minh", "America/New_York")
    }
    rig.figures |= days
    assert len(set(days.values())) == 2


def _due(vectors: str, host: dict[str, str], rig) -> list[str]:
    done = subprocess.run(
        python("manage.py", "due", "-"), input=vectors.encode(), cwd=ROOT, capture_output=True,
        env={**rig.environment(), "PYTHONUTF8": "1", **host},
    )  # fmt: skip
    assert not done.returncode, done.stderr.decode()[-2000:]
    return done.stdout.decode().splitlines()
