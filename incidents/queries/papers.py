"""The proof of a removal on paper, for the authority that asked for it (LC-8.3)."""

from datetime import datetime
from urllib.parse import unquote

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents.queries.proofs import Proof, SurfaceRow
from kernel import languages
from law import rules as law
from notifications.rules.sheets import Sheet, Table, sheet_pdf


def proof_pdf(proof: Proof, *, language: str, at: datetime) -> bytes:
    """The sheet in the language that is active; `language` says which one it is."""
    return sheet_pdf(_sheet(proof, at=at), language=language)


def _sheet(proof: Proof, *, at: datetime) -> Sheet:
    order = proof.order
    facts = [
        (_("Article"), str(order.article)),
        (_("Languages"), ", ".join(languages.NATIVE_NAMES[code] for code in order.languages)),
        (_("Gone since"), _moment(order.at)),
        (_("Taken down by"), order.by_name),
        (_("Ground"), str(order.get_ground_display())),
        (_("On whose demand"), order.ordered_by),
        (_("Case"), order.case.number if order.case else ""),
        (_("Reason"), order.reason),
        (_("Legal basis"), f"{law.citation(order.provision)} ({order.provision})"),
        (_("What the addresses answer"), str(order.takedown.get_answer_display())),
        (_("Seen from outside"), _outside(proof)),
    ]
    return Sheet(
        title=_("Proof of removal"),
        subtitle=_("Lào Cai External Information Portal"),
        facts=tuple((name, value) for name, value in facts if value),
        tables=tuple(table for table in _tables(proof) if table.rows),
        closing=(
            _("Fingerprint of this sheet (SHA-256): %(hash)s") % {"hash": proof.fingerprint},
            _("Made on %(when)s from the record of the portal.") % {"when": _moment(at)},
        ),
        signatures=(_("Who acted"), _("For the editorial board")),
        made_on=timezone.localdate(order.at),
    )


def _tables(proof: Proof) -> list[Table]:
    checked = _moment(proof.check.at) if proof.check else ""
    pages = tuple(
        (languages.NATIVE_NAMES[code], unquote(path))
        for code, path in proof.order.addresses.items()
    )
    looks = proof.last_look.results if proof.last_look else []
    return [
        Table(_("Addresses that are gone"), (_("Language"), _("Address")), pages),
        Table(
            _("Every surface of the portal"),
            (_("Surface"), _("Result"), _("How it was checked"), _("When")),
            tuple((row.name, row.said, row.how, checked if row.how else "") for row in proof.rows),
        ),
        Table(
            _("Each place"),
            (_("Surface"), _("Place"), _("Answer")),
            tuple(cells for row in proof.rows for cells in _places(row)),
        ),
        Table(
            _("The last look from outside"),
            (_("Address"), _("Answer")),
            tuple(
                (f"{unquote(look['address'])} ({look['method']})", _answer(look)) for look in looks
            ),
        ),
        Table(
            _("Fingerprints of what was removed (SHA-256)"),
            (_("What"), _("Fingerprint")),
            (*proof.texts, *proof.files),
        ),
        Table(
            _("Who had been told of it by message before"),
            (_("Who"), _("When")),
            tuple((one["to"], _moment(one["sent"]) if one["sent"] else "") for one in proof.told),
        ),
    ]


def _places(row: SurfaceRow) -> list[tuple[str, str, str]]:
    return [
        (
            row.name,
            " – ".join(part for part in (place.label, place.shown) if part),
            place.decision or str(place.status or ("–" if not place.hit else _("still there"))),
        )
        for place in row.places
    ]


def _outside(proof: Proof) -> str:
    if proof.verified_at is not None:
        words = _("Every address was gone at %(when)s (looked %(count)s times).")
        return words % {"when": _moment(proof.verified_at), "count": proof.looks}
    return _("Not yet verified: looked %(count)s times.") % {"count": proof.looks}


def _answer(look: dict[str, object]) -> str:
    return str(look["status"] or look["error"])


def _moment(at: datetime) -> str:
    """To the second, as an authority counts its hours."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')}{local::%S}"
