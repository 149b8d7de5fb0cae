"""Documents strangers send: what is taken, what is refused and why."""

import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfWriter

from files import actions, queries
from files.models import Enclosure
from files.rules import documents, names, pdf as pdf_rules
from tests.factories import uploads


AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
ESCAPED = b"<< /S /J#61vaScript /J#53 (app.alert(1)) >>"
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


def received(content: bytes, name: str = "scan.pdf", kind: str = "") -> Enclosure:
    return actions.receive_enclosure(uploads.upload(content, name, kind), by=None, at=AT)


def stored_bytes(kept: Enclosure) -> bytes:
    with kept.file.open("rb") as stored:
        return stored.read()


def why_not(content: bytes, name: str = "scan.pdf", kind: str = "") -> str:
    return documents.refusal(content, name=name, declared=kind)


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return buffer.getvalue()


def with_file_inside() -> bytes:
    writer, buffer = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_attachment("inside.exe", b"MZ")
    writer.write(buffer)
    return buffer.getvalue()


def locked() -> bytes:
    writer, buffer = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


SOUND = {
    "plain": uploads.pdf(),
    "opens with a view": uploads.pdf(b"<< /OpenAction [3 0 R /Fit] >>"),
    "link": uploads.pdf(b"<< /S /URI /URI (https://laocai.gov.vn/) >>"),
    "object stream": uploads.pdf(uploads.object_stream(b"<< /Title (Notice) >>")),
    "text": uploads.pdf(uploads.stream(b"BT (Lao Cai) Tj ET")),
}
HOSTILE = {
    "script": (uploads.pdf(SCRIPT), "pdf_script"),
    "escaped name": (uploads.pdf(ESCAPED), "pdf_script"),
    "opens by itself": (uploads.pdf(b"<< /OpenAction << /S /URI >> >>"), "pdf_launch"),
    "opens by reference": (uploads.pdf(b"<< /OpenAction 5 0 R >>"), "pdf_launch"),
    "launch": (uploads.pdf(b"<< /S /Launch /F (cmd.exe) >>"), "pdf_launch"),
    "at every event": (uploads.pdf(b"<< /AA << /O 5 0 R >> >>"), "pdf_launch"),
    "sends a form": (uploads.pdf(b"<< /S /SubmitForm >>"), "pdf_launch"),
    "file inside": (with_file_inside(), "pdf_files_inside"),
    "file by reference": (uploads.pdf(b"<< /Type /Filespec /EF << >> >>"), "pdf_files_inside"),
    "locked": (locked(), "pdf_encrypted"),
    "hidden": (uploads.pdf(uploads.object_stream(SCRIPT)), "pdf_script"),
    "hidden and escaped": (uploads.pdf(uploads.object_stream(ESCAPED)), "pdf_script"),
    "hidden short name": (
        uploads.pdf(uploads.object_stream(b"<< /JS (app.alert(1)) >>")), "pdf_script",
    ),
    "hidden as a picture": (
        uploads.pdf(uploads.object_stream(SCRIPT, entries=b"/Subtype /Image ")), "pdf_script",
    ),
    "hidden by escaped type": (
        uploads.pdf(uploads.stream(b"9 0 " + SCRIPT, entries=b"/Type /Obj#53tm /F#69rst 4 ")),
        "pdf_script",
    ),
    "hidden without compression": (
        uploads.pdf(uploads.stream(b"9 0 " + SCRIPT, entries=b"/First 4 ", packed=False)),
        "pdf_script",
    ),
    "object inside a body": (
        uploads.pdf(uploads.stream(b"7 0 obj " + SCRIPT + b" endobj", packed=False)), "pdf_script",
    ),
    "predictor": (
        uploads.pdf(uploads.object_stream(b"x", entries=b"/DecodeParms << /Predictor 12 >> ")),
        "pdf_unreadable",
    ),
    "other filter": (
        uploads.pdf(
            b"<< /Type /ObjStm /First 4 /Filter /ASCIIHexDecode >>\nstream\n2F4A53>\nendstream"
        ),
        "pdf_unreadable",
    ),
    "bomb": (
        uploads.pdf(uploads.stream(bytes(pdf_rules._MOST_INSIDE + 1))), "pdf_too_much_inside",
    ),
    "many streams": (
        uploads.pdf(b"stream\n" * (pdf_rules._MOST_STREAMS + 1)), "pdf_too_much_inside",
    ),
    "cut in half": (uploads.pdf(uploads.stream(bytes(99)))[:200], "incomplete"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_pdf_is_taken(name):
    assert why_not(SOUND[name]) == ""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_pdf_that_could_act_is_refused(name):
    content, code = HOSTILE[name]

    assert why_not(content) == code


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "scan.pdf", "empty"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "scan.pdf", "web_page"),
        (b"\xef\xbb\xbf  <svg onload='x'/>", "scan.png", "web_page"),
        (archive("a.txt"), "a.zip", "archive"),
        (archive("[Content_Types].xml", "word/document.xml"), "a.docx", "office_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "office_document"),
        (b"MZ\x90\x00", "a.exe", "program"),
        (b"\x7fELF", "scan.pdf", "program"),
        (b"\x00\x00\x00\x18ftypheic", "a.heic", "telephone_picture"),
        (b"GIF89a", "a.gif", "unknown_kind"),
        (b" %PDF-1.7", "a.pdf", "unknown_kind"),
        (uploads.pdf(), "invoice.pdf.exe", "name_and_content_differ"),
        (uploads.pdf(), "scan.jpg", "name_and_content_differ"),
        (uploads.picture(), "scan.pdf", "name_and_content_differ"),
        (uploads.picture("PNG"), "scan.html", "name_and_content_differ"),
        (uploads.pdf() + bytes(documents.MAX_BYTES), "a.pdf", "too_many_bytes"),
    ],
)
def test_what_is_no_document_is_refused_with_a_clear_word(content, name, code):
    assert why_not(content, name) == code
    assert queries.why_refused(code) not in {"", code}


def test_what_the_sender_declares_has_to_agree():
    assert why_not(uploads.pdf(), "a.pdf", "text/html") == "name_and_content_differ"
    assert why_not(uploads.pdf(), "a.pdf", "application/octet-stream") == ""
    assert why_not(uploads.picture("PNG"), "a.jpg", "image/jpeg") == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Thông báo số 01.pdf", "Thông báo số 01.pdf"),
        ("Tho\u0302ng ba\u0301o.pdf", "Thông báo.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\fakepath\\scan.PDF", "scan.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ('a"; filename="b.html\r\nX-Evil: 1.pdf', "a__ filename=_b.html X-Evil_ 1.pdf"),
        ("请求.pdf", "请求.pdf"),
        ("\x00\x1b[31mred\u200b.pdf", "[31mred.pdf"),
        ("....pdf", "file.pdf"),
        ("", "file.pdf"),
        ("\ud83d", "file.pdf"),
        ("x" * 900 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_deceive(given, kept):
    assert names.clean(given, ending="pdf") == kept


@pytest.mark.django_db
def test_a_picture_is_kept_as_pixels_alone():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = 6, "Maker", "GPS 22.48 N"
    content = uploads.picture("JPEG", exif=exif, comment=b"<script>alert(1)</script>")

    kept = received(content, "IMG_1.JPG")
    stored = stored_bytes(kept)

    assert (kept.mime, kept.original_name) == ("image/jpeg", "IMG_1.jpg")
    assert Image.open(BytesIO(stored)).size == (240, 320), "upright"
    assert not any(mark in stored for mark in (b"Exif", b"Maker", b"GPS", b"<script", b"http"))


@pytest.mark.django_db
def test_a_telephone_photo_with_a_second_picture_inside_is_taken():
    first, second = Image.new("RGB", (300, 220), "teal"), Image.new("RGB", (30, 22))
    buffer = BytesIO()
    first.save(buffer, "MPO", save_all=True, append_images=[second])

    assert received(buffer.getvalue(), "IMG_2.jpg").mime == "image/jpeg"


@pytest.mark.django_db
@pytest.mark.parametrize("edge", [9_000, 20_000])
def test_a_bomb_of_a_picture_is_refused_before_it_is_decoded(edge, monkeypatch):
    content = bytearray(uploads.picture("PNG"))
    content[16:24] = edge.to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("it was decoded"))

    with pytest.raises(actions.Refused) as refused:
        received(bytes(content), "bomb.png")

    assert refused.value.code == "too_many_pixels"


@pytest.mark.django_db
def test_the_same_bytes_twice_are_two_enclosures():
    first, second = received(uploads.pdf()), received(uploads.pdf())

    assert first.sha256 == second.sha256
    assert first.file.name != second.file.name
    second.file.delete(save=False)
    assert stored_bytes(first) == uploads.pdf()


@pytest.mark.django_db
def test_a_full_disk_leaves_no_row_and_says_so(monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)

    with pytest.raises(actions.Refused) as refused:
        received(uploads.pdf())

    assert refused.value.code == "not_stored"
    assert not Enclosure.objects.exists()


@pytest.mark.django_db
def test_a_row_that_fails_leaves_no_file(monkeypatch, settings):
    def broken(*_args, **_options):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(Enclosure, "save", broken)
    before = set(Path(settings.MEDIA_ROOT).rglob("*.pdf"))

    with pytest.raises(RuntimeError):
        received(uploads.pdf())

    assert set(Path(settings.MEDIA_ROOT).rglob("*.pdf")) == before


def test_every_refusal_is_told_in_words():
    codes = {code for _content, code in HOSTILE.values()} | {"not_stored", "too_many_pixels"}
    with translation.override("en"):
        told = {queries.why_refused(code) for code in codes}

    assert len(told) == len(codes)
    assert queries.why_refused("never heard of")
