"""A letter as docx: the same measures, with styles that an office edits on.

User text enters as plain runs alone: no field, link or XML can be made of it, and text such as
`{=1+1}` or `DDEAUTO` stays text.
"""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from notifications.rules.letters.parts import (
    COUNTRY,
    DRAFT,
    MOTTO,
    RECIPIENTS,
    Letter,
    number_line,
    place_and_date,
    recipient_lines,
)


TYPEFACE: Final = "Times New Roman"
LEFT_COLUMN: Final = Mm(73)
RIGHT_COLUMN: Final = Mm(92)
SEAL: Final = 4  # empty lines for the seal or the digital signature
# Name of style: size in points, bold, italic, alignment.
STYLES: Final = {
    "NĐ30 Quốc hiệu": (12, True, False, ALIGN.CENTER),
    "NĐ30 Tiêu ngữ": (13, True, False, ALIGN.CENTER),
    "NĐ30 Cơ quan chủ quản": (12, False, False, ALIGN.CENTER),
    "NĐ30 Cơ quan ban hành": (12, True, False, ALIGN.CENTER),
    "NĐ30 Số ký hiệu": (13, False, False, ALIGN.CENTER),
    "NĐ30 Địa danh": (13, False, True, ALIGN.CENTER),
    "NĐ30 Tên loại": (14, True, False, ALIGN.CENTER),
    "NĐ30 Trích yếu": (14, True, False, ALIGN.CENTER),
    "NĐ30 Kính gửi": (14, False, False, ALIGN.CENTER),
    "NĐ30 Nội dung": (14, False, False, ALIGN.JUSTIFY),
    "NĐ30 Quyền hạn": (14, True, False, ALIGN.CENTER),
    "NĐ30 Họ tên": (14, True, False, ALIGN.CENTER),
    "NĐ30 Nơi nhận": (12, True, True, ALIGN.LEFT),
    "NĐ30 Danh sách nơi nhận": (11, False, False, ALIGN.LEFT),
    "NĐ30 Đường kẻ": (2, False, False, ALIGN.CENTER),
}


def letter_docx(letter: Letter) -> bytes:
    """The letter as a Word document; the same letter is the same bytes."""
    letter = letter.cleaned()
    document = Document()
    _page(document)
    _styles(document)
    _describe(document, letter)
    if letter.draft:
        _add(document, DRAFT, "NĐ30 Quyền hạn")
    left, right = _columns(document)
    if letter.superior:
        _add(left, letter.superior.upper(), "NĐ30 Cơ quan chủ quản")
    _add(left, letter.issuer.upper(), "NĐ30 Cơ quan ban hành")
    _rule(left, inset=Mm(24))
    _add(right, COUNTRY, "NĐ30 Quốc hiệu")
    _add(right, MOTTO, "NĐ30 Tiêu ngữ")
    _rule(right, inset=Mm(15))
    left, right = _columns(document)
    _add(left, number_line(letter), "NĐ30 Số ký hiệu")
    _add(right, place_and_date(letter), "NĐ30 Địa danh")
    _add(document, "", "NĐ30 Đường kẻ")
    _body(document, letter)
    _foot(document, letter)
    return _packed(document, letter)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    _page_number(paragraph)


def _page_number(paragraph: Any) -> None:
    """The only field of the document; nothing of it comes from what somebody typed."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _typeface(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, bold, italic, alignment) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _typeface(style, size)
        style.font.bold, style.font.italic = bold, italic
        style.paragraph_format.alignment = alignment
    content = document.styles["NĐ30 Nội dung"].paragraph_format
    content.first_line_indent = Mm(10)
    content.space_after = Pt(6)
    content.line_spacing = 1.15
    for name in ("NĐ30 Quyền hạn", "NĐ30 Họ tên", "NĐ30 Nơi nhận"):
        document.styles[name].paragraph_format.keep_with_next = True


def _typeface(style: Any, size: int) -> None:
    style.font.name = TYPEFACE
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _describe(document: Any, letter: Letter) -> None:
    told = document.core_properties
    moment = datetime.combine(letter.issued_on, time(), tzinfo=UTC).replace(tzinfo=None)
    told.title = f"{letter.title} – {letter.abstract}"[:255]
    told.author = told.last_modified_by = letter.issuer[:255]
    told.language, told.comments, told.revision = "vi-VN", "", 1
    told.created = told.modified = moment


def _columns(document: Any) -> tuple[Any, Any]:
    """Two cells without borders."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    cells = table.rows[0].cells
    for cell, width in zip(cells, (LEFT_COLUMN, RIGHT_COLUMN), strict=True):
        cell.width = width
    for column, width in zip(table.columns, (LEFT_COLUMN, RIGHT_COLUMN), strict=True):
        column.width = width
    return cells[0], cells[1]


def _add(place: Any, text: str, style: str) -> Any:
    """A paragraph; the empty one that every new cell holds is used first."""
    paragraphs = getattr(place, "paragraphs", [])
    is_cell = hasattr(place, "merge")
    if is_cell and len(paragraphs) == 1 and not paragraphs[0].text and not paragraphs[0].runs:
        paragraph = paragraphs[0]
        paragraph.style = style
    else:
        paragraph = place.add_paragraph(style=style)
    paragraph.add_run(text)
    return paragraph


def _rule(place: Any, *, inset: Mm) -> None:
    """The line beneath: the upper border of a paragraph that is drawn in on both sides."""
    paragraph = _add(place, "", "NĐ30 Đường kẻ")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _body(document: Any, letter: Letter) -> None:
    if letter.kind:
        _add(document, letter.kind.upper(), "NĐ30 Tên loại")
    _add(document, letter.abstract, "NĐ30 Trích yếu")
    _rule(document, inset=Mm(57))
    if letter.addressee:
        greeting = _add(document, f"Kính gửi: {letter.addressee}", "NĐ30 Kính gửi")
        greeting.paragraph_format.space_before = greeting.paragraph_format.space_after = Pt(8)
    for text in letter.content:
        paragraph = _add(document, text, "NĐ30 Nội dung")
        if "://" in text:  # as in the PDF: an address would tear the line apart
            paragraph.alignment = ALIGN.LEFT


def _foot(document: Any, letter: Letter) -> None:
    left, right = _columns(document)
    _add(left, RECIPIENTS, "NĐ30 Nơi nhận")
    for line in recipient_lines(letter):
        _add(left, line, "NĐ30 Danh sách nơi nhận")
    for line in letter.authority:
        _add(right, line.upper(), "NĐ30 Quyền hạn")
    for _line in range(SEAL):
        right.add_paragraph(style="NĐ30 Họ tên")
    _add(right, letter.signer, "NĐ30 Họ tên")


def _packed(document: Any, letter: Letter) -> bytes:
    """Saved with the letter's date on every part, for Word's format holds dates of files too."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    day = (max(1980, letter.issued_on.year), letter.issued_on.month, letter.issued_on.day, 0, 0, 0)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, date_time=day)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
