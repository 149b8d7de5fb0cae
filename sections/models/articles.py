"""What is public, and only that: columns of a language are filled while it is live."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy as _
from modeltranslation.manager import MultilingualManager, MultilingualQuerySet

from accounts.models import Agency, User
from files.models import Attachment
from kernel import languages
from sections.models.closures import closed
from sections.models.sections import Section


def col(field: str, language: str) -> str:
    """The translated column of a field: `title`, `zh-hans` -> `title_zh_hans`."""
    return f"{field}_{languages.column(language)}"


class ArticleQuerySet(MultilingualQuerySet["Article"]):
    def published(self, *, at: datetime) -> Self:
        """Articles with at least one language before the public at an instant."""
        live = models.Q()
        for code in languages.CODES:
            live |= models.Q(**{f"{col('published_at', code)}__lte": at})
        return self.filter(live)

    def visible_to(self, viewer: User | AnonymousUser, *, at: datetime) -> Self:
        """The only gate of every public surface: what this viewer may see now (LC-9.3).

        Nobody sees more here for being on the board; drafts are shown by the desk alone.
        """
        public = self.published(at=at).filter(lifecycle=Article.Lifecycle.ACTIVE)
        return public.filter(hidden_at__isnull=True)

    def in_section(self, section: Section) -> Self:
        """Articles of a section and of those below it."""
        return self.filter(section__in=Section.objects.at_or_below([section.pk]))

    def translated_into(self, language: str) -> Self:
        """Articles that are live in a language."""
        return self.filter(**{f"{col('published_at', language)}__isnull": False})

    def latest_first(self, language: str) -> Self:
        return self.order_by(f"-{col('published_at', language)}", "-pk")

    def with_pictures(self, language: str) -> Self:
        """Pictures of one language, read with the list rather than row by row."""
        shown = ArticlePicture.objects.open().filter(language=language)
        shown = shown.select_related("attachment")
        return self.prefetch_related(
            models.Prefetch("pictures", queryset=shown, to_attr="shown_pictures")
        )


class Article(models.Model):
    """A news item or page as the public sees it; written by `sections.actions` alone."""

    class Lifecycle(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="articles", verbose_name=_("section")
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("agency"),
    )
    source_language = models.CharField(
        _("language of the original"), max_length=10, choices=settings.LANGUAGES
    )
    source_kind = models.CharField(_("source"), max_length=20)
    lifecycle = models.CharField(
        _("state"), max_length=10, choices=Lifecycle.choices, default=Lifecycle.ACTIVE
    )
    title = models.CharField(_("title"), max_length=250, null=True)  # noqa: DJ001 NULL = not live
    slug = models.SlugField(  # noqa: DJ001
        _("words in the address"), max_length=120, null=True, db_index=False
    )
    lead = models.TextField(_("lead"), null=True)  # noqa: DJ001
    body = models.TextField(_("body"), null=True)  # noqa: DJ001
    byline = models.CharField(_("byline"), max_length=250, null=True)  # noqa: DJ001
    published_at = models.DateTimeField(_("published at"), null=True)
    revised_at = models.DateTimeField(_("revised at"), null=True)
    outdated_since = models.DateTimeField(_("outdated since"), null=True)
    gone_at = models.DateTimeField(_("gone since"), null=True)
    hidden_at = models.DateTimeField(
        _("hidden since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Every language is kept from the public until two people decide."),
    )

    objects = MultilingualManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return self.url(get_language() or languages.VI)

    def in_language(self, field: str, language: str) -> Any:
        """A field in one language, never another's in its stead."""
        return getattr(self, col(field, language))

    def live_languages(self, *, at: datetime) -> list[str]:
        """Codes of the languages before the public at an instant."""
        if self.hidden_at is not None:
            return []
        return [
            code
            for code in languages.CODES
            if (since := self.in_language("published_at", code)) is not None and since <= at
        ]

    def url(self, language: str) -> str:
        """Its address in a language; the key alone finds it, the words are for readers."""
        slug = self.in_language("slug", language) or self.code
        with translation.override(language):
            return reverse("sections:article", args=[slug, self.pk])

    @property
    def lead_picture(self) -> ArticlePicture | None:
        """The first picture, where `with_pictures` read them."""
        shown: list[ArticlePicture] = getattr(self, "shown_pictures", [])
        return shown[0] if shown else None


class ArticlePictureQuerySet(models.QuerySet["ArticlePicture"]):
    def open(self) -> ArticlePictureQuerySet:
        """Those that nobody took down: the only pictures a reader may see."""
        return self.exclude(closed())


class ArticlePicture(models.Model):
    """A picture as it stands in one live language of an article."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="pictures")
    language = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="shown_in")
    alt = models.CharField(max_length=300)
    caption = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=150, blank=True)
    rights = models.CharField(max_length=250, blank=True)

    objects = ArticlePictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of an article")
        verbose_name_plural = _("pictures of articles")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "position"], name="one_picture_per_position"
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt
