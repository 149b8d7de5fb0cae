"""What pages say of files."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy as _


_REFUSALS: dict[str, Any] = {
    "too_many_bytes": _("The file is larger than 12 MB: choose a smaller one."),
    "empty": _("The file is empty: choose another one."),
    "unknown_kind": _("Only PDF documents and pictures (JPEG, PNG, WebP) are taken."),
    "telephone_picture": _(
        "Pictures in the telephone's own form (HEIC, AVIF) are not taken: save it as JPEG."
    ),
    "office_document": _(
        "Documents of Word, Excel or PowerPoint are not taken: save it as PDF first."
    ),
    "archive": _("Archives (zip, rar and the like) are not taken: send the documents as PDF."),
    "program": _("This is a program; programs are never taken."),
    "web_page": _("This is a web page, whatever its name says: print it as PDF first."),
    "name_and_content_differ": _(
        "The name of the file says something else than its content: save it again as PDF or JPEG."
    ),
    "incomplete": _("The PDF is damaged or was cut off on its way: send it again."),
    "pdf_script": _("The PDF holds a script: print it as PDF anew and send that."),
    "pdf_launch": _(
        "The PDF holds something that starts by itself: print it as PDF anew and send that."
    ),
    "pdf_files_inside": _("The PDF holds other files: send each of them by itself."),
    "pdf_encrypted": _("The PDF is locked with a password: save it without one."),
    "pdf_unreadable": _("The PDF cannot be looked into: print it as PDF anew and send that."),
    "pdf_too_much_inside": _("The PDF unpacks to far too much: print it as PDF anew."),
    "not_a_picture": _("The picture is damaged: save it again as JPEG or PNG."),
    "moving_picture": _("Moving pictures are not taken: send a single one."),
    "too_many_pixels": _("The picture has more than 40 million dots: make it smaller."),
    "too_small": _("The picture is too small to be of use."),
    "not_stored": _("The file could not be stored just now. Please try again in a while."),
}


def why_refused(code: str) -> str:
    """Why a file was not taken and what helps, in the language of the page."""
    return str(_REFUSALS.get(code) or gettext("The file could not be taken."))
