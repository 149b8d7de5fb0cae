"""The desk in parts: counted once, filtered by the address, at a constant price."""

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Succession
from deadlines.models import Clock
from incidents import actions
from incidents.actions.clocks import refresh_due
from incidents.models import Case
from incidents.queries import desk
from incidents.queries.desk import Filters
from incidents.rules.buckets import Bucket
from incidents.rules.states import Kind
from tests.factories import incidents
from tests.factories.accounts import LONG_AGO, AgencyFactory
from tests.factories.incidents import MORNING


DESK = "/vi/admin/cases/"
pytestmark = pytest.mark.django_db


def due(case, moment):
    """Arrange a clock to end then."""
    Clock.objects.of(case).update(due_at=moment, due_original=moment)
    refresh_due([case.pk])
    return case


def shown(viewer, at=MORNING, **filters):
    page = desk.desk_page(Filters(**filters), viewer=viewer, at=at)
    return list(page.page.object_list)


@pytest.mark.databases
@pytest.mark.provision("LC-8.2")
@pytest.mark.parametrize(
    "now",
    [
        MORNING.replace(hour=0),
        MORNING.replace(hour=16),  # the second it is due
        MORNING.replace(hour=16) + timedelta(microseconds=1),
        MORNING.replace(hour=23, minute=59, second=59),
    ],
)
def test_each_case_stands_in_one_part_and_the_parts_add_up(secretary, now):
    today = due(incidents.received(), MORNING.replace(hour=16))
    for days in (-1, 0, 1, 2, 3, 4, 5, 9):
        due(incidents.received(), MORNING.replace(hour=0) + timedelta(days=days))
    resting = incidents.received()
    Clock.objects.of(resting).update(state="paused", next_fire_at=None)
    refresh_due([resting.pk])

    page = desk.desk_page(Filters(), viewer=secretary, at=now)
    parts = {bucket: shown(secretary, at=now, bucket=bucket) for bucket in Bucket}

    assert {bucket: len(cases) for bucket, cases in parts.items()} == dict(page.counts)
    assert [case for cases in parts.values() for case in cases] == list(page.page.object_list)
    assert page.open == Case.objects.count() == 10
    assert parts[Bucket.NOT_RUNNING] == [resting]
    late = now > MORNING.replace(hour=16)
    assert today in parts[Bucket.OVERDUE if late else Bucket.TODAY]


@pytest.mark.databases
def test_filters_find_what_they_name(secretary, deputy):
    agency = AgencyFactory()
    mine = incidents.received(subject="Trang chủ lỗi", agency=agency.code)
    actions.take_charge(mine, by=secretary, at=MORNING)
    demand = incidents.requested(deputy)
    closed = incidents.received(subject="Xong rồi")
    actions.resolve(closed, "Xong.", by=deputy, at=MORNING)

    assert shown(secretary, holder="me") == [mine]
    assert shown(secretary, holder="nobody") == [demand]
    assert shown(deputy, holder=str(secretary.pk)) == [mine]
    assert shown(secretary, of_authorities=True) == [demand]
    assert shown(secretary, kind=Kind.INCIDENT) == [mine]
    assert shown(secretary, agency=agency.pk) == [mine]
    assert shown(secretary, closed=True) == [closed]
    assert shown(secretary, words="chủ trang") == [mine]
    assert shown(secretary, words=closed.number) == [closed]
    assert shown(secretary, words=closed.tracking_code.lower().replace("-", " ")) == [closed]


@pytest.mark.provision("LC-16.3")
def test_cases_of_an_agency_stand_under_its_heir_and_keep_the_old_name(client, secretary):
    old, heir = AgencyFactory(), AgencyFactory()
    case = incidents.received(agency=old.code)
    accounts.succeed(
        old, heir, kind=Succession.Kind.MERGED, effective_on=timezone.localdate(MORNING), by=None,
        at=LONG_AGO,
    )  # fmt: skip

    assert shown(secretary, agency=heir.pk) == shown(secretary, agency=old.pk) == [case]
    client.force_login(secretary)
    page = client.get(case.get_absolute_url())
    assert f"{old.name_vi} → {heir.name_vi}" in page.text


def test_what_is_asked_for_stays_in_the_address(client, secretary):
    for _ in range(30):
        incidents.received()
    client.force_login(secretary)
    asked = {"holder": "nobody", "kind": "incident", "q": "Trang chủ", "part": "tomorrow"}

    page = client.get(DESK, asked | {"page": "2"})

    assert page.context["page"].number == 2
    for pair in ("holder=nobody", "kind=incident", "part=tomorrow"):
        assert pair in page.context["prefix"]
        assert all("holder=nobody" in tab["url"] for tab in page.context["tabs"])
    assert 'value="Trang chủ"' in page.text


@pytest.mark.parametrize(
    "query",
    [
        "?part=never&holder=x&agency=-1",
        "?agency=99999999999999999999&holder=99999999999999999999",
        "?holder=²&q=%27%25",
        "?q=" + "a" * 5000,
        "?part=today&state=closed&page=0",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(client, secretary, query):
    incidents.received()
    client.force_login(secretary)

    assert client.get(DESK + query).status_code == 200


@pytest.mark.databases
def test_a_page_of_the_desk_asks_twelve_times_at_most(client, secretary):
    client.force_login(secretary)
    for _ in range(30):
        incidents.received(agency=AgencyFactory().code)
    client.get(DESK)

    with CaptureQueriesContext(connection) as captured:
        assert client.get(DESK).status_code == 200

    assert len(captured) <= 12, [query["sql"][:90] for query in captured]


def test_each_row_says_and_draws_why_it_is_due_then(client, secretary):
    incidents.received(at=MORNING - timedelta(days=3))  # a Sunday
    client.force_login(secretary)

    page = client.get("/en/admin/cases/")

    (line,) = page.context["lines"]
    assert "Not counted: nights" in line.drawing.text or "Next reminder" in line.drawing.text
    assert line.drawing.text in page.text
    assert '<svg viewBox="0 0 1000 28"' in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("method", ["delete", "put", "patch"])
def test_nothing_on_the_desk_deletes_a_case(client, secretary, method):
    case = incidents.received()
    client.force_login(secretary)

    getattr(client, method)(case.get_absolute_url())
    client.post(f"{case.get_absolute_url()}delete/")
    client.post(f"{case.get_absolute_url()}acts/delete/")

    assert Case.objects.filter(pk=case.pk).exists()


def test_no_page_of_the_administration_deletes_what_cases_are_made_of(rf, who):
    incidents_models = [model for model in site._registry if model._meta.app_label == "incidents"]
    request = rf.get("/")
    request.user = who.secretary
    who.secretary.is_superuser = True

    assert Case not in site._registry
    assert incidents_models
    for model in incidents_models:
        assert not site._registry[model].has_delete_permission(request), model
