"""Acts of people, done by the portal's own code in a process of its own.

Reads one act as JSON from each line, answers with one line. Many actors act at once.
"""

import json
import sys
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django


def main() -> None:
    django.setup()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            answer = {"answer": ACTS[name](**arguments)}
        except Exception as failure:
            answer = {"failed": type(failure).__name__, "why": traceback.format_exc()}
        print(json.dumps(answer, default=str), flush=True)


def prepare() -> None:
    """People of the board, as the demonstration has them."""
    from accounts.models import User
    from accounts.roles import Role
    from tests.factories.accounts import person

    for role in (Role.SECRETARY, Role.EDITOR, Role.DEPUTY_HEAD, Role.HEAD_OF_BOARD):
        person(role, username=str(role))
    person(Role.ADMINISTRATOR, username="administrator")
    User.objects.filter(username="administrator").update(is_superuser=True, is_staff=True)


def receive(count: int, received_at: str, step: float = 0.0) -> list[int]:
    """So many incidents by telephone, `step` seconds apart; returns the keys of the cases."""
    from incidents.rules.states import Channel
    from tests.factories import incidents

    at = _now()
    began = datetime.fromisoformat(received_at)
    by = _person("secretary")
    return [
        incidents.actions.receive(
            incidents.replace(incidents.REPORT, channel=Channel.PHONE),
            received_at=began + timedelta(seconds=step * number),
            by=by,
            at=max(at, began + timedelta(seconds=step * number)),
        ).pk
        for number in range(count)
    ]


def demand(count: int, received_at: str, *, removal: bool = False) -> list[int]:
    """So many requests of an authority, each about an article before the public (LC-8.3)."""
    from tests.factories import incidents

    began = datetime.fromisoformat(received_at)
    asked = incidents.replace(incidents.DEMAND, removal=removal)
    by = _person("deputy_head")
    articles = _articles(count)
    return [
        incidents.actions.record_authority_request(
            incidents.REQUEST, asked, received_at=began, articles=[article], by=by,
            at=max(_now(), began),
        ).pk
        for article in articles
    ]  # fmt: skip


def _articles(count: int) -> list[Any]:
    """Articles before the public, copied from one that went the whole way."""
    from sections.models import Article
    from tests.factories import editorial, incidents

    first = Article.objects.order_by("pk").first() or incidents.published_article(editorial.board())
    made = []
    for _ in range(count):
        copy = Article.objects.get(pk=first.pk)
        copy.pk = None
        copy._state.adding = True
        copy.code = f"FA{Article.objects.count():06}"
        copy.save()
        made.append(copy)
    return made


def resolve(case: int, at: str) -> str:
    """Deal with a case at a moment; returns the state of its clock."""
    from incidents import actions
    from incidents.models import Case

    found = Case.objects.get(pk=case)
    actions.resolve(found, "Đã xử lý.", by=_person("deputy_head"), at=datetime.fromisoformat(at))
    return found.clocks.latest("pk").state


def call(path: str, **arguments: Any) -> Any:
    """Any function, by its path; for what only one test needs."""
    from django.utils.module_loading import import_string

    function: Callable[..., Any] = import_string(path)
    return function(**arguments)


def sweep() -> Any:
    """One round of reminders, here and now."""
    from incidents import actions

    return actions.remind(at=_now())


def deliver() -> Any:
    from notifications import actions

    return actions.deliver(at=_now())


def _now() -> datetime:
    from deadlines import queries

    return queries.now()


def _person(username: str) -> Any:
    from accounts.models import User

    return User.objects.get(username=username)


ACTS = {
    "prepare": prepare,
    "receive": receive,
    "demand": demand,
    "resolve": resolve,
    "sweep": sweep,
    "deliver": deliver,
    "call": call,
}

if __name__ == "__main__":
    main()
