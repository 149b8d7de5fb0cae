"""Whether it is gone: by asking the portal itself, and by looking from outside as anybody does.

The removal is true at its commit; this only proves it. A cache that goes on serving shows here.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.db.models import Max, Q

from accounts.models import User
from incidents.actions import hidings
from incidents.models import OutsideCheck, Stage, SurfaceCheck, TakedownOrder
from incidents.rules.hiding import Step
from kernel import languages
from sections.models import Article, ArticlePicture, Hiding, SealedPicture
from sections.queries import surfaces


logger = logging.getLogger(__name__)

GONE: Final = frozenset({404, 410, 451})
TIMEOUT: Final = 5
MOST_REDIRECTS: Final = 3
MOST_BYTES: Final = 1_000_000
SECONDS_A_RUN: Final = 12  # others wait behind it in the plain loop
AT_ONCE: Final = 50
# Every minute in the first hour, then every ten minutes, after a day every hour.
PACE: Final = ((timedelta(hours=1), timedelta(0)), (timedelta(days=1), timedelta(minutes=10)))
SLOWEST: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Look:
    """One address to be fetched; with a `mark`, the page may stay but not what it names."""

    address: str
    method: str = "GET"
    encoding: str = "gzip"
    mark: str = ""


def check_surfaces(order: TakedownOrder, *, by: User | None, at: datetime) -> SurfaceCheck:
    """Ask every place that was listed before the removal, and keep what each answered.

    Call it outside the transaction of the removal: it proves what has been committed.
    """
    listed = order.checks.filter(stage=Stage.BEFORE).first()
    results: dict[str, Any] = {}
    clean = listed is not None
    for code, kept in (listed.results["surfaces"] if listed else {}).items():
        places = [surfaces.Place.from_json(place) for place in kept["places"]]
        probes = surfaces.check_all(places)
        clean = clean and not any(probe.hit for probe in probes) and "failed" not in kept
        results[code] = {**kept, "places": [probe.to_json() for probe in probes]}
    return SurfaceCheck.objects.create(
        order=order,
        stage=Stage.AFTER.value,
        at=at,
        by_name=str(by) if by else "",
        results={"surfaces": results},
        nothing_left=clean,
    )


def try_check(order: TakedownOrder, *, by: User | None, at: datetime) -> SurfaceCheck | None:
    """The same, right after the act: whatever goes wrong here, the removal stands."""
    try:
        return check_surfaces(order, by=by, at=at)
    except Exception:
        logger.exception("the surfaces of order %s were not checked", order.pk)
        return None


def verify(*, at: datetime) -> int:
    """Look from outside at what was taken down or hidden and not yet seen gone; how many are.

    Every attempt is kept. Nothing is locked while the network is waited for; twice does no harm.
    """
    ends = time.monotonic() + SECONDS_A_RUN
    seen = 0
    for order in _unverified(at=at):
        if time.monotonic() > ends:
            break
        results = look_at(_looks_of(order))
        gone = bool(results) and all(one["gone"] for one in results)
        OutsideCheck.objects.create(order=order, at=at, results=results, gone=gone)
        seen += gone
    for hiding in Hiding.objects.standing().exclude(steps__step=Step.VERIFIED.value)[:AT_ONCE]:
        if time.monotonic() > ends:
            break
        results = look_at(_pages(_addresses(hiding.article)))
        if results and all(one["gone"] for one in results):
            hidings.verify(hiding, at=at)
            seen += 1
    return seen


def look_at(looks: Sequence[Look]) -> list[dict[str, Any]]:
    """Fetch each address anonymously, the way it comes from the public name of the portal."""
    with requests.Session() as session:
        session.headers["User-Agent"] = "laocai-portal-verification"
        return [_look(session, look) for look in looks]


def _look(session: requests.Session, look: Look) -> dict[str, Any]:
    """What one address answered; a fault of the network is told, and is not "gone"."""
    told: dict[str, Any] = {**asdict(look), "status": None, "gone": False, "error": ""}
    try:
        status, text = _fetched(session, look)
    except (requests.RequestException, ValueError, OSError) as fault:
        told["error"] = type(fault).__name__
        return told
    left_out = bool(look.mark) and status == 200 and look.mark not in text
    return told | {"status": status, "gone": status in GONE or left_out}


def _fetched(session: requests.Session, look: Look) -> tuple[int, str]:
    """The last status and, where a mark is looked for, the page. Never goes to another host."""
    address = urljoin(settings.CANONICAL_ORIGIN, look.address)
    home = urlsplit(settings.CANONICAL_ORIGIN).netloc
    for _step in range(MOST_REDIRECTS):
        with session.request(
            look.method,
            address,
            headers={"Accept-Encoding": look.encoding},
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as answer:
            onward = answer.headers.get("Location", "") if answer.is_redirect else ""
            if not onward or urlsplit(urljoin(address, onward)).netloc != home:
                text = answer.raw.read(MOST_BYTES, decode_content=True) if look.mark else b""
                return answer.status_code, text.decode("utf-8", errors="replace")
            address = urljoin(address, onward)
    return answer.status_code, ""


def _unverified(*, at: datetime) -> Iterator[TakedownOrder]:
    """Orders in force that nobody outside has seen gone, those looked at longest ago first."""
    waiting = (
        TakedownOrder.objects.filter(takedown__restoration__isnull=True, at__lte=at)
        .exclude(looks__gone=True)
        .annotate(last_look=Max("looks__at"))
        .select_related("article", "takedown")
        .order_by("last_look", "at")
    )
    for order in waiting.filter(Q(last_look__isnull=True) | Q(last_look__lt=at))[:AT_ONCE]:
        age = at - order.at
        pace = next((wait for until, wait in PACE if age <= until), SLOWEST)
        if order.last_look is None or at - order.last_look >= pace:
            yield order


def _looks_of(order: TakedownOrder) -> list[Look]:
    """Its pages by several ways, and every size of every picture that nobody may see any more."""
    looks = _pages(order.addresses.values())
    sealed = SealedPicture.objects.filter(sealed__takedown=order.takedown_id)
    for one in sealed.select_related("attachment"):
        still = ArticlePicture.objects.open().filter(attachment=one.attachment_id)
        if still.filter(article__in=Article.objects.published(at=order.at)).exists():
            pages = _addresses(order.article).values() if not order.languages else ()
            looks += [Look(page, mark=f"/media/{one.attachment_id}/") for page in pages]
        else:
            kept = one.attachment
            looks += [Look(kept.url(width)) for width in kept.widths]
    return looks


def _addresses(article: Article) -> dict[str, str]:
    return {
        code: article.url(code)
        for code in languages.CODES
        if article.in_language("published_at", code) is not None
    }


def _pages(addresses: Any) -> list[Look]:
    paths = addresses.values() if isinstance(addresses, dict) else addresses
    return [
        look
        for path in paths
        for look in (
            Look(path),
            Look(path, encoding="identity"),
            Look(path.rstrip("/")),
            Look(f"{path}?x=1"),
            Look(path, method="HEAD"),
        )
    ]
