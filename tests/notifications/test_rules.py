from datetime import timedelta

import pytest

from notifications import rules
from notifications.rules import Channel


def test_each_failure_waits_twice_as_long_up_to_six_hours():
    waits = [rules.wait_after(attempt) for attempt in range(1, 11)]

    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
    assert rules.wait_after(1_000_000) == timedelta(hours=6)


def test_a_message_is_given_up_after_ten_attempts():
    assert not rules.is_dead(9)
    assert rules.is_dead(10)


def test_a_key_tells_ways_and_recipients_apart():
    keys = {
        rules.dedupe_key("case:1", Channel.IN_APP, person=1),
        rules.dedupe_key("case:1", Channel.EMAIL, person=1),
        rules.dedupe_key("case:1", Channel.EMAIL, person=2),
        rules.dedupe_key("case:1", Channel.EMAIL, person=None, address="a@example.vn"),
        rules.dedupe_key("case:2", Channel.EMAIL, person=None, address="a@example.vn"),
    }

    assert len(keys) == 5
    assert rules.dedupe_key("case:1", Channel.EMAIL, person=None, address="A@Example.vn") in keys


def test_the_longest_key_fits_its_column_and_a_longer_one_is_refused():
    longest = rules.dedupe_key("k" * rules.KEY_LENGTH, Channel.IN_APP, person=2**63)

    assert len(longest) <= 255
    for key in ("", "k" * (rules.KEY_LENGTH + 1)):
        with pytest.raises(ValueError, match="a key has"):
            rules.dedupe_key(key, Channel.EMAIL, person=1)


def test_an_identifier_of_a_message_never_changes():
    first = rules.message_id("case:1/email/u1", "laocai.gov.vn")

    assert first == rules.message_id("case:1/email/u1", "laocai.gov.vn")
    assert first != rules.message_id("case:2/email/u1", "laocai.gov.vn")
    assert first.startswith("<")
    assert first.endswith("@laocai.gov.vn>")


@pytest.mark.parametrize("kind", ["", "../base", "Clock", "a" * 61, "base.body", "a\n"])
def test_a_kind_is_a_plain_word(kind):
    assert not rules.is_kind(kind)
