"""The proof of a removal, in the language of whoever reads it: for the page and for the paper."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

from django.utils.translation import gettext as _, gettext_lazy as lazy, ngettext

from incidents.models import OutsideCheck, Stage, SurfaceCheck, TakedownOrder
from kernel import languages
from sections.models import SealedPicture
from sections.queries import surfaces
from sections.queries.surfaces import Decision, How


HOW: Final = {
    How.ASKED.value: lazy("asked the portal as somebody unknown"),
    How.DATABASE.value: lazy("read in the database"),
    How.NOT_CHECKED.value: lazy("for people to decide"),
}
DECISIONS: Final = {
    Decision.SHARED.value: lazy("used elsewhere: stays there unless you choose otherwise"),
    Decision.COPY.value: lazy("says the same: decide about it by itself"),
}
COPY_NOTES: Final = {"text": lazy("nine tenths of the words"), "picture": lazy("the same picture")}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as a page lists it."""

    shown: str
    path: str
    label: str
    language: str
    status: int | None
    hit: bool
    decision: str
    how: str


@dataclass(frozen=True, slots=True)
class SurfaceRow:
    """One surface with its places."""

    code: str
    name: str
    exists: bool
    failed: bool
    places: tuple[PlaceRow, ...]
    hits: int
    open: int

    @property
    def how(self) -> str:
        """How its places were checked, each way named once."""
        return "; ".join(dict.fromkeys(place.how for place in self.places if place.how))

    @property
    def state(self) -> str:
        """A code: not_built, failed, nothing, found or clean."""
        if not self.exists:
            return "not_built"
        if self.failed:
            return "failed"
        if not self.places:
            return "nothing"
        return "found" if self.hits else "clean"

    @property
    def said(self) -> str:
        """The same in words."""
        if self.state == "clean":
            gone = len(self.places) - self.open
            if not gone:
                return _("for people to decide")
            words = ngettext("%(count)s place, gone", "%(count)s places, all gone", gone)
            return words % {"count": gone}
        if self.state == "found":
            words = ngettext("still in %(count)s place", "still in %(count)s places", self.hits)
            return words % {"count": self.hits}
        return str(
            {
                "not_built": _("does not exist in this portal"),
                "failed": _("could not be listed"),
                "nothing": _("it was not there"),
            }[self.state]
        )


def surface_rows(kept: dict[str, Any], *, checked: bool = False) -> list[SurfaceRow]:
    """Surfaces as they were listed; with `checked` each place is asked now."""
    rows = []
    for code, found in kept.items():
        places = [surfaces.Place.from_json(place) for place in found["places"]]
        probes: list[dict[str, Any]] = [
            {"place": place.to_json(), "hit": False, "how": "", "status": None} for place in places
        ]
        if checked:
            probes = [probe.to_json() for probe in surfaces.check_all(places)]
        rows.append(_row(code, found, probes))
    return rows


def checked_rows(check: SurfaceCheck | None) -> list[SurfaceRow]:
    """Surfaces as a check after the removal found them."""
    if check is None:
        return []
    return [_row(code, kept, kept["places"]) for code, kept in check.results["surfaces"].items()]


def _row(code: str, kept: dict[str, Any], probes: list[dict[str, Any]]) -> SurfaceRow:
    surface = surfaces.surface_of(code)
    places = tuple(_place(probe) for probe in probes)
    return SurfaceRow(
        code=code,
        name=surface.name() if surface else code,
        exists=kept.get("exists", True),
        failed=kept.get("failed", False),
        places=places,
        hits=sum(place.hit for place in places),
        open=sum(bool(place.decision) for place in places),
    )


def _place(probe: dict[str, Any]) -> PlaceRow:
    place = probe["place"]
    decision = place.get("decision", "")
    note = place.get("note", "")
    words = str(DECISIONS.get(decision, ""))
    if note:
        words = f"{COPY_NOTES.get(note, note)} – {words}"
    address, method = place.get("address", ""), place.get("method", "GET")
    shown = unquote(address) if method == "GET" else f"{unquote(address)} ({method})"
    return PlaceRow(
        shown=shown,
        path=address,
        label=place.get("label", ""),
        language=languages.NATIVE_NAMES.get(place.get("language", ""), ""),
        status=probe["status"],
        hit=probe["hit"],
        decision=words if decision else "",
        how=str(HOW.get(probe["how"], "")),
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that proves one removal."""

    order: TakedownOrder
    check: SurfaceCheck | None
    rows: list[SurfaceRow]
    texts: list[tuple[str, str]]
    files: list[tuple[str, str]]
    told: list[dict[str, Any]]
    looks: int
    last_look: OutsideCheck | None
    verified_at: datetime | None
    fingerprint: str


def proof_of(order: TakedownOrder) -> Proof:
    """The proof as it stands now; its fingerprint changes with the last check and look."""
    check = order.checks.filter(stage=Stage.AFTER).last()
    before = order.checks.filter(stage=Stage.BEFORE).first()
    looks = list(order.looks.order_by("at", "pk"))
    last = looks[-1] if looks else None
    sealed = SealedPicture.objects.filter(sealed__takedown=order.takedown_id)
    files = [
        (kept.attachment.original_name or str(kept.attachment_id), kept.sha256)
        for kept in sealed.select_related("attachment")
    ]
    hashes = order.takedown.before
    texts = [(languages.NATIVE_NAMES[code], hashes[code]) for code in order.languages]
    verified = next((look.at for look in looks if look.gone), None)
    return Proof(
        order=order,
        check=check,
        rows=checked_rows(check),
        texts=texts,
        files=files,
        told=_told(before),
        looks=len(looks),
        last_look=last,
        verified_at=verified,
        fingerprint=_fingerprint(order, check, last, files),
    )


def _told(before: SurfaceCheck | None) -> list[dict[str, Any]]:
    kept = before.results.get("told", []) if before else []
    return [
        {**one, "sent": datetime.fromisoformat(one["at"]) if one["at"] else None} for one in kept
    ]


def _fingerprint(
    order: TakedownOrder,
    check: SurfaceCheck | None,
    look: OutsideCheck | None,
    files: list[tuple[str, str]],
) -> str:
    """SHA-256 of what is proved, whatever the language of the sheet."""
    content = {
        "order": order.pk,
        "article": order.article_id,
        "languages": order.languages,
        "addresses": order.addresses,
        "ground": order.ground,
        "reason": order.reason,
        "ordered_by": order.ordered_by,
        "by": order.by_name,
        "at": order.at.isoformat(),
        "texts": order.takedown.before,
        "files": files,
        "check": [check.at.isoformat(), check.results] if check else None,
        "look": [look.at.isoformat(), look.results] if look else None,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
