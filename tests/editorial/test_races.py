"""Two people at one dossier in the same moment: one wins, nothing is lost, nothing half done.

Only PostgreSQL tells: SQLite lets one writer in at a time.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

import accounts.actions
from accounts.models import User
from accounts.roles import Role
from editorial import actions
from editorial.actions import handing_in, ledger
from editorial.models import Submission
from editorial.rules.reasons import Ground
from editorial.rules.states import Board, Publication
from sections import actions as public
from sections.models import Article, HidingEnd, Takedown
from tests.factories.accounts import person
from tests.factories.editorial import EN, NOON, VI, fresh, origin


pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
REFUSED = (actions.NotAllowed, actions.NotReady, actions.Conflict)
PATIENCE = 10


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Each act in a thread and a connection of its own; what came of each."""
    results: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        start.wait(PATIENCE)
        try:
            results[number] = act() or "done"
        except Exception as failure:
            results[number] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE * 2)
    return results


def one_won(results: list[object]) -> bool:
    lost = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(loss, REFUSED) for loss in lost), lost
    return len(results) - len(lost) == 1


class Gate:
    """Stops the first call of a function, before or behind it, until the gate is opened."""

    def __init__(self, monkeypatch, module, name: str, *, behind: bool = False) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        real = getattr(module, name)

        def waiting(*args, **kwargs):
            result = real(*args, **kwargs) if behind else None
            if not self.reached.is_set():
                self.reached.set()
                self.open.wait(PATIENCE)
            return result if behind else real(*args, **kwargs)

        monkeypatch.setattr(module, name, waiting)


def live(submission: Submission) -> set[str]:
    return {
        edition.language
        for edition in fresh(submission).editions.all()
        if edition.publication == Publication.LIVE
    }


def down(submission: Submission, who, journey) -> Callable[[], object]:
    at = journey.now()
    return lambda: actions.take_down_article(
        submission.article, ground=Ground.AUTHORITY_REQUEST, words="Theo yêu cầu.",
        ordered_by="A05", provision="LC-8.3-removal", by=who.secretary, at=at,
    )  # fmt: skip


@pytest.mark.provision("LC-8.3-removal")
def test_a_takedown_catches_a_language_that_is_just_being_published(who, journey, monkeypatch):
    submission = journey.translated(journey.published(), "en")
    gate = Gate(monkeypatch, public, "put_up")
    take_down = down(submission, who, journey)

    def removed():
        gate.reached.wait(PATIENCE)
        threading.Timer(0.5, gate.open.set).start()
        return take_down()

    results = at_once(lambda: journey.publish(submission, "en"), removed)

    assert not [result for result in results if isinstance(result, Exception)]
    assert live(submission) == set()


@pytest.mark.provision("LC-8.3-removal")
def test_nothing_is_published_behind_a_takedown(who, journey, monkeypatch):
    submission = journey.translated(journey.published(), "en")
    gate = Gate(monkeypatch, public, "take_down")
    take_down = down(submission, who, journey)

    def published():
        gate.reached.wait(PATIENCE)
        threading.Timer(0.5, gate.open.set).start()
        return journey.publish(submission, "en")

    results = at_once(take_down, published)

    assert isinstance(results[1], actions.NotAllowed)
    assert live(submission) == set()


@pytest.mark.provision("LC-8.3-removal")
def test_whatever_comes_beside_it_the_removal_wins(who, journey):
    """Publishing, undoing an earlier removal and hiding, all in the moment of a removal."""
    submission = journey.translated(journey.published(), "en")
    for _round in range(10):
        article = fresh(submission).article
        results = at_once(
            down(submission, who, journey),
            lambda: journey.publish(fresh(submission), "en"),
            lambda article=article: public.hide(
                article, ground="authority_request", provision="LC-8.3", by=None, at=journey.now()
            ),
        )
        lost = [result for result in results if isinstance(result, Exception)]
        assert all(isinstance(loss, REFUSED) for loss in lost), lost
        assert not isinstance(results[0], Exception)
        assert live(submission) == set()
        takedown = Takedown.objects.filter(restoration=None).latest("pk")
        gone = at_once(
            *[
                lambda takedown=takedown: actions.restore(
                    takedown, reason="x", asked_by=who.deputy, by=who.head, at=journey.now()
                )
                for _person in range(2)
            ]
        )
        assert one_won(gone)
        Article.objects.update(hidden_at=None)
        HidingEnd.objects.bulk_create(
            HidingEnd(hiding=one, outcome="replayed", at=journey.now())
            for one in article.hidings.standing()
        )


def test_of_two_members_who_claim_one_has_it(who, journey):
    submission = journey.submitted()
    second = person(Role.EDITOR, scope=who.section)
    actions.route(submission, section=who.section, member=None, by=who.secretary, at=journey.now())
    at = journey.now()

    results = at_once(
        lambda: actions.claim(submission, by=who.member, at=at),
        lambda: actions.claim(submission, by=second, at=at),
    )

    assert one_won(results)
    assert fresh(submission).assignee in (who.member, second)


def test_of_two_who_save_over_the_same_text_one_is_told_of_a_conflict(who, journey):
    submission = journey.drafted()
    colleague = person(Role.AGENCY_OFFICER, scope=submission.agency)
    seen = fresh(submission).source.head_revision_id
    at = journey.now()

    def saved(title: str, by: User) -> Callable[[], object]:
        text = replace(VI, title=title)
        return lambda: actions.save(submission, origin(who), text, seen=seen, by=by, at=at)

    results = at_once(saved("Một", who.officer), saved("Hai", colleague))

    assert one_won(results)
    assert [isinstance(result, actions.Conflict) for result in results].count(True) == 1
    assert [revision.number for revision in submission.source.revisions.all()] == [1, 2]


def test_a_translation_and_an_edit_of_the_original_both_survive(who, journey):
    submission = journey.in_review()
    seen, at = submission.source.head_revision_id, journey.now()

    results = at_once(
        lambda: actions.edit(
            submission, replace(VI, title="Khác"), seen=seen, by=who.member, at=at
        ),
        lambda: actions.translate(
            submission.edition("en"), EN, seen=None, by=who.translator["en"], at=at
        ),
    )

    assert not [result for result in results if isinstance(result, Exception)]
    kept = fresh(submission)
    assert kept.source.manuscript().title == "Khác"
    assert kept.edition("en").manuscript() == EN
    assert [step.seq for step in kept.transitions.all()] == list(range(1, kept.last_seq + 1))


def test_approving_and_refusing_in_the_same_moment_is_one_decision(who, journey):
    submission = journey.recommended()
    seen, at = submission.source.head_revision_id, journey.now()

    results = at_once(
        lambda: actions.approve(submission, seen=seen, by=who.deputy, at=at),
        lambda: actions.refuse(submission, code="quality", words="Chưa đạt.", by=who.head, at=at),
        lambda: actions.approve(submission, seen=seen, by=who.head, at=at),
    )

    assert one_won(results)
    last = fresh(submission).transitions.latest("seq")
    assert fresh(submission).board_state == last.to_state
    assert last.to_state in {Board.APPROVED, Board.REFUSED}


def test_one_form_pressed_many_times_at_once_is_one_dossier(who, journey):
    sheet = handing_in.Sheet(origin(who), VI, form_token=uuid4())
    at = journey.now()

    results = at_once(
        *[
            lambda: handing_in.hand_in(sheet, None, declared_truthful=True, by=who.officer, at=at)
            for _press in range(5)
        ]
    )

    assert not [result for result in results if isinstance(result, Exception)], results
    submission = Submission.objects.get()
    assert submission.board_state is Board.SUBMITTED
    assert [step.action for step in submission.transitions.all()].count("submit") == 1


def test_dossiers_begun_in_the_same_moment_have_codes_of_their_own(who, journey):
    at = journey.now()

    results = at_once(
        *[lambda: actions.create(origin(who), VI, by=who.officer, at=at) for _number in range(5)]
    )

    assert not [result for result in results if isinstance(result, Exception)], results
    assert len({submission.code for submission in Submission.objects.all()}) == 5


@pytest.mark.provision("LC-12.3")
def test_the_clock_never_gives_back_a_role_that_was_just_ended(db, monkeypatch):
    administrator, leaver = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    tomorrow = NOON + timedelta(days=1)
    gate = Gate(monkeypatch, User, "appointments_at", behind=True)

    def ended():
        gate.reached.wait(PATIENCE)
        threading.Timer(0.5, gate.open.set).start()
        accounts.actions.end_appointment(
            leaver.appointments.get(), by=administrator, at=tomorrow, last_day=NOON.date()
        )

    clocked = User.objects.get(pk=leaver.pk)
    results = at_once(lambda: accounts.actions.refresh_rights(clocked, at=tomorrow), ended)

    assert not [result for result in results if isinstance(result, Exception)], results
    assert not User.objects.get(pk=leaver.pk).is_superuser


def test_the_ledger_locks_before_it_reads(who, journey):
    """Whatever was read before the lock is old; what is read under it counts."""
    submission = journey.in_review()
    stale = fresh(submission)
    stale.source  # noqa: B018 read now
    actions.recommend(
        submission, seen=submission.source.head_revision_id, by=who.member, at=journey.now()
    )

    with transaction.atomic():
        assert ledger.locked(stale.source).state == Board.RECOMMENDED
