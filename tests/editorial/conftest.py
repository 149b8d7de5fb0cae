import pytest

from tests.factories import editorial


@pytest.fixture
def who(db):
    """Everyone the journey of a submission needs."""
    return editorial.board()


@pytest.fixture
def journey(who):
    return editorial.Journey(who)
