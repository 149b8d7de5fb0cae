"""A letter as PDF: measures of Phụ lục I of Nghị định 30/2020, in millimetres and points."""

from collections.abc import Sequence
from typing import Final

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
from notifications.rules.paper import POINT, SERIF, Paper


TOP: Final = 20
BOTTOM: Final = 20
LEFT: Final = 30
RIGHT: Final = 15
WIDTH: Final = 210 - LEFT - RIGHT
LEFT_COLUMN: Final = 73
RIGHT_COLUMN: Final = WIDTH - LEFT_COLUMN
INDENT: Final = 10
AIR: Final = 2.1  # 6 pt between paragraphs
SEAL: Final = 28  # free height for the seal or the digital signature


class _LetterPaper(Paper):
    """Page numbers in the middle of the head, from the second page on."""

    draft = False

    def header(self) -> None:
        if self.draft:
            self.set_font(SERIF, "B", 11)
            self.set_text_color(150)
            self.set_xy(LEFT, 8)
            self.cell(WIDTH, 6, DRAFT, align="R")
            self.set_text_color(0)
        if self.page_no() > 1:
            self.set_font(SERIF, "", 13)
            self.set_xy(LEFT, 10)
            self.cell(WIDTH, 6, str(self.page_no()), align="C")
        self.set_xy(LEFT, TOP)


def letter_pdf(letter: Letter) -> bytes:
    """The letter on A4; the same letter is the same bytes."""
    letter = letter.cleaned()
    paper = _LetterPaper()
    paper.draft = letter.draft
    paper.describe(
        title=f"{letter.title} – {letter.abstract}",
        author=letter.issuer,
        language="vi-VN",
        made_on=letter.issued_on,
    )
    paper.speak([letter.abstract, letter.addressee, letter.signer, *letter.content])
    paper.set_margins(LEFT, TOP, RIGHT)
    paper.c_margin = 0
    paper.set_auto_page_break(auto=True, margin=BOTTOM)
    paper.add_page()
    _head(paper, letter)
    _title(paper, letter)
    _content(paper, letter)
    _foot(paper, letter)
    return paper.finished()


def _line(
    paper: Paper, text: str, *, x: float, width: float, style: str, size: float, align: str = "C"
) -> None:
    """A line of text, or more where it does not fit; the next one stands below it."""
    paper.set_font(SERIF, style, size)
    paper.set_x(x)
    paper.multi_cell(
        width, size * POINT * 1.2, paper.wrapped(text), align=align, new_x="LEFT", new_y="NEXT"
    )


def _rule(paper: Paper, *, x: float, width: float, share: float) -> None:
    """The line beneath, a share of the width, in its middle."""
    y = paper.get_y() + 0.6
    inset = width * (1 - share) / 2
    paper.set_line_width(0.2)
    paper.line(x + inset, y, x + width - inset, y)
    paper.set_y(y + 1.6)


def _head(paper: Paper, letter: Letter) -> None:
    right = LEFT + LEFT_COLUMN
    paper.set_y(TOP)
    if letter.superior:
        _line(paper, letter.superior.upper(), x=LEFT, width=LEFT_COLUMN, style="", size=12)
    _line(paper, letter.issuer.upper(), x=LEFT, width=LEFT_COLUMN, style="B", size=12)
    _rule(paper, x=LEFT, width=LEFT_COLUMN, share=0.38)
    lower = paper.get_y()
    paper.set_y(TOP)
    _line(paper, COUNTRY, x=right, width=RIGHT_COLUMN, style="B", size=12)
    _line(paper, MOTTO, x=right, width=RIGHT_COLUMN, style="B", size=13)
    _rule(paper, x=right, width=RIGHT_COLUMN, share=_share(paper, MOTTO))
    below = max(lower, paper.get_y()) + AIR
    paper.set_y(below)
    _line(paper, number_line(letter), x=LEFT, width=LEFT_COLUMN, style="", size=13)
    lower = paper.get_y()
    paper.set_y(below)
    _line(paper, place_and_date(letter), x=right, width=RIGHT_COLUMN, style="I", size=13)
    paper.set_y(max(lower, paper.get_y()) + 3 * AIR)


def _share(paper: Paper, text: str) -> float:
    """As long as the text above it."""
    paper.set_font(SERIF, "B", 13)
    return float(paper.get_string_width(text) / RIGHT_COLUMN)


def _title(paper: Paper, letter: Letter) -> None:
    if letter.kind:
        _line(paper, letter.kind.upper(), x=LEFT, width=WIDTH, style="B", size=14)
    _line(paper, letter.abstract, x=LEFT + 15, width=WIDTH - 30, style="B", size=14)
    _rule(paper, x=LEFT, width=WIDTH, share=0.3)
    paper.set_y(paper.get_y() + 2 * AIR)


def _content(paper: Paper, letter: Letter) -> None:
    if letter.addressee:
        _line(paper, f"Kính gửi: {letter.addressee}", x=LEFT, width=WIDTH, style="", size=14)
        paper.set_y(paper.get_y() + 2 * AIR)
    *before, last = letter.content or ("",)
    _paragraphs(paper, before)
    # A signature never stands alone on a page: the last paragraph goes with it.
    height = paper.multi_cell(
        WIDTH - INDENT, 14 * POINT * 1.25, paper.wrapped(last), dry_run=True, output="HEIGHT"
    )
    if isinstance(height, float) and not _fits(paper, height + _foot_height(letter)):
        paper.add_page()
    _paragraphs(paper, [last])


def _paragraphs(paper: Paper, texts: Sequence[str]) -> None:
    paper.set_font(SERIF, "", 14)
    for text in texts:
        # A long address breaks off its line, whose words would be torn apart to fill it.
        align = "L" if "://" in text else "J"
        with (
            paper.text_columns(text_align=align, line_height=1.25) as column,
            column.paragraph(first_line_indent=INDENT, bottom_margin=AIR) as paragraph,
        ):
            paragraph.write(paper.wrapped(text))


def _fits(paper: Paper, height: float) -> bool:
    return bool(paper.get_y() + height <= paper.h - BOTTOM)


def _foot_height(letter: Letter) -> float:
    """Lines of 14 points to the right, of 12 and 11 to the left, with air above."""
    right = 6 * (len(letter.authority) + 1) + SEAL
    left = 5 * (len(letter.recipients) + 1)
    return max(right, left) + 4 * AIR


def _foot(paper: Paper, letter: Letter) -> None:
    """Recipients to the left, the signer to the right; both on one page."""
    recipients = recipient_lines(letter)
    if not _fits(paper, _foot_height(letter)):
        paper.add_page()
    top = paper.get_y() + 2 * AIR
    paper.set_y(top)
    _line(paper, RECIPIENTS, x=LEFT, width=LEFT_COLUMN, style="BI", size=12, align="L")
    for line in recipients:
        _line(paper, line, x=LEFT, width=LEFT_COLUMN, style="", size=11, align="L")
    paper.set_y(top)
    right = LEFT + LEFT_COLUMN
    for line in letter.authority:
        _line(paper, line.upper(), x=right, width=RIGHT_COLUMN, style="B", size=14)
    paper.set_y(paper.get_y() + SEAL)
    _line(paper, letter.signer, x=right, width=RIGHT_COLUMN, style="B", size=14)
