"""The tree of sections the regulation names (LC-3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from accounts.models.people import Grant


STAYS = _("The regulation names this section: it stays (LC-3.2).")


class SectionQuerySet(TreeQuerySet["Section"]):
    def at_or_below(self, keys: Iterable[int]) -> Self:
        """The sections with these keys and everything below them, however deep."""
        found, waiting = set(keys), set(keys)
        pairs = list(Section.objects.values_list("pk", "parent_id")) if waiting else []
        while waiting:
            waiting = {pk for pk, parent in pairs if parent in waiting} - found
            found |= waiting
        below: Self = self.filter(pk__in=found)
        return below

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(mandatory=True).exists():
            raise ValidationError(STAYS)
        deleted: tuple[int, dict[str, int]] = super().delete()
        return deleted


class Section(TreeNode):
    """A section or subsection; its order is its own, since the regulation's letters skip."""

    class Kind(models.TextChoices):
        ARTICLE_LIST = "article_list", _("List of articles")
        SINGLE_PAGE = "single_page", _("Single page")
        GALLERY = "gallery", _("Gallery")
        VIDEO = "video", _("Video")
        MAP = "map", _("Map")
        QUESTIONS = "questions", _("Questions and answers")
        SPOKESPERSONS = "spokespersons", _("Spokespersons")
        PROJECTS = "projects", _("Projects")

    code = models.SlugField(_("code"), unique=True, max_length=60)
    letter = models.CharField(
        _("letter"), max_length=2, blank=True, help_text=_("Its letter in LC-3.2.")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.ARTICLE_LIST
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    mandatory = models.BooleanField(
        _("mandatory"),
        default=False,
        help_text=_("Named by the regulation: may be renamed, not deleted (LC-3.2)."),
    )
    name = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("summary"), max_length=400, blank=True)

    objects = SectionQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]
        permissions = [("work_on_section", "May work on this section as a member of the board")]

    def __str__(self) -> str:
        return self.name or self.code

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.mandatory:
            raise ValidationError(STAYS)
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return deleted

    def scopes(self, *, on: date) -> set[tuple[str, int]]:
        """This section and those above it; a right on any of them covers it."""
        keys, section = set(), self
        while section is not None:
            keys.add(("sections.section", section.pk))
            section = section.parent
        return keys


class SectionGrant(Grant):
    """Object permissions on sections: without one, an appointment over a section opens nothing."""

    content_object = models.ForeignKey(Section, on_delete=models.CASCADE)
    enabled = True

    class Meta(Grant.Meta):
        verbose_name = _("right on a section")
        verbose_name_plural = _("rights on sections")
