"""The table of acts, the provisions and the codes; no database."""

from datetime import date

import pytest

from deadlines.rules.units import Unit
from editorial.rules.reasons import Ground
from incidents.forms.public import KIND_CHOICES
from incidents.rules import codes, duties, machine
from incidents.rules.states import OPEN, Action, Kind, State
from law import rules as law


def test_every_act_stands_in_the_table_and_cites_the_register():
    assert {step.action for step in machine.TABLE} == set(Action)
    assert {step.provision for step in machine.TABLE} <= law.KEYS


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
@pytest.mark.parametrize("action", sorted(set(Action) - {Action.REOPEN, Action.RATE}))
def test_nothing_is_done_to_a_closed_case(action, state):
    assert machine.step_of(action, state) is None


@pytest.mark.parametrize("action", sorted(Action))
def test_what_goes_on_with_another_case_is_no_longer_acted_on(action):
    assert machine.step_of(action, State.MERGED) is None


def test_a_reporter_may_rate_the_answer_and_ask_again_and_no_more():
    allowed = {step.action for step in machine.TABLE if step.reporter}

    assert allowed == {Action.REOPEN, Action.RATE}


def test_what_an_authority_asks_for_is_never_put_off():
    step = machine.step_of(Action.MARK_COMPLEX, State.IN_PROGRESS)

    assert Kind.AUTHORITY_REQUEST not in step.kinds


@pytest.mark.parametrize(
    ("kind", "removal", "provision"),
    [
        (Kind.SUPPORT, False, "LC-8.2"),
        (Kind.INCIDENT, False, "LC-8.2"),
        (Kind.VIOLATION_REPORT, False, "LC-8.2"),
        (Kind.AUTHORITY_REQUEST, False, "LC-8.3"),
        (Kind.AUTHORITY_REQUEST, True, "LC-8.3-removal"),
    ],
)
def test_each_kind_has_its_provision(kind, removal, provision):
    assert duties.provision_on_receipt(kind, removal_demanded=removal) == provision


def test_the_two_kinds_of_hours_are_not_mixed():
    day = date(2026, 11, 18)

    assert (duties.term("LC-8.2", on=day).amount, duties.term("LC-8.2", on=day).unit) == (
        8, Unit.WORKING_HOURS,
    )  # fmt: skip
    assert duties.term("LC-8.3", on=day).unit is Unit.HOURS


@pytest.mark.parametrize("ground", list(Ground))
def test_every_ground_rests_on_a_known_provision(ground):
    assert duties.provision_of_takedown(ground) in law.KEYS


def test_nobody_reports_an_authority_s_request_by_form():
    assert Kind.AUTHORITY_REQUEST not in dict(KIND_CHOICES)


@pytest.mark.parametrize(
    "typed",
    [
        "B7KQ-2MXT-9RWD",
        "b7kq2mxt9rwd",
        " B7KQ 2MXT 9RWD ",
        "B7KQ—2MXT—9RWD\n",
        "".join(chr(ord(sign) + 0xFEE0) for sign in "B7KQ-2MXT-9RWD"),  # full width
    ],
)
def test_a_code_is_read_however_it_was_copied(typed):
    assert codes.read_code(typed) == "B7KQ-2MXT-9RWD"


@pytest.mark.parametrize(
    "typed", ["", "B7KQ", "B7KQ-2MXT-9RW0", "A" * 12, "x" * 10_000, "\x00", "中文"]
)
def test_what_is_no_code_finds_nothing(typed):
    assert codes.read_code(typed) == ""


def test_numbers_are_written_as_in_the_register():
    assert codes.case_number(2026, 12) == "SV-2026-00012"
