"""The table itself: complete, consistent, and the only source of the diagram in the docs."""

from pathlib import Path

import pytest

from editorial.rules import machine, states


DIAGRAM = Path(__file__).parents[2] / "docs" / "editorial-machine.md"


def test_every_act_has_exactly_one_row():
    assert sorted(step.action for step in machine.TABLE) == sorted(states.Action)


@pytest.mark.parametrize("step", machine.TABLE, ids=lambda step: step.code)
def test_states_of_a_row_belong_to_its_machine(step):
    of_machine = {
        states.Machine.BOARD: states.Board,
        states.Machine.TRANSLATION: states.Translation,
        states.Machine.PUBLICATION: states.Publication,
    }[step.machine]

    assert all(source in set(of_machine) for source in step.sources)
    assert step.to == "" or step.to in set(of_machine)


def test_no_board_act_leads_to_the_public():
    public = {step.action for step in machine.TABLE if step.machine is states.Machine.PUBLICATION}

    assert public == {states.Action.PUBLISH, states.Action.TAKE_DOWN, states.Action.RESTORE}


def test_the_diagram_in_the_docs_is_the_table():
    assert machine.diagram() in DIAGRAM.read_text(encoding="utf-8")
