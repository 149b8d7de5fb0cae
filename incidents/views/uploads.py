"""Documents sent with a form: kept at once, so that an error elsewhere costs nobody an upload."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

import files.actions
from accounts.models import User
from files import queries as files_queries
from files.models import Enclosure
from incidents.forms.files import MOST_FILES, signed, unsigned
from kernel.fields import readable, readable_name


@dataclass(slots=True)
class Uploads:
    """What is kept so far, and why the rest is not."""

    kept: list[Enclosure] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def token(self) -> str:
        """What the page carries back."""
        return signed(self.kept)

    def tell(self, form: Form) -> bool:
        """Put each refusal beside the field; whether there was none."""
        for sentence in self.refused:
            form.add_error("enclosures", sentence)
        return not self.refused


def received(request: HttpRequest, *, by: User | None, at: datetime) -> Uploads:
    """Keep what was chosen now beside what was kept before, without what was put aside again."""
    posted = readable(request.POST)
    aside = set(posted.getlist("aside"))
    uploads = Uploads(
        [each for each in unsigned(posted.get("kept", "")) if str(each.pk) not in aside]
    )
    for upload in request.FILES.getlist("enclosures"):
        if len(uploads.kept) >= MOST_FILES:
            uploads.refused.append(_("Five documents at most: put several pages into one PDF."))
            break
        _keep(upload, uploads, by=by, at=at)
    return uploads


def data_of(request: HttpRequest, uploads: Uploads) -> MultiValueDict[str, str]:
    """What was posted, with what is kept now."""
    posted = readable(request.POST)
    posted["kept"] = uploads.token
    return posted


def _keep(upload: "UploadedFile[Any]", uploads: Uploads, *, by: User | None, at: datetime) -> None:
    try:
        uploads.kept.append(files.actions.receive_enclosure(upload, by=by, at=at))
    except files.actions.Refused as refusal:
        facts = {
            "name": readable_name(upload)[:100],
            "reason": files_queries.why_refused(refusal.code),
        }
        uploads.refused.append(_("%(name)s: %(reason)s") % facts)
