"""The letter of a complex case, word by word (LC-8.2-notice; NĐ 30/2020, Điều 8).

It is a Vietnamese document whatever the language of the report: these words are its text, and no
sentence of a page.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from notifications.rules.letters import Letter


KIND: Final = "complex_case"


class Way(StrEnum):
    """How a letter reaches whoever it is for."""

    EMAIL = "email"
    BY_HAND = "by_hand"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues letters, as their head shows it."""

    superior: str
    issuer: str
    symbol: str
    place: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the letter tells; moments are local."""

    case: str
    code: str
    subject: str
    reporter: str
    received_at: datetime
    reason: str
    promised_at: datetime
    legal_basis: str
    address: str


# How each role signs, the highest first. Whether an editor may sign by order of the head is the
# board's to confirm.
SIGNS_AS: Final = (
    ("head_of_board", ("Trưởng Ban",)),
    ("deputy_head", ("KT. Trưởng Ban", "Phó Trưởng Ban")),
    ("secretary", ("TL. Trưởng Ban", "Thư ký Ban Biên tập")),
    ("editor", ("TL. Trưởng Ban", "Ủy viên Ban Biên tập")),
)


def authority_of(roles: frozenset[str]) -> tuple[str, ...]:
    """The lines above a signature: for the head (KT.), by order of the head (TL.)."""
    return next((lines for role, lines in SIGNS_AS if role in roles), ("TL. Trưởng Ban",))


def letter(
    facts: Facts, head: Letterhead, *, signer: str, authority: tuple[str, ...], on: date
) -> Letter:
    """The draft of the letter; its number is given when it is issued."""
    received = _day(facts.received_at)
    content = (
        (
            f"Ngày {received}, {head.issuer} tiếp nhận yêu cầu của quý vị về việc: {facts.subject} "
            f"(mã tra cứu {facts.code})."
        ),
        (
            f"Căn cứ {_lowered(facts.legal_basis)}, {head.issuer} thông báo: yêu cầu nêu trên là "
            "trường hợp phức tạp, cần thêm thời gian để xử lý. Lý do:"
        ),
        facts.reason,
        f"Thời gian hoàn thành: chậm nhất {_moment(facts.promised_at)}.",
        f"Quý vị có thể theo dõi việc xử lý tại địa chỉ {facts.address} bằng mã tra cứu nêu trên.",
        f"{head.issuer} trân trọng thông báo./.",
    )
    return Letter(
        superior=head.superior,
        issuer=head.issuer,
        number="",
        symbol=head.symbol,
        place=head.place,
        issued_on=on,
        kind="Thông báo",
        abstract=f"Thời gian hoàn thành xử lý yêu cầu số {facts.case}",
        addressee=facts.reporter or f"Người gửi yêu cầu mã {facts.code}",
        content=content,
        authority=authority,
        signer=signer,
        recipients=("Như trên", "Lưu: VT"),
        draft=True,
    )


def _day(moment: datetime) -> str:
    return f"{moment.day:02} tháng {_month(moment)} năm {moment.year}"


def _month(moment: datetime) -> str:
    return f"{moment.month:02}" if moment.month < 3 else str(moment.month)


def _moment(moment: datetime) -> str:
    return f"{moment.hour:02} giờ {moment.minute:02} phút, ngày {_day(moment)}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
