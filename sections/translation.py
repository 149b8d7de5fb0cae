from modeltranslation.translator import TranslationOptions, register

from sections.models import Article, Section


@register(Section)
class SectionTranslation(TranslationOptions):
    """Names of sections stand in all three languages."""

    fields = ("name", "summary")
    required_languages = {"default": ("name",)}


@register(Article)
class ArticleTranslation(TranslationOptions):
    """No fallback and NULL for what is not live: an empty column is the proof."""

    fields = (
        "title",
        "slug",
        "lead",
        "body",
        "byline",
        "published_at",
        "revised_at",
        "outdated_since",
        "gone_at",
    )
    fallback_languages = {"default": ()}
    empty_values = None
