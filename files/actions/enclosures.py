"""Receiving documents as they come with a case, a notice of the calendar or a proof."""

import hashlib
import logging
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image

from accounts.models import User
from files.actions.pictures import Refused, decoded, encoded
from files.models import Enclosure
from files.rules import documents, limits, names


logger = logging.getLogger(__name__)


def receive_enclosure(upload: "UploadedFile[Any]", *, by: User | None, at: datetime) -> Enclosure:
    """Check an uploaded document and keep it: a PDF as it is, a picture encoded anew.

    Raises Refused, whose code `files.queries.why_refused` puts into words. `by` is None for the
    public form. A store that fails leaves no row, and a row that fails leaves no file.
    """
    if (upload.size or 0) > documents.MAX_BYTES:
        raise Refused("too_many_bytes")
    content = upload.read(documents.MAX_BYTES + 1)
    name = upload.name or ""
    if code := documents.refusal(content, name=name, declared=upload.content_type or ""):
        raise Refused(code)
    mime = documents.PDF
    if documents.kind_of(content) == "picture":
        content, mime = _encoded_anew(content), documents.JPEG
    return keep_document(content, mime=mime, name=name, by=by, at=at)


def keep_document(
    content: bytes, *, mime: str, name: str, by: User | None, at: datetime
) -> Enclosure:
    """Keep a document whose bytes are trusted, under a name the server makes. Raises Refused."""
    enclosure = Enclosure(
        sha256=hashlib.sha256(content).hexdigest(),
        mime=mime,
        size=len(content),
        original_name=names.clean(name, ending=documents.ENDINGS[mime]),
        uploaded_by=by,
        uploaded_at=at,
    )
    try:
        enclosure.file.save("", ContentFile(content), save=False)
    except OSError as failure:
        logger.exception("a file could not be stored")
        _forget(enclosure)
        raise Refused("not_stored") from failure
    try:
        with transaction.atomic():
            enclosure.save()
    except Exception:
        _forget(enclosure)
        raise
    return enclosure


def _encoded_anew(content: bytes) -> bytes:
    """A scan stays legible: 3500 pixels are A4 at 300 dots per inch."""
    picture = decoded(BytesIO(content), size=len(content), least_edge=1)
    edge = limits.LONGEST_EDGE_OF_SCANS
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return encoded(picture, "JPEG", quality=85)


def _forget(enclosure: Enclosure) -> None:
    """Whatever part of it reached the store, as far as the store still answers."""
    try:
        storage, name = enclosure.file.storage, enclosure.file.name
        if name:
            storage.delete(name)
    except OSError:
        logger.exception("part of a file stays in the store: %s", enclosure.pk)
