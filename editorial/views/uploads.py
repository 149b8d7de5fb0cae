"""Pictures that come with a form: taken in at once, whatever else is wrong, and put in order."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import ngettext

import files.actions
from accounts.models import User
from editorial.forms.manuscripts import MAX_PICTURES, Gallery
from editorial.views import wording
from kernel.fields import readable_name


def receive(request: HttpRequest, gallery: Gallery, *, by: User, at: datetime) -> None:
    """Keep the new pictures; what is refused is said, each by its name."""
    sent = request.FILES.getlist("photos")
    left_out = len(sent) - gallery.room
    for upload in sent[: gallery.room]:
        name = upload.name = readable_name(upload)
        try:
            gallery.add(files.actions.receive_image(upload, by=by, at=at))
        except files.actions.Refused as refused:
            gallery.errors.append(wording.upload(refused.code, name))
    if left_out > 0:
        gallery.errors.append(
            ngettext(
                "A submission holds at most %(most)d pictures: %(number)d was not taken.",
                "A submission holds at most %(most)d pictures: %(number)d were not taken.",
                left_out,
            )
            % {"most": MAX_PICTURES, "number": left_out}
        )


def arrange(gallery: Gallery, press: str, key: str) -> bool:
    """Whether the press was about the order of the pictures only; nothing is saved by it."""
    if press == "remove":
        gallery.remove(key)
    elif press in {"up", "down"}:
        gallery.move(key, -1 if press == "up" else 1)
    return press in {"add", "remove", "up", "down"}
