"""Many items at once: a fixed number of queries, the same rows as one by one."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Contact
from notifications import actions
from notifications.actions import Item
from notifications.models import Message
from tests.factories.accounts import UserFactory


pytestmark = [pytest.mark.django_db, pytest.mark.databases]
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def items(people, count):
    context = {"reference": "SV-1", "title": "x", "url": "/vi/"}
    return [
        Item("case_assigned", to=person, context=context, key=f"k:{number}:{person.pk}",
             urgent=True, matter=f"k:{number}")
        for number in range(count)
        for person in people
    ]  # fmt: skip


def test_queries_do_not_grow_with_what_is_told(settings):
    settings.NOTIFY_GATEWAYS = {"SMS": "json://127.0.0.1:9/{phone}"}
    people = [UserFactory() for _ in range(3)]
    for person in people:
        Contact.objects.create(user=person, phone="+84912345678", urgent_by=["SMS"])

    def asked(count):
        with CaptureQueriesContext(connection) as queries:
            actions.queue_many(items(people, count), at=NOON)
        return sum("INSERT" not in query["sql"] for query in queries)

    assert asked(30) <= asked(2) <= 4
    assert Message.objects.count() == 30 * 3 * 3


def test_told_again_with_the_same_keys_nothing_is_added():
    people = [UserFactory(), UserFactory()]

    actions.queue_many(items(people, 5), at=NOON)
    actions.queue_many(items(people, 6), at=NOON)

    assert Message.objects.count() == 6 * 2 * 2


def test_nothing_to_tell_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        actions.queue_many([], at=NOON)
