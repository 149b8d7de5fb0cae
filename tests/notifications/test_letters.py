"""Letters: the nine parts, the measures of Phụ lục I, two printings, hostile words."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Pt
from pypdf import PdfReader

from files.rules import pdf as pdf_rules
from notifications.rules import letters
from notifications.rules.letters import Letter, letter_docx, letter_pdf, letter_text


LETTER = Letter(
    superior="Ủy ban nhân dân tỉnh Lào Cai",
    issuer="Ban Biên tập Cổng Thông tin đối ngoại tỉnh Lào Cai",
    number="01",
    symbol="TB-BBT",
    place="Lào Cai",
    issued_on=date(2026, 2, 5),
    kind="Thông báo",
    abstract="Thời gian hoàn thành xử lý yêu cầu",
    addressee="Ông Vương Tiểu Minh (王小明)",
    content=("Vụ việc phức tạp: ẳẵặ ợữự ỷỹỵ Đđ.", "Hoàn thành trước 16 giờ 00 phút./."),
    authority=("KT. Trưởng Ban", "Phó Trưởng Ban"),
    signer="Nguyễn Thị Hồng Nhung",
    recipients=("Như trên", "Lưu: VT"),
)
NINE_PARTS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
    "ĐỐI NGOẠI TỈNH LÀO CAI",
    "Số: 01/TB-BBT",
    "Lào Cai, ngày 05 tháng 02 năm 2026",
    "THÔNG BÁO",
    "Thời gian hoàn thành xử lý yêu cầu",
    "王小明",
    "ẳẵặ ợữự ỷỹỵ Đđ.",
    "KT. TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN",
    "Nguyễn Thị Hồng Nhung",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
)
HOSTILE = (
    "{=1+1} DDEAUTO cmd '/C calc' <w:fldSimple/> <b>x</b> **y** {nb} &amp; \x00\x0b\x1b\u202e😀"
)


def pdf_words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def docx_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def docx_words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for cell in table.rows[0].cells]
    return " ".join(" ".join([*cells, *(each.text for each in document.paragraphs)]).split())


def test_each_part_of_the_decree_stands_on_both_printings():
    pdf, docx = pdf_words(letter_pdf(LETTER)), docx_words(letter_docx(LETTER))

    assert [part for part in NINE_PARTS if part not in pdf] == []
    assert [part for part in NINE_PARTS if part not in docx] == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_a_nought_stands_before_days_below_ten_and_the_first_two_months(day, told):
    assert letters.place_and_date(replace(LETTER, issued_on=day)) == f"Lào Cai, {told}"


def test_paper_margins_and_type_are_those_of_the_decree():
    page = PdfReader(BytesIO(letter_pdf(LETTER))).pages[0]
    section = Document(BytesIO(letter_docx(LETTER))).sections[0]
    normal = Document(BytesIO(letter_docx(LETTER))).styles["Normal"]

    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert all("Serif" in str(font) or "Droid" in str(font) for font in fonts_of(page))


def fonts_of(page) -> list[str]:
    fonts = page["/Resources"]["/Font"].values()
    return [font.get_object()["/BaseFont"] for font in fonts]


def test_the_same_letter_is_the_same_bytes():
    assert letter_pdf(LETTER) == letter_pdf(replace(LETTER))
    assert letter_docx(LETTER) == letter_docx(replace(LETTER))
    assert letter_pdf(LETTER) != letter_pdf(replace(LETTER, number="02"))


def test_the_files_say_what_they_are_and_in_which_language():
    reader = PdfReader(BytesIO(letter_pdf(LETTER)))
    told = Document(BytesIO(letter_docx(LETTER))).core_properties

    assert reader.metadata.title == "Thông báo 01/TB-BBT – Thời gian hoàn thành xử lý yêu cầu"
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert (told.title, told.language) == (reader.metadata.title, "vi-VN")
    assert told.author == LETTER.issuer
    assert b"python-docx" not in b"".join(docx_parts(letter_docx(LETTER)).values())


def test_hostile_words_make_no_field_link_or_xml():
    letter = replace(
        LETTER, abstract=HOSTILE, addressee=HOSTILE, content=(HOSTILE,), signer=HOSTILE
    )
    pdf, docx = letter_pdf(letter), letter_docx(letter)
    parts = docx_parts(docx)
    plain = docx_parts(letter_docx(LETTER))

    assert "{=1+1} DDEAUTO cmd '/C calc' <w:fldSimple/> <b>x</b> **y** {nb} &amp;" in docx_words(
        docx
    )
    assert "<b>x</b> **y** {nb}" in pdf_words(pdf)
    assert parts.keys() == plain.keys()
    body = parts["word/document.xml"].decode()
    assert not re.search(r"<w:(fldSimple|instrText|hyperlink|object|altChunk)", body)
    assert not any(b"External" in content for content in parts.values())
    assert pdf_rules.refusal(pdf) == "", "what the portal sends it would take back itself"
    assert b"/URI" not in pdf


def test_a_long_letter_has_numbered_pages_and_its_signature_with_text():
    long = replace(LETTER, content=tuple(f"Đoạn {n}. " + "Nội dung dài. " * 30 for n in range(12)))

    pages = [page.extract_text() for page in PdfReader(BytesIO(letter_pdf(long))).pages]

    assert len(pages) > 1
    assert pages[1].split()[0] == "2"
    assert "Nội dung dài." in pages[-1]
    assert "Nơi nhận:" in pages[-1]


@pytest.mark.parametrize("count", range(17, 24, 2))
def test_wherever_the_page_ends_the_signature_is_not_alone(count):
    long = replace(LETTER, content=tuple(f"Đoạn {n}." for n in range(count)))

    last = PdfReader(BytesIO(letter_pdf(long))).pages[-1].extract_text()

    assert f"Đoạn {count - 1}." in last
    assert "Nguyễn Thị Hồng Nhung" in last


def test_a_draft_says_so_and_leaves_its_number_open():
    draft = replace(LETTER, number="", draft=True)

    for told in (pdf_words(letter_pdf(draft)), docx_words(letter_docx(draft)), letter_text(draft)):
        assert "BẢN XEM TRƯỚC" in told
        assert "01/TB" not in told


def test_empty_parts_break_nothing():
    empty = Letter("", "", "", "", "", date(2026, 1, 1), "", "", "", (), (), "", ())

    assert letter_pdf(empty).startswith(b"%PDF-")
    assert letter_docx(empty).startswith(b"PK")
    assert letter_text(empty)
