"""Outgoing documents and the files that went out with their numbers."""

from django.db.models import QuerySet

from notifications.models import OutgoingFile
from notifications.models.documents import DOCX, PDF


__all__ = ["DOCX", "PDF", "copies"]


def copies(document: int | None, *, mime: str) -> QuerySet[OutgoingFile]:
    """The file of this kind of a document; none for no document, or for one without files."""
    found = OutgoingFile.objects.select_related("document")
    return found.filter(document_id=document, mime=mime) if document else found.none()
