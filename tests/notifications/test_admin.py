from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin

from accounts.models import User
from notifications import actions
from notifications.admin import MessageAdmin
from notifications.models import Message


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def listed(rf):
    """The addresses the list shows for a query string."""

    def _listed(**query):
        request = rf.get("/", query_params=query)
        request.user = User(username="quantri", is_superuser=True, is_staff=True, is_active=True)
        shown = MessageAdmin(Message, admin.site)
        rows = shown.get_changelist_instance(request).get_queryset(request)
        return {message.address.partition("@")[0] for message in rows}

    return _listed


@pytest.fixture(autouse=True)
def messages():
    for name in ("sent", "waiting", "dead"):
        actions.queue(
            "case_received",
            to=f"{name}@example.vn",
            context={"reference": "SV-1"},
            at=NOON,
            key="k",
        )
    Message.objects.filter(address="sent@example.vn").update(sent_at=NOON)
    Message.objects.filter(address="dead@example.vn").update(dead_at=NOON + timedelta(days=1))


@pytest.mark.parametrize("progress", ["sent", "waiting", "dead"])
def test_the_outbox_shows_what_went_out_waits_or_was_given_up(listed, progress):
    assert listed(progress=progress) == {progress}


def test_the_outbox_is_shown_whole_and_searched_by_address(listed):
    assert listed(progress="nonsense") == {"sent", "waiting", "dead"}
    assert listed(q="dead@") == {"dead"}
