from modeltranslation.translator import TranslationOptions, register

from accounts.models import Agency


@register(Agency)
class AgencyTranslation(TranslationOptions):
    """Names of bodies stand in all three languages."""

    fields = ("name", "short_name")
    required_languages = {"default": ("name",)}
