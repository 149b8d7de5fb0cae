"""The calendar in the database: seeded once, changed at the desk, published by revision."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.roles import Role
from deadlines import queries
from deadlines.actions import calendars
from deadlines.models import Calendar, CalendarRevision, DayOverride, HoursVersion
from deadlines.rules import calendar_file, snapshot
from tests.deadlines.samples import local, official
from tests.factories.accounts import person
from tests.factories.deadlines import running


pytestmark = pytest.mark.django_db

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def laocai():
    return Calendar.objects.get(code="laocai")


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def change_url(row):
    return reverse(f"admin:deadlines_{row._meta.model_name}_change", args=[row.pk])


def test_the_seeded_calendar_is_the_shipped_file():
    seeded, shipped = queries.calendar(), official()

    assert seeded.overrides == shipped.overrides
    assert seeded.hours == shipped.hours
    assert seeded.revision == CalendarRevision.objects.get().pk


def test_a_revision_survives_being_written_down(laocai):
    content = CalendarRevision.objects.get().content
    calendar = snapshot.read(content, revision=7)

    again = snapshot.write(
        calendar.hours, calendar.overrides.values(), zone="Asia/Ho_Chi_Minh", pending_off=False
    )

    assert snapshot.fingerprint(again) == CalendarRevision.objects.get().sha256


def test_a_revision_is_read_once(django_assert_num_queries):
    queries.calendar()

    with django_assert_num_queries(1):
        queries.calendar()


def test_only_a_few_revisions_are_kept_in_memory(laocai):
    for number in range(20):
        HoursVersion.objects.update(week=[f"07:{number:02}-17:00"] * 5 + ["", ""])
        calendars.publish(laocai, at=AT)
        assert queries.calendar().blocks(date(2026, 3, 3))[0].open == (7 * 60 + number) * 60

    assert len(queries._published) <= 16


def test_a_calendar_that_was_never_published_does_not_exist():
    with pytest.raises(Calendar.DoesNotExist):
        queries.calendar("nowhere")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_was_published_cannot_be_changed(act):
    revisions = CalendarRevision.objects.all()

    with pytest.raises(IntegrityError), transaction.atomic():
        revisions.update(sha256="") if act == "update" else revisions._raw_delete("default")


@pytest.mark.parametrize(
    "model",
    ["calendar", "calendarrevision", "clock", "dayoverride", "hoursversion", "notice", "recount"],
)
def test_the_desk_reads_every_list(desk, model):
    running(local("2026-03-03 16:00"))

    assert desk.get(reverse(f"admin:deadlines_{model}_changelist")).status_code == 200


def test_a_clock_is_shown_and_never_changed(desk):
    clock = running(local("2026-03-03 16:00"))

    assert desk.get(change_url(clock)).status_code == 200
    assert desk.post(change_url(clock), {"state": "cancelled"}).status_code == 403


def test_the_shipped_file_answers_while_nothing_is_published():
    calendar = queries.calendar_or_shipped("nowhere")

    text = queries.SHIPPED_FILE.read_text(encoding="utf-8")
    assert calendar.overrides == calendar_file.parse(text).overrides


@pytest.mark.parametrize("model", ["calendar", "dayoverride", "hoursversion", "notice", "recount"])
def test_there_is_no_side_door_for_one_person(desk, model):
    """Not even administrators change days or hours without a second person."""
    assert desk.get(reverse(f"admin:deadlines_{model}_add")).status_code == 403


def test_what_stands_in_the_calendar_is_read_and_never_written_in_the_registers(desk, laocai):
    for row in (laocai, HoursVersion.objects.get(), DayOverride.objects.first()):
        assert desk.get(change_url(row)).status_code == 200
        assert desk.post(change_url(row), {"name": "x", "kind": "off"}).status_code == 403
    assert CalendarRevision.objects.count() == 1


def test_publishing_without_a_change_publishes_nothing(laocai):
    assert calendars.publish(laocai, at=AT) == CalendarRevision.objects.get()


def test_the_swaps_of_the_seed_know_their_other_half():
    pairs = dict(DayOverride.objects.exclude(swapped_with=None).values_list("date", "swapped_with"))

    assert pairs[date(2026, 8, 22)] == date(2026, 8, 31)
    assert all(pairs[other] == day for day, other in pairs.items())
