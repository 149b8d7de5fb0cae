"""Who holds which role, where, from when to when, by which decision."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.roles import Role


ROLE_LABELS = {
    Role.AGENCY_OFFICER: _("Agency officer"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.SECRETARY: _("Secretary of the board"),
    Role.EDITOR: _("Member of the board"),
    Role.TRANSLATOR: _("Translator"),
    Role.TRANSLATION_REVIEWER: _("Translation reviewer"),
    Role.DEPUTY_HEAD: _("Deputy head of the board"),
    Role.HEAD_OF_BOARD: _("Head of the board"),
    Role.ADMINISTRATOR: _("Administrator"),
}


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def running(self, *, on: date) -> Self:
        """Appointments in force on a day, the first and the last day included."""
        return self.filter(models.Q(to_on__isnull=True) | models.Q(to_on__gte=on), from_on__lte=on)

    def within(self, scope: models.Model) -> Self:
        """Appointments limited to exactly this section or agency."""
        return self.filter(scope_type=ContentType.objects.get_for_model(scope), scope_id=scope.pk)


class Appointment(models.Model):
    """A role held by a person over a section, an agency or the whole portal (LC-7.2, LC-12.3)."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=30, choices=ROLE_LABELS)
    scope_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, editable=False
    )
    scope_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    scope = GenericForeignKey("scope_type", "scope_id")
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    decision_on = models.DateField(_("decision date"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["user_id", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope_type__isnull=True, scope_id__isnull=True)
                | models.Q(scope_type__isnull=False, scope_id__isnull=False),
                name="appointment_scope_whole_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="appointment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def scope_key(self) -> tuple[str, int] | None:
        """("sections.section", 7), or None for the whole portal."""
        if self.scope_type_id is None or self.scope_id is None:
            return None
        kind = ContentType.objects.get_for_id(self.scope_type_id)
        return f"{kind.app_label}.{kind.model}", self.scope_id

    def runs_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)
