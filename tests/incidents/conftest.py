from datetime import timedelta

import pytest
import time_machine

from accounts.roles import Role
from tests.factories import editorial
from tests.factories.accounts import person
from tests.factories.incidents import MORNING


@pytest.fixture(autouse=True)
def _evening():
    """Pages read the clock: let it be the evening of the day on which the cases come in."""
    with time_machine.travel(MORNING + timedelta(hours=12)):
        yield


@pytest.fixture
def secretary(db):
    return person(Role.SECRETARY, username="thuky")


@pytest.fixture
def deputy(db):
    return person(Role.DEPUTY_HEAD, username="photruongban")


@pytest.fixture
def translator(db):
    """Somebody of the board who handles no cases."""
    return person(Role.TRANSLATOR, language="en", username="dichthuat")


@pytest.fixture
def who(db):
    """The whole board, with a section and an agency."""
    return editorial.board()
