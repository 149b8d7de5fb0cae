"""The drill passes on a portal that obeys, fails on one that does not, and leaves nothing up."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.models import Record
from incidents.models import Case
from notifications.models import Message
from portal.drill import acts, running
from portal.drill.people import PREFIX
from sections.models import Article
from sections.queries import surfaces
from sections.queries.surfaces import How, Place, Probe
from tests.factories import editorial


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def board():
    return editorial.board()


@pytest.fixture
def plug_in(monkeypatch):
    """Add a surface for one test."""
    registry = dict(surfaces._REGISTRY.surfaces)
    monkeypatch.setattr(surfaces._REGISTRY, "surfaces", registry)
    return surfaces.plug_in


class Fake:
    """A place outside the gate: it shows the article as long as `hit` says so."""

    code = "fake"
    exists = True

    def __init__(self, hits):
        self.hits = iter(hits)

    def name(self):
        return "A copy on somebody's disk"

    def places(self, article, languages, *, at):
        return [Place(self.code, label=article.code)]

    def check(self, place):
        return Probe(place, hit=next(self.hits), how=How.DATABASE)


def nothing_is_left():
    ours = Article.objects.filter(title_vi__startswith="Diễn tập")
    assert not ours.published(at=timezone.now()).filter(hidden_at__isnull=True).exists()
    assert not Case.objects.open().filter(subject__startswith="[DIỄN TẬP]").exists()


def test_a_portal_that_obeys_passes_and_keeps_nothing_of_it(board):
    result = running.run(now=timezone.now)

    assert result.passed, (result.faults, result.lines)
    built = [line for line in result.lines if line.verdict != "not built"]
    assert {line.verdict for line in built} <= {"gone", "closed", "for people"}
    assert sum(line.before for line in built) > 20
    nothing_is_left()
    assert Record.objects.get(verb="portal.takedown_drill").data["drill"] is True
    assert not Message.objects.waiting().exists()
    assert not board.secretary.messages.filter(read_at__isnull=True).exists()
    assert not board.secretary._meta.model.objects.filter(
        username__startswith=PREFIX, is_active=True
    )


def test_a_surface_that_ignores_the_gate_fails_the_drill(plug_in):
    plug_in(Fake([True, True]))

    result = running.run(now=timezone.now)

    assert not result.passed
    assert [line.verdict for line in result.lines if line.failed] == ["FAILED: still there"]
    nothing_is_left()


def test_a_surface_on_which_it_was_never_seen_fails_the_drill(plug_in):
    plug_in(Fake([False, False]))

    result = running.run(now=timezone.now)

    assert [line.verdict for line in result.lines if line.failed] == ["FAILED: never seen there"]


def test_whatever_goes_wrong_nothing_stays_before_the_public(plug_in):
    plug_in(Fake([]))  # it breaks while it is being checked

    with pytest.raises(RuntimeError):
        running.run(now=timezone.now)

    nothing_is_left()


def test_what_cannot_be_taken_down_afterwards_is_hidden(plug_in, monkeypatch):
    plug_in(Fake([]))
    monkeypatch.setattr(acts.cases, "order_takedown", lambda *args, **facts: 1 / 0)

    with pytest.raises(RuntimeError):
        running.run(now=timezone.now)

    nothing_is_left()


def test_the_command_prints_a_table_and_fails_with_its_exit_code(plug_in):
    out = StringIO()
    call_command("takedown_drill", stdout=out)
    assert "PASSED" in out.getvalue()

    plug_in(Fake([True, True]))
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("takedown_drill", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["passed"] is False
    assert told["lines"][0]["code"] == "article"
