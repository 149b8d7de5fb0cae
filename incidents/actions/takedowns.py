"""The order to take something down, and the act itself in the same breath (LC-8.3)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

import editorial.actions
import notifications.actions
from accounts.models import User
from editorial.actions import NO_PICTURES, Pictures
from editorial.rules.reasons import Ground
from incidents import policies
from incidents.actions import clocks, ledger
from incidents.models import Case, Stage, SurfaceCheck, TakedownOrder
from incidents.queries import takedowns
from incidents.rules import duties
from incidents.rules.states import Action
from kernel import languages as tongues
from kernel.verdict import NotAllowed, NotReady
from sections.models import Answer, Article, Takedown
from sections.queries import surfaces


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much goes, and what its addresses answer from then on.

    `pictures_alone`: the texts stay. Pictures used elsewhere stay there unless they are named.
    """

    pictures: Pictures = NO_PICTURES
    pictures_alone: bool = False
    answer: int = Answer.GONE.value


WHOLE = Extent()


@transaction.atomic
def order_takedown(
    article: Article,
    *,
    languages: Sequence[str] = (),
    extent: Extent = WHOLE,
    ground: Ground,
    reason: str,
    ordered_by: str = "",
    case: Case | None = None,
    settles: bool = False,
    by: User,
    at: datetime,
) -> TakedownOrder:
    """Remove an article from the public at once, and keep on whose demand (LC-8.3).

    Every live language, or those named, or pictures alone. `settles` says that this was all the
    authority asked for: the clock of its request is met. Messages that tell of it are called
    back. Raises editorial's Conflict when nothing of it is public.
    """
    if case is not None:
        case = ledger.locked(case)
    if not (verdict := policies.may_take_down(by, article, ground, case=case, at=at)):
        raise NotAllowed(verdict)
    if issues := _issues_of(ground, reason, ordered_by, extent):
        raise NotReady(issues)
    up = [code for code in tongues.CODES if article.in_language("published_at", code) is not None]
    going = [code for code in up if not languages or code in languages]
    addresses = {code: article.url(code) for code in up}
    before = places_now(article, going, extent, at=at)
    takedown = _taken_down(article, languages, extent, ground, reason, ordered_by, by=by, at=at)
    order = TakedownOrder.objects.create(
        case=case,
        article=article,
        takedown=takedown,
        languages=takedown.languages,
        addresses={code: path for code, path in addresses.items() if code in takedown.languages},
        ground=ground,
        reason=reason,
        ordered_by=ordered_by,
        provision=takedown.provision,
        at=at,
        by=by,
        by_name=str(by),
    )
    _prove(order, before, extent, at=at)
    if case is not None:
        _write_down(case, order, settles=settles, by=by, at=at)
    return order


def places_now(
    article: Article, languages: Sequence[str], extent: Extent, *, at: datetime
) -> dict[str, Any]:
    """Where it lives, surface by surface; one that cannot be listed is named, and stops nothing."""
    found: dict[str, Any] = {}
    for surface in surfaces.all_surfaces():
        try:
            with transaction.atomic():
                places = surface.places(article, languages, at=at)
        except Exception:
            logger.exception("the surface %s cannot be listed", surface.code)
            found[surface.code] = {"failed": True, "places": []}
            continue
        listed = [place for place in places if _concerns(place, extent)]
        found[surface.code] = {
            "exists": surface.exists,
            "places": [_decided(place, extent).to_json() for place in listed],
        }
    return found


def _concerns(place: surfaces.Place, extent: Extent) -> bool:
    """Of pictures alone only their files are looked for."""
    if not extent.pictures_alone:
        return True
    chosen = {str(key) for key in {*extent.pictures.everywhere, *extent.pictures.here}}
    return place.surface == "media" and place.key in chosen


def _decided(place: surfaces.Place, extent: Extent) -> surfaces.Place:
    """A shared picture that goes everywhere is checked like any other."""
    if place.key in {str(key) for key in extent.pictures.everywhere}:
        return surfaces.Place.from_json(place.to_json() | {"decision": ""})
    return place


def _issues_of(ground: Ground, reason: str, ordered_by: str, extent: Extent) -> list[str]:
    issues = [] if reason.strip() else ["reason_missing"]
    if duties.needs_an_authority(ground) and not ordered_by.strip():
        issues.append("order_missing")  # a ground of LC-8.3 names who asked for it
    if extent.pictures_alone and not extent.pictures:
        issues.append("picture_missing")
    return issues


def _taken_down(
    article: Article,
    languages: Sequence[str],
    extent: Extent,
    ground: Ground,
    reason: str,
    ordered_by: str,
    *,
    by: User,
    at: datetime,
) -> Takedown:
    order: dict[str, Any] = {
        "ground": ground,
        "words": reason,
        "ordered_by": ordered_by,
        "provision": duties.provision_of_takedown(ground),
        "answer": extent.answer,
        "by": by,
        "at": at,
    }
    if extent.pictures_alone:
        return editorial.actions.take_down_pictures(article, extent.pictures, **order)
    return editorial.actions.take_down_article(
        article, languages=languages, pictures=extent.pictures, **order
    )


def _prove(order: TakedownOrder, before: dict[str, Any], extent: Extent, *, at: datetime) -> None:
    """Keep where it lived and who already had it by mail; call back what still waits."""
    told: list[dict[str, Any]] = []
    if not extent.pictures_alone:
        try:
            with transaction.atomic():
                about = takedowns.messages_about(order.article)
                told = takedowns.already_sent(about)
                notifications.actions.recall(about, reason=f"takedown {order.pk}", at=at)
        except Exception:
            logger.exception("messages about article %s were not called back", order.article_id)
    SurfaceCheck.objects.create(
        order=order,
        stage=Stage.BEFORE.value,
        at=at,
        by_name=order.by_name,
        results={"surfaces": before, "told": told},
    )


def _write_down(case: Case, order: TakedownOrder, *, settles: bool, by: User, at: datetime) -> None:
    case.articles.add(order.article)
    data = {"article": order.article_id, "languages": order.languages, "ground": order.ground}
    ledger.advance(case, Action.ORDER_TAKEDOWN, by=by, at=at, provision=order.provision, data=data)
    if settles:
        clocks.meet_demand(case, by=by, at=at)
