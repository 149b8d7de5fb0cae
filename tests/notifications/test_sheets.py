"""Sheets: long tables, three languages, page numbers, and equal bytes for equal sheets."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from notifications.rules.sheets import Sheet, Table, sheet_pdf


ROWS = tuple((f"Trang {n}", f"/vi/articles/{n}", "410", "17:03:21") for n in range(70))
SHEET = Sheet(
    title="Biên bản gỡ bỏ",
    subtitle="SV-2026-00012",
    facts=(("Bài viết", "Khai hội Gầu Tào"), ("Người gỡ", "Trần Văn A")),
    tables=(Table("Các bề mặt", ("Bề mặt", "Địa chỉ", "Kết quả", "Giờ"), ROWS),),
    closing=("Lập tự động.",),
    signatures=("Người gỡ bỏ", "Người xác nhận"),
    made_on=date(2026, 2, 5),
)


def pages(sheet: Sheet, language: str = "vi") -> list[str]:
    reader = PdfReader(BytesIO(sheet_pdf(sheet, language=language)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_long_table_repeats_its_head_and_pages_are_numbered():
    told = pages(SHEET)

    assert len(told) > 1
    assert all("Bề mặt" in page for page in told if "/vi/articles/" in page)
    assert all(f"{n}/{len(told)}" in page for n, page in enumerate(told, start=1))
    assert sum(page.count("/vi/articles/") for page in told) == len(ROWS)
    assert "Người xác nhận" in told[-1]


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [
        ("vi", "vi-VN", "Gỡ bỏ ẵặợ"),
        ("zh-hans", "zh-Hans", "撤稿核验单"),
        ("en", "en", "Proof sheet"),
    ],
)
def test_every_language_of_the_portal_is_printed(language, tag, words):
    reader = PdfReader(BytesIO(sheet_pdf(replace(SHEET, title=words), language=language)))

    assert words in reader.pages[0].extract_text().replace("\u200b", "")
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == (words, tag)


def test_equal_sheets_are_equal_bytes():
    assert sheet_pdf(SHEET, language="vi") == sheet_pdf(replace(SHEET), language="vi")


@pytest.mark.parametrize("cell", ["x" * 9_000, "永" * 2_000, "a " * 4_500, "\x00\u202e😀{nb}", ""])
@pytest.mark.parametrize("columns", [1, 4, 8])
def test_no_cell_breaks_the_page(cell, columns):
    table = Table("", ("Đầu",) * columns, (("",) * (columns - 1) + (cell,),))

    assert pages(replace(SHEET, tables=(table,), facts=(("Tên", cell),)))


def test_an_empty_sheet_is_a_page_with_its_title():
    assert "Trống 1/1" in " ".join(pages(Sheet(title="Trống"))[0].split())
