"""Clock and people at the same case in the same second; only PostgreSQL tells."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from deadlines.models import Clock
from editorial.rules.reasons import Ground
from incidents import actions
from incidents.actions import hidings
from incidents.models import HidingStep
from incidents.rules.hiding import Step
from sections.models import Hiding, HidingEnd
from tests.factories import editorial, incidents
from tests.factories.incidents import MORNING


pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
DUE = MORNING + timedelta(hours=20)
PATIENCE = 20


@pytest.fixture
def who():
    return editorial.board()


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Each act in a thread and a connection of its own; what went wrong."""
    failures: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(PATIENCE)
        try:
            act()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return failures


@pytest.mark.provision("LC-8.3")
@pytest.mark.parametrize("round_", range(5))
def test_a_person_who_takes_it_down_in_the_second_of_the_hiding(who, client, round_):
    article = incidents.published_article(who)
    case = incidents.requested(who.secretary, articles=[article])

    def by_hand():
        actions.order_takedown(
            article, ground=Ground.AUTHORITY_REQUEST, reason="Theo yêu cầu.", ordered_by="A05",
            case=case, settles=True, by=who.deputy, at=DUE,
        )  # fmt: skip

    failures = at_once(by_hand, *[lambda: hidings.enforce_due(at=DUE)] * 3)

    assert failures == []
    assert client.get(article.url("vi")).status_code == 410
    assert case.orders.count() == 1
    assert not Hiding.objects.standing().exists(), "the order is the decision about it"
    article.refresh_from_db()
    assert article.hidden_at is None
    assert Clock.objects.of(case).get(provision="LC-8.3").met_at == DUE


@pytest.mark.provision("LC-8.3")
def test_many_clocks_at_once_hide_once_and_count_the_breaker_together(who):
    section = who.section
    articles = [incidents.bare_article(number, section) for number in range(24)]
    for article in articles:
        incidents.requested(who.secretary, articles=[article])

    failures = at_once(*[lambda: hidings.enforce_due(at=DUE)] * 3, lambda: actions.remind(at=DUE))
    hidings.enforce_due(at=DUE)

    assert failures == []
    assert Hiding.objects.count() == 20
    assert HidingStep.objects.of_kind(Step.HIDDEN).count() == 20
    assert HidingStep.objects.of_kind(Step.TRIPPED).count() == 1


@pytest.mark.provision("LC-8.3")
def test_two_people_who_release_it_at_once_release_it_once(who):
    article = incidents.published_article(who)
    case = incidents.requested(who.secretary, articles=[article])
    hidings.enforce_due(at=DUE)
    asked = hidings.ask_release(
        case, Hiding.objects.get(), reason="Không vi phạm.", by=who.deputy, at=DUE
    )

    failures = at_once(*[lambda: hidings.release(case, asked, by=who.head, at=DUE)] * 2)

    assert [type(failure) for failure in failures] == [actions.Conflict]
    assert HidingEnd.objects.count() == 1
