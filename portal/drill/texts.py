"""Texts whose every part carries a mark that stands nowhere else in the world."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from editorial.rules.manuscript import Figure, Manuscript
from kernel import languages


SHOWN = ("title", "lead", "body", "alt", "caption", "author", "rights")
NEVER_SHOWN = ("file", "exif")
IMAGE_DESCRIPTION = 0x010E

_WORDS = {
    "vi": ("Diễn tập gỡ bỏ", "Bài này chỉ để diễn tập và được gỡ ngay.", "Nội dung diễn tập."),
    "zh-hans": ("撤下演练", "本文仅供演练，随即撤下。", "演练内容。"),
    "en": ("Takedown drill", "This text is a drill and goes at once.", "The text of the drill."),
}
_LONG = {
    "vi": "Khi có yêu cầu của cơ quan có thẩm quyền, mọi bản của bài phải biến mất cùng một lúc. ",
    "zh-hans": "主管机关提出要求时，文章的所有版本必须同时消失，任何页面都不得再显示。",
    "en": "When a competent authority asks, every copy of a text has to disappear at once. ",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """One mark for each part of each language."""

    run: str

    def of(self, part: str, language: str = "vi") -> str:
        return f"dt{self.run}{part}{languages.slug_of(language)}"

    @property
    def shown(self) -> list[str]:
        return [self.of(part, code) for code in languages.CODES for part in SHOWN]

    @property
    def never_shown(self) -> list[str]:
        return [self.of(part) for part in NEVER_SHOWN]


def manuscript(marks: Marks, language: str, picture: str = "") -> Manuscript:
    """A text in one language, with the picture if there is one."""
    title, lead, body = _WORDS[language]
    text = Manuscript(
        title=f"{title} {marks.of('title', language)}",
        lead=f"{lead} {marks.of('lead', language)}",
        body=f"<p>{_LONG[language] * 4}</p><p>{body} {marks.of('body', language)}</p>",
    )
    if not picture:
        return text
    words: Mapping[str, str] = {
        part: f"{title} {marks.of(part, language)}"
        for part in ("alt", "caption", "author", "rights")
    }
    return replace(text, pictures=(Figure(attachment=picture, **words),))


def photograph(marks: Marks) -> SimpleUploadedFile:
    """An upload that tells its marks in its name and its metadata, which the portal throws away."""
    picture = Image.effect_noise((900, 600), 40).convert("RGB")
    exif = Image.Exif()
    exif[IMAGE_DESCRIPTION] = marks.of("exif")
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=80, exif=exif)
    return SimpleUploadedFile(f"{marks.of('file')}.jpg", buffer.getvalue(), "image/jpeg")
