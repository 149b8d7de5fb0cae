"""Fixtures of the editorial journey, for every folder of tests."""

import pytest


@pytest.fixture
def who(db):
    """Everyone the journey of a submission needs."""
    from tests.factories import editorial

    return editorial.board()


@pytest.fixture
def journey(who):
    """Brings a dossier to any state by the acts themselves."""
    from tests.factories import editorial

    return editorial.Journey(who)
