from sections.models.articles import Article, ArticlePicture
from sections.models.sections import Section, SectionGrant
from sections.models.takedowns import Takedown


__all__ = ["Article", "ArticlePicture", "Section", "SectionGrant", "Takedown"]
