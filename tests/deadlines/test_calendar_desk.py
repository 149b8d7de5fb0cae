"""The calendar in the database: seeded once, changed at the desk, published by revision."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.roles import Role
from audit.models import Record
from deadlines import queries
from deadlines.actions import calendars
from deadlines.models import Calendar, CalendarRevision, DayOverride, HoursVersion
from deadlines.rules import calendar_file, snapshot
from deadlines.rules.calendar import DEFAULT_SESSIONS, parse_sessions
from deadlines.rules.rulebook import HANDLE
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


def hours_form(calendar, /, **changes):
    filled = dict.fromkeys(WEEK, "07:30-11:30, 13:30-17:30")
    return filled | {"calendar": calendar.pk, "saturday": "", "sunday": ""} | changes


def day_form(calendar, /, **changes):
    return {
        "calendar": calendar.pk,
        "date": "2026-12-24",
        "name": "Bão",
        "kind": "off",
        "status": "official",
        "as_weekday": 0,
        "sessions": "",
    } | changes


def change_url(row):
    return reverse(f"admin:deadlines_{row._meta.model_name}_change", args=[row.pk])


def errors(response):
    form = response.context["adminform"].form
    return " ".join(str(e) for messages in form.errors.values() for e in messages)


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


def test_sessions_are_changed_at_the_desk(desk, laocai):
    clock = running(local("2026-03-03 16:00"))

    response = desk.post(change_url(HoursVersion.objects.get()), hours_form(laocai))

    assert response.status_code == 302, errors(response)
    assert queries.calendar().blocks(date(2026, 3, 3)) == parse_sessions("07:30-11:30,13:30-17:30")
    assert HANDLE.due(local("2026-03-03 16:30"), queries.calendar()).at == local("2026-03-04 16:30")
    clock.refresh_from_db()
    assert clock.revision_id == CalendarRevision.objects.order_by("pk").first().pk
    assert Record.objects.filter(verb="deadlines.change_calendar").count() == 1


def test_hours_of_another_season_are_added_at_the_desk(desk, laocai):
    response = desk.post(
        reverse("admin:deadlines_hoursversion_add"),
        hours_form(laocai, valid_from="2027-04-16", monday="07:00-11:30, 13:30-17:00"),
    )

    assert response.status_code == 302, errors(response)
    assert queries.calendar().blocks(date(2027, 4, 12)) == DEFAULT_SESSIONS
    assert queries.calendar().blocks(date(2027, 4, 19)) == parse_sessions("07:00-11:30,13:30-17:00")
    assert HoursVersion.objects.get(valid_from=None).valid_to == date(2027, 4, 15)


def test_hours_in_between_end_where_the_next_begin(desk, laocai):
    for day in ("2027-10-16", "2027-04-16"):
        desk.post(reverse("admin:deadlines_hoursversion_add"), hours_form(laocai, valid_from=day))

    assert list(HoursVersion.objects.values_list("valid_from", "valid_to")) == [
        (None, date(2027, 4, 15)),
        (date(2027, 4, 16), date(2027, 10, 15)),
        (date(2027, 10, 16), None),
    ]


def test_two_office_hours_never_begin_on_the_same_day(desk, laocai):
    for _ in range(2):
        response = desk.post(
            reverse("admin:deadlines_hoursversion_add"), hours_form(laocai, valid_from="2027-04-16")
        )

    assert response.status_code == 200
    assert HoursVersion.objects.count() == 2


def test_office_hours_are_never_taken_out(desk):
    hours = HoursVersion.objects.get()

    response = desk.post(
        reverse("admin:deadlines_hoursversion_delete", args=[hours.pk]), {"post": "yes"}
    )

    assert response.status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"monday": "11:30-07:30"}, id="backwards"),
        pytest.param({"monday": "07:30-11:30, 11:00-17:00"}, id="overlapping"),
        pytest.param({"monday": "noon"}, id="no times"),
        pytest.param({"monday": "\0"}, id="a control character"),
        pytest.param({"monday": "1" * 5000}, id="too long"),
        pytest.param(dict.fromkeys(WEEK, ""), id="no work at all"),
        pytest.param({"valid_from": "2026-05-01"}, id="no hours before that day"),
        pytest.param({"valid_from": "soon"}, id="no date"),
        pytest.param({"calendar": 10**30}, id="an unknown calendar"),
    ],
)
def test_wrong_hours_are_refused_and_kept_on_the_page(desk, laocai, changes):
    response = desk.post(change_url(HoursVersion.objects.get()), hours_form(laocai, **changes))

    assert response.status_code == 200
    assert errors(response)
    assert CalendarRevision.objects.count() == 1


def test_two_office_hours_never_hold_on_the_same_day(desk, laocai):
    response = desk.post(reverse("admin:deadlines_hoursversion_add"), hours_form(laocai))

    assert response.status_code == 200
    assert HoursVersion.objects.count() == 1


def test_a_day_off_is_entered_and_taken_out_at_the_desk(desk, laocai):
    response = desk.post(reverse("admin:deadlines_dayoverride_add"), day_form(laocai))
    assert response.status_code == 302, errors(response)
    assert queries.calendar().blocks(date(2026, 12, 24)) == ()

    day = DayOverride.objects.get(name="Bão")
    desk.post(reverse("admin:deadlines_dayoverride_delete", args=[day.pk]), {"post": "yes"})

    assert queries.calendar().blocks(date(2026, 12, 24)) == DEFAULT_SESSIONS
    assert CalendarRevision.objects.count() == 3


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"date": "2026-02-16"}, id="a day that differs already"),
        pytest.param({"kind": "hours"}, id="special hours without sessions"),
        pytest.param({"sessions": "07:30-11:30"}, id="a day off with sessions"),
        pytest.param({"kind": "hours", "sessions": "22:00-23:59"}, id="a lost minute"),
        pytest.param({"as_weekday": 9}, id="no such weekday"),
        pytest.param({"date": "99999-01-01"}, id="no such year"),
    ],
)
def test_wrong_days_are_refused(desk, laocai, changes):
    response = desk.post(reverse("admin:deadlines_dayoverride_add"), day_form(laocai, **changes))

    assert response.status_code == 200
    assert errors(response)
    assert CalendarRevision.objects.count() == 1


def test_a_pending_day_becomes_a_day_off_when_the_calendar_says_so(desk, laocai):
    desk.post(
        change_url(laocai),
        {"name": laocai.name, "zone": laocai.zone, "pending_off": "on"},
    )

    assert queries.calendar().blocks(date(2026, 11, 24)) == ()


def test_storing_without_a_change_publishes_nothing(desk, laocai):
    hours = HoursVersion.objects.get()
    week = dict(zip((*WEEK, "saturday", "sunday"), hours.week, strict=True))

    desk.post(change_url(hours), {"calendar": laocai.pk} | week)

    assert CalendarRevision.objects.count() == 1


@pytest.mark.parametrize("model", ["clock", "calendarrevision", "sweeprun", "dayoverride"])
def test_the_desk_reads_every_list(desk, model):
    running(local("2026-03-03 16:00"))

    assert desk.get(reverse(f"admin:deadlines_{model}_changelist")).status_code == 200


def test_a_clock_is_shown_and_never_changed(desk):
    clock = running(local("2026-03-03 16:00"))

    assert desk.get(change_url(clock)).status_code == 200
    assert desk.post(change_url(clock), {"state": "cancelled"}).status_code == 403


def test_only_administrators_change_the_calendar(client, laocai):
    client.force_login(person(Role.SECRETARY))

    response = client.post(change_url(HoursVersion.objects.get()), hours_form(laocai))

    assert response.status_code == 403
    assert CalendarRevision.objects.count() == 1


def test_the_shipped_file_answers_while_nothing_is_published():
    calendar = queries.calendar_or_shipped("nowhere")

    text = queries.SHIPPED_FILE.read_text(encoding="utf-8")
    assert calendar.overrides == calendar_file.parse(text).overrides


def test_new_hours_begin_as_those_of_today(desk, laocai):
    form = desk.get(reverse("admin:deadlines_hoursversion_add")).context["adminform"].form

    assert form["calendar"].value() == laocai.pk
    assert form["monday"].value() == "07:30-11:30, 13:00-17:00"
    assert form["sunday"].value() == ""


@pytest.mark.parametrize(
    ("slug", "typed"), [("vi", "01/12/2026"), ("en", "01/12/2026"), ("zh", "2026-12-01")]
)
def test_the_first_of_december_is_no_day_in_january(client, administrator, laocai, slug, typed):
    client.force_login(administrator)
    form = hours_form(laocai, valid_from=typed)

    client.post(f"/{slug}/admin/deadlines/hoursversion/add/", form)

    assert HoursVersion.objects.filter(valid_from=date(2026, 12, 1)).exists()


def test_what_is_wrong_with_sessions_is_said_in_one_language(client, administrator, laocai):
    client.force_login(administrator)
    form = hours_form(laocai, monday="7h30-25:00")

    page = client.post("/vi/admin/deadlines/hoursversion/add/", form).content.decode()

    assert "7h30-25:00" in page
    assert "is not a session" not in page
