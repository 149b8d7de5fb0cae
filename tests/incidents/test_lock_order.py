"""Who waits for whom: a case before its clocks and articles, the clock of the portal for nobody.

Each test holds one side where it would hurt; only PostgreSQL tells.
"""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from deadlines.models import Clock
from editorial.rules.reasons import Ground
from incidents import actions
from incidents.actions import breaker, clocks, hidings, ledger, recounts
from kernel.verdict import Conflict, NotAllowed
from sections.models import Article, Hiding
from tests.factories import editorial, incidents
from tests.factories.incidents import MORNING


DUE = MORNING + timedelta(hours=20)
PATIENCE = 20

racing = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def who():
    return editorial.board()


class Aside(threading.Thread):
    """An act in a connection of its own; what went wrong is kept."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.failure = act, None

    def run(self):
        try:
            self.act()
        except Exception as failure:
            self.failure = failure
        finally:
            connection.close()

    def until_it_waits(self):
        """Until the database says that somebody waits for a lock, or the act is done."""
        ends = time.monotonic() + PATIENCE
        while self.is_alive() and time.monotonic() < ends:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND wait_event_type = 'Lock'"
                )
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.02)


@contextmanager
def meanwhile(act):
    """What stands within is done after `act` had to wait, in the transaction it waits for."""
    aside = Aside(act)
    try:
        yield aside
    finally:
        aside.join(PATIENCE)
        assert not aside.is_alive()


class TestPeople:
    pytestmark = racing

    @pytest.mark.provision("LC-8.3")
    def test_suspending_waits_for_an_act_and_never_the_other_way_round(self, who):
        article = incidents.published_article(who)
        case = incidents.requested(who.secretary, articles=[article])
        at = MORNING + timedelta(hours=1)

        with (
            meanwhile(
                lambda: hidings.suspend(case, reason="Chờ làm rõ.", by=who.head, at=at)
            ) as aside,
            transaction.atomic(),
        ):
            held = ledger.locked(case)
            aside.start()
            aside.until_it_waits()
            clocks.meet_all(held, by=who.deputy, at=at)

        assert isinstance(aside.failure, Conflict), aside.failure
        assert not Clock.objects.of(case).open().exists()

    def test_an_earlier_end_is_accepted_after_an_act_on_the_case(self, who):
        case = incidents.received()
        clock = Clock.objects.of(case).get()
        Clock.objects.filter(pk=clock.pk).update(needs_decision=True)
        at = MORNING + timedelta(minutes=1)

        with (
            meanwhile(
                lambda: recounts.accept_earlier(clock, reason="Đúng lịch.", by=who.head, at=at)
            ) as aside,
            transaction.atomic(),
        ):
            held = ledger.locked(case)
            aside.start()
            aside.until_it_waits()
            clocks.meet_all(held, by=who.deputy, at=at)
            clocks.refresh_due([held.pk])

        assert type(aside.failure).__name__ == "AlreadyClosed", aside.failure

    @pytest.mark.provision("LC-8.3")
    def test_nothing_is_released_that_another_request_relies_on_in_that_moment(self, who):
        article = incidents.published_article(who)
        first = incidents.requested(who.secretary, articles=[article])
        second = incidents.requested(
            who.secretary, articles=[article], at=MORNING + timedelta(hours=1)
        )
        hidings.enforce_due(at=DUE)
        asked = hidings.ask_release(
            first, Hiding.objects.get(), reason="Không vi phạm.", by=who.deputy, at=DUE
        )
        later = DUE + timedelta(hours=1)

        with (
            meanwhile(lambda: hidings.release(first, asked, by=who.head, at=later)) as aside,
            transaction.atomic(),
        ):
            assert hidings.enforce_due(at=later) == 1
            aside.start()
            aside.until_it_waits()

        assert isinstance(aside.failure, NotAllowed), aside.failure
        article.refresh_from_db()
        assert article.hidden_at is not None
        assert not Clock.objects.of(second).open().exists()


class TestTheClock:
    @pytest.mark.postgresql
    @pytest.mark.django_db(transaction=True)
    @pytest.mark.provision("LC-8.3")
    def test_waits_for_nobody_who_is_removing_what_is_hidden_already(self, who):
        article = incidents.published_article(who)
        incidents.requested(who.secretary, articles=[article])
        second = incidents.requested(
            who.secretary, articles=[article], at=MORNING + timedelta(hours=1)
        )
        hidings.enforce_due(at=DUE)
        later = DUE + timedelta(hours=1)
        aside = Aside(lambda: hidings.enforce_due(at=later))

        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            aside.start()
            aside.join(5)
            finished = not aside.is_alive()
        aside.join(PATIENCE)

        assert finished, "it left the article for its next look"
        hidings.enforce_due(at=later)
        assert not Clock.objects.of(second).open().exists()

    @pytest.mark.postgresql
    @pytest.mark.django_db(transaction=True)
    @pytest.mark.provision("LC-8.3")
    def test_hides_nothing_that_went_while_it_was_looking(self, who, monkeypatch):
        """No hiding stands over an article that is gone: nobody could put anything up again."""
        article = incidents.published_article(who)
        incidents.requested(who.secretary, articles=[article])
        by_hand = Aside(
            lambda: actions.order_takedown(
                article, ground=Ground.AUTHORITY_REQUEST, reason="Sai.", ordered_by="A05",
                by=who.deputy, at=DUE,
            )
        )  # fmt: skip

        def looks(*args, **options):
            by_hand.start()
            by_hand.join(2)
            return True

        monkeypatch.setattr(breaker, "lets_pass", looks)
        hidings.enforce_due(at=DUE)
        by_hand.join(PATIENCE)

        assert by_hand.failure is None
        assert not Hiding.objects.standing().exists()
        article.refresh_from_db()
        assert article.hidden_at is None
