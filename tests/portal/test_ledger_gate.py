"""A process of the web server: the ledger first, then readers; and what watches it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.roles import Role
from editorial.models import Edition
from portal import ledger
from portal.ledger import Gate
from sections import actions
from sections.actions import ledger_replay, takedown_ledger
from sections.actions.ledger_replay import Unsettled
from sections.models import LedgerEntry
from tests.factories import incidents
from tests.factories.accounts import person


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def path(tmp_path, settings):
    settings.TAKEDOWN_LEDGER = tmp_path / "takedowns.jsonl"
    return settings.TAKEDOWN_LEDGER


@pytest.fixture
def gate(monkeypatch):
    """A process that has just begun, and looks at every request."""
    fresh = Gate(armed=True)
    monkeypatch.setattr(ledger, "gate", fresh)
    monkeypatch.setattr(ledger, "LOOK_EVERY", 0)
    return fresh


@pytest.fixture
def article(who):
    return incidents.published_article(who)


def remove_and_forget(article):
    """The file knows of a removal, the database is the older one."""
    content = takedown_ledger.entry(
        "take_down", article, languages=["vi"], provision="LC-8.3", hashes={}, at=timezone.now()
    )
    takedown_ledger.append(content | {"ground": "untrue"})
    takedown_ledger.write_waiting(at=timezone.now())
    LedgerEntry.objects.all().delete()


def test_what_the_ledger_knows_is_done_before_the_first_answer(client, gate, article):
    remove_and_forget(article)

    assert client.get(article.url("vi")).status_code == 410
    edition = Edition.objects.get(submission__article=article, language="vi")
    assert edition.publication == "taken_down"


def test_a_database_that_is_swapped_under_a_running_portal_is_caught(client, gate, article):
    assert client.get(article.url("vi")).status_code == 200

    remove_and_forget(article)

    assert client.get(article.url("vi")).status_code == 410


def test_while_they_do_not_agree_readers_get_503_and_the_desk_is_open(
    client, gate, article, monkeypatch
):
    remove_and_forget(article)

    def in_doubt(**facts):
        raise Unsettled("chain_broken", 2)

    monkeypatch.setattr(ledger_replay, "settle", in_doubt)

    refused = client.get(article.url("vi"))
    assert refused.status_code == 503
    assert refused["Retry-After"] == "30"
    assert client.get("/vi/").status_code == 503
    assert client.get("/vi/sign-in/").status_code == 200
    assert client.get("/healthz").status_code == 200
    assert "chain_broken: line 2" in client.get("/readyz").json()["ledger"]

    monkeypatch.undo()
    ledger.gate.armed = False
    assert client.get("/vi/").status_code == 200


def test_a_process_that_serves_nobody_asks_nothing(client, django_assert_num_queries):
    assert not ledger.gate.armed
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_people_are_called_when_the_file_is_behind_or_in_doubt(article, path, settings, tmp_path):
    head = person(Role.HEAD_OF_BOARD)
    settings.TAKEDOWN_LEDGER = tmp_path / "missing" / "takedowns.jsonl"
    at = timezone.now()
    actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=at)

    ledger.watch(at=at + timedelta(seconds=119))
    assert not head.messages.filter(kind="alarm").exists()
    for _ in range(2):
        ledger.watch(at=at + timedelta(seconds=121))
    assert head.messages.in_app().filter(kind="alarm").count() == 1
    assert "1 entries" in ledger.health(at=at + timedelta(seconds=121))

    (tmp_path / "missing").mkdir()
    ledger.watch(at=at + timedelta(seconds=122))
    assert ledger.health(at=at + timedelta(seconds=122)) == "ok"
    settings.TAKEDOWN_LEDGER.unlink()
    ledger.watch(at=at + timedelta(seconds=123))
    assert head.messages.in_app().filter(kind="alarm").count() == 2


def test_the_command_names_the_first_broken_line(article, path, capsys):
    for _ in range(3):
        remove_and_forget(article)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace("untrue", "nothing"), lines[2]]) + "\n")

    with pytest.raises(SystemExit):
        call_command("takedown_ledger", "verify")
    assert "3" in capsys.readouterr().err

    with pytest.raises(SystemExit):
        call_command("takedown_ledger", "replay", "--apply")
    call_command("takedown_ledger", "replay")
    assert "3 entries to replay; nothing was changed" in capsys.readouterr().out
    call_command("takedown_ledger", "replay", "--apply", "--accept-broken")
    assert LedgerEntry.objects.filter(replayed="applied").count() == 3


def test_a_ledger_whose_last_line_was_changed_is_not_whole(article, path):
    actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=timezone.now())
    takedown_ledger.write_waiting(at=timezone.now())
    assert ledger.inspect().whole

    path.write_text(path.read_text().replace("untrue", "other"))

    assert ledger.inspect().unlike == (1,)
    assert not ledger.inspect().whole
