"""The nine parts of an administrative document (NĐ 30/2020, Điều 8 khoản 2)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from notifications.rules.plain import clean, clean_line


COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS: Final = "Nơi nhận:"
DRAFT: Final = "BẢN XEM TRƯỚC"


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on a letter. The name of the state and its motto stand on every one.

    `number` is empty on a preview. `authority` is how its signer signs, line by line: "KT. TRƯỞNG
    BAN", "PHÓ TRƯỞNG BAN". The place of the seal or digital signature is left free above `signer`.
    """

    superior: str
    issuer: str
    number: str
    symbol: str
    place: str
    issued_on: date
    kind: str
    abstract: str
    addressee: str
    content: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    draft: bool = False

    def cleaned(self) -> "Letter":
        """The same without signs that no printing can show, each part on its own line."""
        return Letter(
            superior=clean_line(self.superior),
            issuer=clean_line(self.issuer),
            number=clean_line(self.number),
            symbol=clean_line(self.symbol),
            place=clean_line(self.place),
            issued_on=self.issued_on,
            kind=clean_line(self.kind),
            abstract=clean_line(self.abstract),
            addressee=clean_line(self.addressee),
            content=_paragraphs(self.content),
            authority=tuple(map(clean_line, self.authority)),
            signer=clean_line(self.signer),
            recipients=tuple(map(clean_line, self.recipients)),
            draft=self.draft,
        )

    @property
    def title(self) -> str:
        """How a reader of files calls it: `THÔNG BÁO 01/TB-BBT`."""
        return f"{self.kind} {self.number or '…'}/{self.symbol}".strip()


def _paragraphs(content: tuple[str, ...]) -> tuple[str, ...]:
    lines = [line.strip() for part in content for line in clean(part).split("\n")]
    return tuple(line for line in lines if line)


def number_line(letter: Letter) -> str:
    """`Số: 01/TB-BBT`; the number itself is open on a preview."""
    return f"Số: {letter.number or '    '}/{letter.symbol}"


def place_and_date(letter: Letter) -> str:
    """`Lào Cai, ngày 05 tháng 02 năm 2026`: a nought before days below 10 and months 1 and 2."""
    day = letter.issued_on
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{letter.place}, ngày {day.day:02} tháng {month} năm {day.year}"


def recipient_lines(letter: Letter) -> list[str]:
    """`- Như trên;` … `- Lưu: VT.`: a semicolon after each, a full stop after the last."""
    last = len(letter.recipients) - 1
    return [
        f"- {name.rstrip(' .;')}{'.' if place == last else ';'}"
        for place, name in enumerate(letter.recipients)
    ]


def letter_text(letter: Letter) -> str:
    """The letter as plain text, for screens and for those who hear their screen read."""
    told = letter.cleaned()
    parts = [
        *([DRAFT, ""] if told.draft else []),
        COUNTRY, MOTTO, "", *filter(None, [told.superior]), told.issuer,
        number_line(told), place_and_date(told), "",
        told.kind, told.abstract, "",
        *([f"Kính gửi: {told.addressee}", ""] if told.addressee else []),
        *[line for paragraph in told.content for line in (paragraph, "")],
        *told.authority, told.signer, "",
        RECIPIENTS, *recipient_lines(told),
    ]  # fmt: skip
    return "\n".join(parts) + "\n"
