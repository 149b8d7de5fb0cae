"""The order to take something down, and the act itself in the same breath (LC-8.3)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

import editorial.actions
from accounts.models import User
from editorial.rules.reasons import Ground
from incidents import policies
from incidents.actions import clocks, ledger
from incidents.models import Case, TakedownOrder
from incidents.rules import duties
from incidents.rules.states import Action
from kernel.verdict import NotAllowed, NotReady
from sections.models import Article


@transaction.atomic
def order_takedown(
    article: Article,
    *,
    languages: Sequence[str] = (),
    ground: Ground,
    reason: str,
    ordered_by: str = "",
    case: Case | None = None,
    settles: bool = False,
    by: User,
    at: datetime,
) -> TakedownOrder:
    """Remove an article from the public at once, and keep on whose demand (LC-8.3).

    Every live language, or those named. `settles` says that this was all the authority asked for:
    the clock of its request is met. Raises editorial's Conflict when nothing of it is public.
    """
    if case is not None:
        case = ledger.locked(case)
    if not (verdict := policies.may_take_down(by, article, ground, case=case, at=at)):
        raise NotAllowed(verdict)
    if issues := _issues_of(ground, reason, ordered_by):
        raise NotReady(issues)
    live = article.live_languages(at=at)
    addresses = {code: article.url(code) for code in live if not languages or code in languages}
    provision = duties.provision_of_takedown(ground)
    takedown = editorial.actions.take_down_article(
        article,
        languages=languages,
        ground=ground,
        words=reason,
        ordered_by=ordered_by,
        provision=provision,
        by=by,
        at=at,
    )
    order = TakedownOrder.objects.create(
        case=case,
        article=article,
        takedown=takedown,
        languages=takedown.languages,
        addresses={code: path for code, path in addresses.items() if code in takedown.languages},
        ground=ground,
        reason=reason,
        ordered_by=ordered_by,
        provision=provision,
        at=at,
        by=by,
        by_name=str(by),
    )
    if case is not None:
        _write_down(case, order, settles=settles, by=by, at=at)
    return order


def _issues_of(ground: Ground, reason: str, ordered_by: str) -> list[str]:
    issues = [] if reason.strip() else ["reason_missing"]
    if duties.needs_an_authority(ground) and not ordered_by.strip():
        issues.append("order_missing")  # a ground of LC-8.3 names who asked for it
    return issues


def _write_down(case: Case, order: TakedownOrder, *, settles: bool, by: User, at: datetime) -> None:
    case.articles.add(order.article)
    data = {"article": order.article_id, "languages": order.languages, "ground": order.ground}
    ledger.advance(case, Action.ORDER_TAKEDOWN, by=by, at=at, provision=order.provision, data=data)
    if settles:
        clocks.meet_demand(case, by=by, at=at)
