"""Sheets on paper: proofs and reports with facts and tables, in any language of the portal."""

from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Final

from fpdf.enums import TableCellFillMode
from fpdf.fonts import FontFace

from notifications.rules.paper import POINT, SERIF, Paper
from notifications.rules.plain import clean, clean_line


TOP: Final = 20
SIDE: Final = 20
BOTTOM: Final = 20
SMALL: Final = 10
# A cell longer than this goes on in a row below, so that no row is higher than a page.
LONGEST_CELL: Final = 280
MOST_COLUMNS_UPRIGHT: Final = 5
SIGNING: Final = 26
_LANGUAGES: Final = {"vi": "vi-VN", "zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says, in words of its language already.

    `signatures` are the places to sign, from left to right: ("Who acted", "Who confirmed").
    `made_on` is the date its file bears; equal sheets are equal bytes.
    """

    title: str
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    closing: tuple[str, ...] = ()
    signatures: tuple[str, ...] = field(default=())
    made_on: date = date(2000, 1, 1)


def sheet_pdf(sheet: Sheet, *, language: str) -> bytes:
    """The sheet on A4 with page numbers; `language` is one of vi, zh-hans, en.

    It is laid out twice: the number of pages is known after the first time.
    """
    counted = _laid_out(sheet, language, total=0)
    counted.put_away()
    return _laid_out(sheet, language, total=counted.page_no()).finished()


class _SheetPaper(Paper):
    """The title and the page in its foot: sheets come apart on desks."""

    total = 0
    name = ""

    def footer(self) -> None:
        self.set_y(-BOTTOM + 6)
        self.set_font(SERIF, "", SMALL)
        self.set_text_color(90)
        self.cell(self.epw - 20, 5, self.wrapped(self.name[:90]), align="L")
        self.cell(20, 5, f"{self.page_no()}/{self.total or '?'}", align="R")
        self.set_text_color(0)


def _laid_out(sheet: Sheet, language: str, *, total: int) -> _SheetPaper:
    wide = any(len(table.head) > MOST_COLUMNS_UPRIGHT for table in sheet.tables)
    paper = _SheetPaper(orientation="landscape" if wide else "portrait")
    paper.total, paper.name = total, clean_line(sheet.title)
    paper.describe(
        title=paper.name,
        author="laocai-portal",
        language=_LANGUAGES.get(language, language),
        made_on=sheet.made_on,
    )
    paper.speak(_texts(sheet))
    paper.set_margins(SIDE, TOP, SIDE)
    paper.set_auto_page_break(auto=True, margin=BOTTOM)
    paper.add_page()
    _words(paper, sheet.title, style="B", size=16)
    if sheet.subtitle:
        _words(paper, sheet.subtitle, style="I", size=12)
    _facts(paper, sheet)
    for table in sheet.tables:
        _table(paper, table)
    paper.ln(3)
    for paragraph in sheet.closing:
        _words(paper, paragraph, size=12)
        paper.ln(1.5)
    _signatures(paper, sheet.signatures)
    return paper


def _texts(sheet: Sheet) -> list[str]:
    cells = [cell for table in sheet.tables for row in (table.head, *table.rows) for cell in row]
    pairs = [word for pair in sheet.facts for word in pair]
    captions = [table.caption for table in sheet.tables]
    return [
        sheet.title, sheet.subtitle, *pairs, *captions, *cells, *sheet.closing, *sheet.signatures,
    ]  # fmt: skip


def _words(paper: Paper, text: str, *, style: str = "", size: float) -> None:
    paper.set_font(SERIF, style, size)
    paper.multi_cell(
        0, size * POINT * 1.25, paper.wrapped(clean(text)), align="L", new_x="LMARGIN",
        new_y="NEXT",
    )  # fmt: skip


def _facts(paper: Paper, sheet: Sheet) -> None:
    """Names and values in two columns, without lines."""
    if not sheet.facts:
        return
    paper.ln(3)
    _grid(
        paper, list(sheet.facts), shares=(30, 70), borders="NONE", size=11, heading=False,
    )  # fmt: skip


def _table(paper: Paper, table: Table) -> None:
    paper.ln(4)
    if table.caption:
        _words(paper, table.caption, style="B", size=12)
        paper.ln(1)
    rows = [table.head, *table.rows]
    _grid(
        paper, rows, shares=_shares(rows), borders="ALL", size=SMALL, heading=True,
    )  # fmt: skip


def _shares(rows: list[tuple[str, ...]]) -> tuple[int, ...]:
    """Columns as wide as what they hold wants, within bounds."""
    return tuple(max(map(_wanted, column)) for column in zip(*rows, strict=True))


def _wanted(cell: str) -> int:
    """Signs of width: its longest word in one piece, up to a measure."""
    word = max(map(len, cell.split()), default=1)
    return max(7, min(word + 2, 24), min(len(cell), 40))


def _grid(
    paper: Paper,
    rows: list[tuple[str, ...]],
    *,
    shares: tuple[int, ...],
    borders: str,
    size: float,
    heading: bool,
) -> None:
    paper.set_font(SERIF, "", size)
    paper.set_line_width(0.15)
    with paper.table(
        col_widths=shares,
        borders_layout=borders,
        cell_fill_mode=TableCellFillMode.NONE,
        first_row_as_headings=heading,
        headings_style=FontFace(emphasis="BOLD", fill_color=238),
        line_height=size * POINT * 1.3,
        text_align="LEFT",
        v_align="TOP",
        padding=(0.8, 1.2),
    ) as grid:
        for row in rows:
            for piece in _pieces(row):
                grid.row([paper.wrapped(cell) for cell in piece])


def _pieces(row: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A row, or several where a cell is long."""
    columns = [_parted(clean(cell)) for cell in row]
    return list(zip_longest(*columns, fillvalue=""))


def _parted(cell: str) -> list[str]:
    """A long text in parts that end between words where there are any."""
    parts = []
    while len(cell) > LONGEST_CELL:
        space = cell.rfind(" ", LONGEST_CELL // 2, LONGEST_CELL)
        end = space + 1 if space > 0 else LONGEST_CELL
        parts.append(cell[:end])
        cell = cell[end:]
    return [*parts, cell]


def _signatures(paper: Paper, places: tuple[str, ...]) -> None:
    """Free places above lines, side by side, never torn apart by the end of a page."""
    if not places:
        return
    if paper.get_y() + SIGNING + 16 > paper.h - BOTTOM:
        paper.add_page()
    paper.ln(6)
    top, width = paper.get_y(), paper.epw / len(places)
    for place, name in enumerate(places):
        x = SIDE + place * width
        paper.set_font(SERIF, "B", 11)
        paper.set_xy(x, top)
        paper.multi_cell(width - 4, 5, paper.wrapped(clean_line(name)), align="C")
        paper.line(x + 6, top + SIGNING, x + width - 10, top + SIGNING)
    paper.set_y(top + SIGNING + 4)
