"""PDF paper: fonts that hold every letter of the portal's languages, and nothing of the clock."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final, Literal

from fpdf import FPDF
from fpdf.fonts import TTFFont
from fpdf.line_break import TextLine
from fpdf.prefs import ViewerPreferences


FONTS: Final = Path(__file__).resolve().parent.parent / "data" / "fonts"
SERIF: Final = "serif"
HAN: Final = "han"
POINT: Final = 25.4 / 72  # mm
_STYLES: Final = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
# Signs that Western type does not hold are breakable anywhere: nobody puts spaces between them.
_EASTERN: Final = range(0x2E80, 0x10000)
_BREAK: Final = "\u200b"
# Each place to break costs time: one for so many signs, and one after every closing sign.
_TOGETHER: Final = 4
# Nothing begins a line with these.
_CLOSING: Final = frozenset("，。、；：！？）》」』”’")


class Paper(FPDF):
    """A4 in millimetres whose bytes depend on what is printed alone."""

    def __init__(self, *, orientation: Literal["portrait", "landscape"] = "portrait") -> None:
        super().__init__(orientation=orientation, unit="mm", format="A4")
        self.str_alias_nb_pages = ""
        for style, name in _STYLES.items():
            self.add_font(SERIF, style, FONTS / f"LiberationSerif-{name}.ttf")
        self.set_font(SERIF, size=13)

    def describe(self, *, title: str, author: str, language: str, made_on: date) -> None:
        """What the file says of itself."""
        self.set_title(title)
        self.set_author(author)
        self.set_lang(language)
        self.set_producer("laocai-portal")
        self.set_creator("laocai-portal")
        self.set_creation_date(datetime.combine(made_on, time(), tzinfo=UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def speak(self, texts: Iterable[str]) -> None:
        """Load the Chinese font if any of these texts needs it."""
        if HAN not in self.fonts and any(map(needs_han, texts)):
            self.add_font(HAN, "", FONTS / "DroidSansFallback-GBK.ttf")
            self.set_fallback_fonts([HAN], exact_match=False)

    def finished(self) -> bytes:
        """The file; nothing can be printed on this paper any more."""
        content = bytes(self.output())
        self.put_away()
        return content

    def put_away(self) -> None:
        """Close the files of the fonts."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def _render_styled_text_line(self, text_line: TextLine, *args: Any, **options: Any) -> bool:
        """Places to break have done their duty: without them names are found and copied whole."""
        for fragment in text_line.fragments:
            fragment.characters = [sign for sign in fragment.characters if sign != _BREAK]
        spaces = sum(fragment.characters.count(" ") for fragment in text_line.fragments)
        line = text_line._replace(number_of_spaces=spaces)
        return super()._render_styled_text_line(line, *args, **options)

    def wrapped(self, text: str) -> str:
        """With places to break the line between Chinese signs; what no font has becomes `□`."""
        drawn = [font.cmap for font in self.fonts.values() if isinstance(font, TTFFont)]
        parts: list[str] = []
        run = 0
        for sign in text:
            eastern = ord(sign) in _EASTERN
            if eastern and sign not in _CLOSING and run >= _TOGETHER:
                parts.append(_BREAK)
                run = 0
            run = _TOGETHER if sign in _CLOSING else run + 1 if eastern else _TOGETHER
            known = sign == "\n" or any(ord(sign) in cmap for cmap in drawn)
            parts.append(sign if known else "□")
        return "".join(parts)


def needs_han(text: str) -> bool:
    """Whether it holds signs that the serif type does not draw."""
    return any(ord(sign) in _EASTERN for sign in text)
