import pytest

from accounts.roles import Role
from tests.factories import editorial
from tests.factories.accounts import person


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
