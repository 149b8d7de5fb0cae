"""Issuing letters: number, text and files in one transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

import audit.actions
from accounts.models import User
from notifications.models import OutgoingDocument, OutgoingFile, OutgoingSeries
from notifications.models.documents import DOCX, PDF
from notifications.rules.letters import Letter, letter_docx, letter_pdf


@transaction.atomic
def issue_letter(
    letter: Letter,
    *,
    kind: str,
    translations: Mapping[str, str] | None = None,
    provision: str = "",
    by: User,
    at: datetime,
) -> OutgoingDocument:
    """Give a letter the next number of its symbol and the date of the day, and keep it for good.

    Numbers begin with 01 on 1 January and have neither gaps nor doubles: the series is locked
    until the transaction ends, and an act that fails gives its number back. `translations` are
    texts by code of language, for courtesy. What stands in `letter` as number and date does not
    count. `provision` is what the letter is sent under.
    """
    day = timezone.localdate(at)
    count = _next(letter.symbol, day.year)
    final = replace(letter, number=f"{count:02}", issued_on=day, draft=False).cleaned()
    files = {DOCX: letter_docx(final), PDF: letter_pdf(final)}
    document = OutgoingDocument.objects.create(
        symbol=final.symbol,
        year=day.year,
        count=count,
        kind=kind,
        issued_on=day,
        issued_at=at,
        issued_by=by,
        signer=final.signer,
        post=" / ".join(final.authority)[:200],
        addressee=final.addressee[:250],
        abstract=final.abstract[:500],
        content=asdict(final) | {"issued_on": day.isoformat()},
        translations=dict(translations or {}),
        docx_sha256=hashlib.sha256(files[DOCX]).hexdigest(),
        pdf_sha256=hashlib.sha256(files[PDF]).hexdigest(),
    )
    OutgoingFile.objects.bulk_create(
        OutgoingFile(document=document, mime=mime, content=content)
        for mime, content in files.items()
    )
    data = {"number": document.number, "year": document.year, "kind": kind}
    audit.actions.record(
        "notifications.issue_letter", document, by=by, at=at, provision=provision,
        data=data | {"pdf_sha256": document.pdf_sha256},
    )  # fmt: skip
    return document


def _next(symbol: str, year: int) -> int:
    OutgoingSeries.objects.get_or_create(symbol=symbol, year=year)
    series = OutgoingSeries.objects.select_for_update().get(symbol=symbol, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
