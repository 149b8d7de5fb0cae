from sections.models.articles import Article, ArticlePicture
from sections.models.closures import PictureTakedown
from sections.models.hidings import Hiding, HidingEnd, HidingOutcome
from sections.models.ledger import LedgerEntry
from sections.models.sections import Section, SectionGrant
from sections.models.takedowns import Answer, Restoration, SealedCopy, SealedPicture, Takedown


__all__ = [
    "Answer",
    "Article",
    "ArticlePicture",
    "Hiding",
    "HidingEnd",
    "HidingOutcome",
    "LedgerEntry",
    "PictureTakedown",
    "Restoration",
    "SealedCopy",
    "SealedPicture",
    "Section",
    "SectionGrant",
    "Takedown",
]
