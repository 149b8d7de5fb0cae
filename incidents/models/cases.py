"""Everything somebody brings to the one intake of LC-8.1, whichever way it came."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from deadlines.models import Clock
from files.models import Enclosure
from incidents.models.authorities import Authority
from incidents.models.labels import (
    CHANNEL_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    TRIAGE_LABELS,
    VIOLATION_LABELS,
)
from incidents.rules import duties
from incidents.rules.states import OPEN, Kind, State
from kernel.paired import paired
from sections.models import Article


__all__ = ["CHANNEL_LABELS", "KIND_LABELS", "STATE_LABELS", "Case", "CaseQuerySet"]
_PERSON: Final[dict[str, Any]] = {
    "on_delete": models.PROTECT,
    "null": True,
    "blank": True,
    "related_name": "+",
}


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        """Cases with something still to be done."""
        return self.filter(state__in=OPEN)

    def closed(self) -> Self:
        return self.exclude(state__in=OPEN)

    def of_kind(self, kind: Kind) -> Self:
        return self.filter(kind=kind)

    def demanded_by_authorities(self) -> Self:
        """Requests of LC-8.3, those that began as somebody's report included."""
        return self.filter(authority__isnull=False)

    def soonest_due_first(self) -> Self:
        """Running clocks by their end; then what has none left, the latest first."""
        return self.order_by(models.F("due_at").asc(nulls_last=True), "-received_at", "-pk")

    def for_lists(self) -> Self:
        """With what a line of a list shows, in a fixed number of queries."""
        return self.select_related("handler", "authority", "agency")


class Case(models.Model):
    """A case (sự vụ): support, incident, report of a violation, request of an authority (LC-8.1).

    Whoever reported is never shown to the public; `tracking_code` alone opens its public side.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    tracking_code = models.CharField(_("tracking code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=KIND_LABELS)
    state = models.CharField(
        _("state"), max_length=20, choices=STATE_LABELS, default=State.RECEIVED.value
    )
    channel = models.CharField(_("channel"), max_length=20, choices=CHANNEL_LABELS)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    description = models.TextField(_("description"))
    page_url = models.CharField(_("page"), max_length=500, blank=True)
    articles = models.ManyToManyField(
        Article, related_name="cases", blank=True, verbose_name=_("articles")
    )
    enclosures = models.ManyToManyField(
        Enclosure, related_name="cases", blank=True, verbose_name=_("enclosures")
    )
    reporter_name = models.CharField(_("name"), max_length=150, blank=True)
    reporter_email = models.EmailField(_("e-mail address"), blank=True)
    reporter_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    received_at = models.DateTimeField(_("received"))
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        help_text=_("Nobody, where the reporter sent it through the portal."),
        **_PERSON,
    )
    form_token = models.UUIDField(null=True, unique=True, editable=False)
    office = models.CharField(
        _("office of the caller"), max_length=250, blank=True, help_text=_("As it was given.")
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("agency concerned"),
    )
    read_back_at = models.DateTimeField(_("read back"), null=True, blank=True)
    read_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("read back by"),
        help_text=_("What was written was read back to the caller, who confirmed it."),
        **_PERSON,
    )
    violation = models.CharField(
        _("violation"), max_length=10, choices=VIOLATION_LABELS, blank=True
    )
    triage = models.CharField(_("examination"), max_length=10, choices=TRIAGE_LABELS, blank=True)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("authority"),
    )
    demanded_at = models.DateTimeField(_("demanded"), null=True, blank=True)
    officer = models.CharField(_("officer of the authority"), max_length=150, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter_on = models.DateField(_("date of the letter"), null=True, blank=True)
    removal_demanded = models.BooleanField(_("removal demanded (national security)"), default=False)
    call_confirmed_at = models.DateTimeField(_("confirmed by calling back"), null=True, blank=True)
    call_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("called back by"),
        **_PERSON,
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("handler"),
    )
    result = models.TextField(_("what the reporter was told"), blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    due_at = models.DateTimeField(
        _("due"),
        null=True,
        editable=False,
        help_text=_("The earliest of its clocks that run; empty where none does."),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("goes on as"),
    )
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0)
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"), null=True, blank=True, help_text=_("1 (not at all) to 5 (wholly).")
    )
    satisfaction_words = models.TextField(_("what the reporter adds"), blank=True)
    satisfaction_at = models.DateTimeField(_("rated"), null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0, editable=False)

    clocks = GenericRelation(Clock, related_query_name="incidents_case")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "kind"], name="incidents_case_by_state"),
            # The desk: what is due next, and how much of it there is, without reading a row.
            models.Index(
                fields=[
                    "due_at",
                    "-received_at",
                    "-id",
                    "kind",
                    "handler",
                    "agency",
                    "authority",
                ],
                condition=Q(state__in=sorted(OPEN)),
                name="incidents_case_open_by_due",
            ),
        ]
        constraints = [
            paired("read_back"),
            paired("satisfaction", "satisfaction_at"),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="incidents_case_satisfaction_of_five",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED.value, merged_into__isnull=False)
                | Q(~Q(state=State.MERGED.value), merged_into__isnull=True),
                name="incidents_case_merged_into_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="incidents_case_not_into_itself"
            ),
            paired("handled"),
            paired("call_confirmed"),
            paired("demanded_at", "authority"),
            models.CheckConstraint(
                condition=Q(received_at__lte=models.F("recorded_at")),
                name="incidents_case_received_before_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.AUTHORITY_REQUEST.value) | Q(authority__isnull=False),
                name="incidents_case_request_names_its_authority",
            ),
            models.CheckConstraint(
                condition=Q(removal_demanded=False) | Q(authority__isnull=False),
                name="incidents_case_removal_demanded_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("case_desk:case", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def provision(self) -> str:
        """The provision in whose time it is to be dealt with; an authority's goes first."""
        if self.authority_id is not None:  # also of what began as a report or a finding
            return duties.demanded(removal=self.removal_demanded)
        return duties.provision_on_receipt(Kind(self.kind))

    def clocks_running(self) -> list[Clock]:
        """Its open clocks, the most urgent first; read with the list where `for_lists` did."""
        return sorted((clock for clock in self.clocks.all() if clock.is_open), key=_due)


def _due(clock: Clock) -> datetime:
    return clock.due_at
