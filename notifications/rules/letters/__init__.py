"""Letters in the form of Nghị định 30/2020: what one holds, and its two printings."""

from notifications.rules.letters.pages import letter_pdf
from notifications.rules.letters.parts import Letter, letter_text, number_line, place_and_date
from notifications.rules.letters.word import letter_docx


__all__ = ["Letter", "letter_docx", "letter_pdf", "letter_text", "number_line", "place_and_date"]
