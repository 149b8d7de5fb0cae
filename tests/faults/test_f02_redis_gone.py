"""F2: the broker is stopped, hangs, or forgets everything."""

import re
from datetime import datetime, timedelta

import pytest
import requests

from tests.faults.rig import HERE
from tests.faults.waiting import until


pytestmark = pytest.mark.faults_ci
MORNING = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
HALF = datetime(2026, 11, 19, 14, 0, tzinfo=HERE)


def test_the_loop_tells_in_time_and_forms_are_taken_with_redis_off(rig, holds):
    """One hour without a broker: neither the clock of the law nor a visitor notices."""
    rig.set_clock(MORNING)
    actor = rig.actor()
    actor("receive", count=20, received_at=MORNING.isoformat())
    rig.redis.stop()
    portal = rig.web()
    rig.clock()

    answers = _report(portal, times=3)
    rig.set_clock(HALF)
    rig.all_told()
    rig.advance(timedelta(hours=1))
    rig.all_told()
    rig.all_sent()

    assert answers == [302, 302, 302]
    assert rig.value("SELECT count(*) FROM incidents_case") == 23
    holds()
    rig.figures |= {"rungs told": _told(rig), "answers of the form": answers, "lost": 0}


def test_a_worker_goes_on_after_redis_hung_forgot_and_came_back(rig, holds, size):
    """With worker and beat alone: FLUSHALL, ten seconds of sleep, a restart without a journal."""
    rig.set_clock(MORNING)
    rig.actor()("receive", count=(count := size(500, 60)), received_at=MORNING.isoformat())
    rig.worker(kept_alive=True)
    rig.beat(kept_alive=True)
    until(lambda: rig.value("SELECT count(*) FROM deadlines_sweeprun"), "the worker swept")

    with rig.redis.client() as client:
        client.execute_command("DEBUG", "SLEEP", size("10", "2"))
        client.flushall()
    rig.redis.stop()
    rig.set_clock(HALF)
    rig.redis.start()
    rig.all_told()
    rig.all_sent()

    assert _told(rig) == count
    holds()
    rig.figures |= {"clocks": count, "lost": 0}


def test_naive_tasks_with_an_eta_are_gone_when_redis_forgets(rig, size):
    count = size(500, 100)
    rig.naive("send", str(count), "--eta", "2")
    with rig.redis.client() as client:
        client.flushall()
    rig.naive_worker()
    rig.naive("send", "1", "--prefix", "sentinel", "--eta", "3")
    until(lambda: [k for k in rig.rang() if "sentinel" in k], "what was sent later has rung")

    lost = count + 1 - len(rig.rang())
    rig.figures |= {"sent": count, "lost": lost}
    assert lost == count


def _told(rig) -> int:
    return rig.value("SELECT count(*) FROM deadlines_clockrung WHERE state = 'fired'")


def _report(portal: str, *, times: int) -> list[int]:
    """What the form answers a visitor who fills it in as a person does."""
    answers = []
    for _ in range(times):
        with requests.Session() as visitor:
            page = until(lambda visitor=visitor: _form(visitor, portal), "the form is served")
            hidden = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', page))
            fields = {
                "csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"],
                "token": hidden["token"],
                "kind": "incident",
                "subject": "Trang chủ không mở được",
                "description": "Từ sáng nay.",
                "reporter_email": "mai@example.invalid",
            }
            sent = visitor.post(f"{portal}/vi/report/", data=fields, allow_redirects=False)
            answers.append(sent.status_code)
    return answers


def _form(visitor: requests.Session, portal: str) -> str:
    try:
        answer = visitor.get(f"{portal}/vi/report/", timeout=20)
    except requests.ConnectionError:
        return ""
    return answer.text if answer.ok else ""
