from modeltranslation.translator import TranslationOptions, register

from incidents.models import Authority


@register(Authority)
class AuthorityTranslation(TranslationOptions):
    """Names of bodies stand in all three languages."""

    fields = ("name",)
    required_languages = {"default": ("name",)}
