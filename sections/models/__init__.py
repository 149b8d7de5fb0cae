from sections.models.articles import Article, ArticlePicture
from sections.models.hidings import Hiding, HidingEnd, HidingOutcome
from sections.models.ledger import LedgerEntry
from sections.models.sections import Section, SectionGrant
from sections.models.takedowns import Takedown


__all__ = [
    "Article",
    "ArticlePicture",
    "Hiding",
    "HidingEnd",
    "HidingOutcome",
    "LedgerEntry",
    "Section",
    "SectionGrant",
    "Takedown",
]
