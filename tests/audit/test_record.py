from datetime import UTC, datetime

import pytest
from django.contrib import admin

from accounts.models import User
from audit import actions
from audit.admin import RecordAdmin
from audit.models import Record
from law.models import Provision


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def secretary():
    return User.objects.create_user("thuky", "thuky@example.vn", full_name="Nguyễn Thị Thư Ký")


@pytest.fixture
def target():
    return Provision.objects.get(key="LC-9.3")


def test_an_act_is_kept_with_who_what_when_and_why(secretary, target):
    kept = actions.record(
        "editorial.publish",
        target,
        by=secretary,
        at=NOON,
        provision="LC-13.1",
        data={"language": "vi", "until": NOON},
    )

    kept.refresh_from_db()
    assert (kept.verb, kept.provision, kept.at) == ("editorial.publish", "LC-13.1", NOON)
    assert (kept.target_type, kept.target_id) == ("law.provision", str(target.pk))
    assert (kept.by_id, kept.by_name) == (secretary.pk, "Nguyễn Thị Thư Ký")
    assert kept.data == {"language": "vi", "until": "2026-11-20T05:00:00Z"}
    assert "editorial.publish" in str(kept)


def test_the_clock_and_the_public_act_without_a_name(target):
    kept = actions.record("clock.sweep", target, by=None, at=NOON)

    assert (kept.by_id, kept.by_name, kept.data) == (None, "", {})


def test_a_person_without_a_full_name_is_kept_by_the_sign_in_name(target):
    nameless = User.objects.create_user("quantri", full_name="")

    assert actions.record("x", target, by=nameless, at=NOON).by_name == "quantri"


def test_a_name_cannot_forge_a_line_of_the_record(secretary, target):
    secretary.full_name = "An\r\n2026-01-01 admin \x1b[31m\u202e" + "a" * 10_000
    target.title = "a\u2028b\x00" + "x" * 1_000_000

    kept = actions.record("x", target, by=secretary, at=NOON)

    assert kept.by_name.isprintable()
    assert len(kept.by_name) <= 150
    assert kept.target_label.startswith("LC-9.3: a b x")
    assert len(kept.target_label) == 300


def test_the_history_of_one_thing_is_read_newest_first(target):
    first = actions.record("first", target, by=None, at=NOON)
    second = actions.record("second", target, by=None, at=NOON)
    actions.record("other", Provision.objects.get(key="LC-3.1"), by=None, at=NOON)

    assert list(Record.objects.of(target).latest_first()) == [second, first]


def test_nobody_writes_the_record_through_the_admin(rf, secretary, target):
    request = rf.get("/")
    request.user = User(username="quantri", is_superuser=True, is_staff=True, is_active=True)
    shown = RecordAdmin(Record, admin.site)

    assert shown.has_view_permission(request)
    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)


def test_the_list_is_searched_by_person_and_shows_the_details(rf, secretary, target):
    kept = actions.record("a", target, by=secretary, at=NOON, data={"lý do": "trùng lặp"})
    nobody = actions.record("b", target, by=None, at=NOON)
    request = rf.get("/", query_params={"q": "Thư Ký"})
    request.user = User(username="quantri", is_superuser=True, is_staff=True, is_active=True)
    shown = RecordAdmin(Record, admin.site)

    found = shown.get_changelist_instance(request).get_queryset(request)

    assert list(found) == [kept]
    assert (shown.person(kept), shown.person(nobody)) == ("Nguyễn Thị Thư Ký", "–")
    assert "trùng lặp" in shown.details(kept)
    assert shown.details(nobody) == "–"
