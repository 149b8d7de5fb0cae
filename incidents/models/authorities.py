"""Bodies whose request starts the 24 hours of LC-8.3; data, since their names die (LC-16.3)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def existing(self, *, on: date) -> Self:
        """Those that can still ask on a day; `until` is the first day they cannot."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=on))


class Authority(models.Model):
    """A competent body (cơ quan có thẩm quyền) and what it may demand."""

    code = models.SlugField(_("code"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=250)
    competent_for = models.JSONField(
        _("competent for"), default=list, help_text=_("Keys of provisions, such as LC-8.3.")
    )
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day it can no longer ask.")
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("successor"),
    )
    confirmed = models.BooleanField(
        _("competence confirmed"),
        default=False,
        help_text=_("Somebody compared its competence with the decree in force."),
    )

    objects = models.Manager.from_queryset(AuthorityQuerySet)()

    class Meta:
        verbose_name = _("competent authority")
        verbose_name_plural = _("competent authorities")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code

    def exists(self, *, on: date) -> bool:
        """Whether it can still ask on a day."""
        return self.until is None or on < self.until

    def current(self, *, on: date) -> Authority:
        """Whoever asks in its place on a day (LC-16.3); itself if it exists or nobody does."""
        body, seen = self, {self.pk}
        while not body.exists(on=on) and body.successor is not None:
            if body.successor_id in seen:
                return self
            body = body.successor
            seen.add(body.pk)
        return body

    def clean(self) -> None:
        """No circle of successors, and no heir without the day on which it took over."""
        if self.successor_id is not None and self.until is None:
            raise ValidationError(
                {"until": _("Give the first day on which it can no longer ask.")}, code="until"
            )
        heir, seen = self.successor, {self.pk}
        while heir is not None:
            if heir.pk in seen:
                raise ValidationError(
                    {"successor": _("It cannot be succeeded by itself, not even in the end.")},
                    code="circle",
                )
            seen.add(heir.pk)
            heir = heir.successor

    def may_demand(self, provision: str, *, on: date) -> bool:
        """Whether a request of that day under this provision is one of LC-8.3."""
        return provision in self.competent_for and self.exists(on=on)
