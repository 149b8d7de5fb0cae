"""The takedown ledger: written after the commit, chained, and never in the way of a removal."""

import json
import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest

from kernel.chained_file import ChainedFile
from sections import actions
from sections.actions import ledger_replay, takedown_ledger
from sections.actions.ledger_replay import Unsettled
from sections.models import LedgerEntry
from tests.factories import editorial, incidents
from tests.factories.incidents import MORNING


LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def path(tmp_path, settings) -> Path:
    settings.TAKEDOWN_LEDGER = tmp_path / "takedowns.jsonl"
    return settings.TAKEDOWN_LEDGER


def write(file: ChainedFile, *entries: dict) -> list[str]:
    with file.writing() as add:
        return add(entries)


def _write_many(path: Path, name: str, count: int) -> None:
    for number in range(count):
        write(ChainedFile(path), {"key": f"{name}-{number}"})


def test_a_whole_chain_has_no_broken_line(path):
    file = ChainedFile(path)
    write(file, {"key": "1"}, {"key": "2", "words": "đã gỡ"})
    write(file, {"key": "3"})

    assert file.read().first_broken is None
    assert [line.content["key"] for line in file.read().lines] == ["1", "2", "3"]


@pytest.mark.parametrize("change", ["change", "remove", "insert"])
def test_whoever_meddles_breaks_the_chain(path, change):
    file = ChainedFile(path)
    write(file, {"key": "1"}, {"key": "2"}, {"key": "3"})
    lines = path.read_text().splitlines()
    if change == "change":
        lines[1] = lines[1].replace('"2"', '"X"')
    elif change == "remove":
        del lines[1]
    else:
        lines.insert(1, json.dumps({"key": "new", "prev": json.loads(lines[1])["prev"]}))
    path.write_text("\n".join(lines) + "\n")

    expected = {"change": 3, "remove": 2, "insert": 3}
    assert file.read().first_broken == expected[change]


def test_a_line_that_was_cut_short_stands_and_the_chain_goes_on_over_it(path):
    file = ChainedFile(path)
    write(file, {"key": "1"})
    with path.open("a") as raw:
        raw.write('{"key": "2", "pr')
    write(file, {"key": "2"})

    reading = file.read()
    assert reading.first_broken is None
    assert reading.cut_short == (2,)
    assert [line.content and line.content["key"] for line in reading.lines] == ["1", None, "2"]


def test_two_processes_at_once_keep_the_chain_whole(path):
    workers = [
        multiprocessing.get_context("fork").Process(target=_write_many, args=(path, name, 100))
        for name in ("a", "b")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    reading = ChainedFile(path).read()
    assert reading.first_broken is None
    assert len({line.content["key"] for line in reading.lines}) == 200


@pytest.mark.django_db
def test_the_file_has_it_only_after_the_commit(path, who, django_capture_on_commit_callbacks):
    article = incidents.published_article(who)
    with django_capture_on_commit_callbacks(execute=True):
        actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=MORNING)
        assert not path.exists()

    line = json.loads(path.read_text())
    assert (line["what"], line["article"], line["languages"]) == ("hide", article.pk, ["vi"])
    assert line["addresses"] == {"vi": article.url("vi")}
    assert "Gầu" not in path.read_text()
    assert LedgerEntry.objects.get().written_at == MORNING


@pytest.mark.django_db
def test_a_missing_folder_stops_no_removal_and_is_made_up_for_in_order(
    tmp_path, settings, who, client, django_capture_on_commit_callbacks
):
    settings.TAKEDOWN_LEDGER = tmp_path / "volume" / "takedowns.jsonl"
    article = incidents.published_article(who)
    with django_capture_on_commit_callbacks(execute=True):
        hiding = actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=MORNING)
        actions.release(
            hiding, reason="Nhầm.", provision="LC-8.3", asked_by=who.deputy, by=who.head,
            at=LATER,
        )  # fmt: skip
    assert LedgerEntry.objects.waiting().count() == 2
    assert LedgerEntry.objects.waiting_since(LATER).count() == 2

    (tmp_path / "volume").mkdir()
    assert takedown_ledger.write_waiting(at=LATER) == 2
    assert takedown_ledger.write_waiting(at=LATER) == 0
    lines = takedown_ledger.ledger().read().lines
    assert [line.content["what"] for line in lines] == ["hide", "release"]


@pytest.mark.django_db
def test_nothing_is_published_over_what_is_hidden(path, who, client):
    journey = editorial.Journey(who, at=MORNING - timedelta(days=3))
    submission = journey.published()
    article = submission.article
    actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=MORNING)
    submission = journey.translated(submission, "en")

    with pytest.raises(Exception, match="hidden"):
        journey.publish(submission, "en")
    assert client.get(article.url("vi")).status_code == 410


def hidden_and_forgotten(who):
    """An article as an older backup has it: up, while the file knows more."""
    article = incidents.published_article(who)
    actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=MORNING)
    takedown_ledger.write_waiting(at=LATER)
    LedgerEntry.objects.all().delete()
    type(article).objects.filter(pk=article.pk).update(hidden_at=None)
    return article


@pytest.mark.django_db
def test_what_an_older_backup_brings_back_is_hidden_again_once(path, who, client):
    article = hidden_and_forgotten(who)
    assert client.get(article.url("vi")).status_code == 200

    settlement = ledger_replay.settle(at=LATER)
    again = ledger_replay.settle(at=LATER)

    assert dict(settlement.outcomes) == {"applied": 1}
    assert not again.outcomes
    assert client.get(article.url("vi")).status_code == 410


@pytest.mark.django_db
def test_what_was_taken_down_and_given_back_stays_up(path, who, client):
    article = incidents.published_article(who)
    entry = takedown_ledger.entry
    facts = {"languages": ["vi"], "provision": "LC-8.3", "hashes": {}}
    takedown_ledger.append(entry("take_down", article, at=MORNING, **facts))
    takedown_ledger.append(entry("restore", article, at=LATER, **facts))
    takedown_ledger.write_waiting(at=LATER)
    LedgerEntry.objects.all().delete()

    settlement = ledger_replay.settle(at=LATER)

    assert dict(settlement.outcomes) == {"overtaken": 2}
    assert client.get(article.url("vi")).status_code == 200


@pytest.mark.django_db
def test_an_article_that_the_backup_does_not_know_is_noted(path, who):
    article = incidents.published_article(who)
    content = takedown_ledger.entry(
        "take_down", article, languages=["vi"], provision="LC-8.3", hashes={}, at=MORNING
    )
    takedown_ledger.append(content | {"article": 999_999})
    takedown_ledger.append(content | {"code": "another"})
    takedown_ledger.write_waiting(at=LATER)
    LedgerEntry.objects.all().delete()

    settlement = ledger_replay.settle(at=LATER)

    assert dict(settlement.outcomes) == {"unknown": 2}
    assert len(settlement.left_over) == 2
    article.refresh_from_db()
    assert article.title_vi


@pytest.mark.django_db
def test_a_broken_chain_is_not_replayed_without_a_person(path, who, client):
    article = incidents.published_article(who)
    facts = {"languages": ["vi"], "provision": "LC-8.3", "hashes": {}}
    for _ in range(2):
        takedown_ledger.append(takedown_ledger.entry("take_down", article, at=MORNING, **facts))
    takedown_ledger.write_waiting(at=LATER)
    LedgerEntry.objects.all().delete()
    lines = path.read_text().splitlines()
    path.write_text(lines[0].replace("LC-8.3", "LC-9.3") + "\n" + lines[1] + "\n")

    with pytest.raises(Unsettled, match="chain_broken: line 2"):
        ledger_replay.settle(at=LATER)
    ledger_replay.settle(accept_broken=True, at=LATER)
    assert client.get(article.url("vi")).status_code == 410


@pytest.mark.django_db
def test_a_ledger_that_is_gone_is_missed_and_can_be_written_anew(path, who):
    article = incidents.published_article(who)
    actions.hide(article, ground="untrue", provision="LC-8.3", by=None, at=MORNING)
    takedown_ledger.write_waiting(at=MORNING)
    path.unlink()

    with pytest.raises(Unsettled, match="ledger_missing"):
        ledger_replay.settle(at=LATER)
    assert ledger_replay.rebuild(at=LATER) == 1
    assert not ledger_replay.settle(at=LATER).outcomes
