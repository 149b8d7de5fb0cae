"""F8: a sender dies after the other side accepted a message and before it heard so."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.faults.rig import MORNING
from tests.faults.waiting import until


pytestmark = pytest.mark.faults_ci


def test_what_was_accepted_comes_again_under_the_same_key(rig, holds, size):
    """At least once outside, and the key lets whoever receives it keep one."""
    deaths = size(20, 3)
    rig.set_clock(MORNING)
    rig.actor()("receive", count=deaths + 3, received_at=MORNING.isoformat())
    for number in range(1, deaths + 1):
        sender = _dies_unheard(rig, number)
        until(lambda sender=sender: not sender.alive, "the sender died")
        rig.advance(timedelta(minutes=16))
    rig.mailbox.on_accept = lambda: None
    rig.clock(deaths + 1)
    rig.all_sent()

    holds()
    times = Counter(rig.mailbox.keys)
    assert sum(count > 1 for count in times.values()) > 0, "the control: it did come again"
    rig.figures |= {
        "killed senders": deaths, "messages": len(times), "accepted again": rig.mailbox.repeated,
        "kept after dedupe": len(set(times)), "lost": 0,
    }  # fmt: skip


def test_a_naive_sender_without_a_key_tells_twice(rig):
    """The message has another Message-ID each time: nobody can know that it is the same."""
    sender = rig.run("naive-mail", _naive_mail(), NAIVE_OUT=str(rig.directory / "naive.out"))
    rig.mailbox.on_accept = lambda: (sender.kill(), setattr(rig.mailbox, "on_accept", _nothing))
    until(lambda: not sender.alive and rig.mailbox.keys, "the naive sender died")
    again = rig.run("naive-again", _naive_mail(), NAIVE_OUT=str(rig.directory / "naive.out"))
    until(lambda: not again.alive, "another sender took over")

    rig.figures |= {"messages": 1, "kept after dedupe": len(set(rig.mailbox.keys))}
    assert len(set(rig.mailbox.keys)) == 2


def _dies_unheard(rig, number: int):
    """A loop that is killed as soon as the mail server has kept one message of it."""
    holder = []
    rig.mailbox.on_accept = lambda: holder and holder[0].kill()
    holder.append(rig.clock(number))
    return holder[0]


def _nothing() -> None:
    pass


def _naive_mail() -> list[str]:
    from tests.faults.processes import python

    return python("-m", "tests.faults.naive", "mail", "--prefix", "mai@example.invalid")
