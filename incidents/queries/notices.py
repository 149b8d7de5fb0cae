"""The letter that a complex case would get, before anybody signs it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from deadlines import queries as deadlines
from incidents.models import Case, CaseNotice
from incidents.rules import duties, notices
from kernel import languages
from law import rules as law
from notifications.models import OutgoingFile
from notifications.queries import documents
from notifications.rules.letters import Letter


def draft(case: Case, reason: str, *, promised_at: datetime, by: User, at: datetime) -> Letter:
    """The letter as it would go out now, signed by whoever asks; without a number."""
    head = notices.Letterhead(
        superior=settings.LETTER_SUPERIOR,
        issuer=settings.LETTER_ISSUER,
        symbol=settings.LETTER_SYMBOL,
        place=settings.LETTER_PLACE,
    )
    with translation.override(languages.VI):
        address = f"{settings.CANONICAL_ORIGIN}{reverse('incidents:track')}"
    facts = notices.Facts(
        case=case.number,
        code=case.tracking_code,
        subject=case.subject,
        reporter=case.reporter_name,
        received_at=timezone.localtime(case.received_at),
        reason=reason,
        promised_at=timezone.localtime(promised_at),
        legal_basis=law.citation(duties.NOTICE),
        address=address,
    )
    roles = frozenset(str(role) for role in by.roles_at(at))
    return notices.letter(
        facts,
        head,
        signer=str(by),
        authority=notices.authority_of(roles),
        on=timezone.localdate(at),
    )


def in_working_time(moment: datetime) -> bool:
    """Whether somebody works at this moment, closing time included."""
    local = timezone.localtime(moment)
    second = local.hour * 3600 + local.minute * 60 + local.second
    blocks = deadlines.calendar().blocks(local.date())
    return any(block.open <= second <= block.close for block in blocks)


def file_of(notice: CaseNotice, ending: str) -> OutgoingFile | None:
    """The docx or PDF that went out; None for any other ending, and where there never was one."""
    mime = {"docx": documents.DOCX, "pdf": documents.PDF}.get(ending, "")
    return documents.copies(notice.document_id, mime=mime).first()


def told_to(case: Case) -> list[CaseNotice]:
    """The notices that whoever holds the tracking code may read, the newest first."""
    return list(case.notices.select_related("document"))
