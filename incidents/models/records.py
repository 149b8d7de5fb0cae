"""What was done with a case: its history, the notices sent, the orders to take down."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.rules.reasons import Ground
from incidents.models.cases import Case
from incidents.rules.machine import PUBLIC_ACTIONS
from incidents.rules.states import Action
from sections.models import Article, Takedown


ACTION_LABELS = {
    Action.RECEIVE.value: _("Received"),
    Action.ASSIGN.value: _("Somebody is dealing with it"),
    Action.MARK_COMPLEX.value: _("Found to need more time"),
    Action.DELIVER_NOTICE.value: _("Told in writing when it will be done"),
    Action.ESCALATE.value: _("Taken up by an authority"),
    Action.ADD_ARTICLE.value: _("An article was added"),
    Action.ORDER_TAKEDOWN.value: _("Taken down from the portal"),
    Action.NOTE.value: _("Note"),
    Action.TRIAGE.value: _("Examined by the board"),
    Action.SUSPEND.value: _("Waiting for the reporter"),
    Action.RESUME.value: _("No longer waiting for the reporter"),
    Action.ENCLOSE.value: _("A document was added"),
    Action.CONFIRM_CALL.value: _("Confirmed by calling back"),
    Action.MERGE.value: _("Goes on with another report"),
    Action.ABSORB.value: _("Another report about it was joined"),
    Action.RESOLVE.value: _("Dealt with"),
    Action.REJECT.value: _("Not accepted"),
    Action.REOPEN.value: _("Taken up again"),
    Action.RATE.value: _("Rated by the reporter"),
    Action.HIDE.value: _("Hidden from the public"),
    Action.SUSPEND_HIDING.value: _("Automatic hiding suspended"),
    Action.ASK_RELEASE.value: _("Release of what is hidden asked for"),
    Action.RELEASE_HIDING.value: _("Given back to the public"),
}
GROUND_LABELS = {
    Ground.AUTHORITY_REQUEST.value: _("Request of a competent authority"),
    Ground.NATIONAL_SECURITY.value: _("Content against national security"),
    Ground.UNTRUE.value: _("Not true"),
    Ground.COPYRIGHT.value: _("Rights of somebody else"),
    Ground.PERSONAL_DATA.value: _("Personal data"),
    Ground.SOURCE_WITHDRAWN.value: _("Withdrawn by its source"),
    Ground.OWN_ERROR.value: _("Our own mistake"),
}


class CaseEventQuerySet(models.QuerySet["CaseEvent"]):
    def told_to_the_public(self) -> Self:
        """What whoever holds the tracking code may see."""
        return self.filter(Q(action__in=PUBLIC_ACTIONS) | Q(action=Action.NOTE, public=True))


class CaseEvent(models.Model):
    """One step in the life of a case. Append-only: the database refuses to change one.

    `note` is for the board unless `public`; names of people are never shown outside.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    action = models.CharField(_("act"), max_length=20, choices=ACTION_LABELS)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    note = models.TextField(_("note"), blank=True)
    public = models.BooleanField(_("the note is for the reporter"), default=False)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        ordering = ["case", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="incidents_events_without_gaps")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.seq} {self.action}"


class TakedownOrder(models.Model):
    """The order to take something down (lệnh gỡ bỏ), and the act that carried it out (LC-8.3)."""

    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("case"),
    )
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="+", verbose_name=_("article")
    )
    takedown = models.OneToOneField(Takedown, on_delete=models.PROTECT, related_name="order")
    languages = models.JSONField(_("languages"))
    addresses = models.JSONField(
        _("addresses"), help_text=_("What answered before, by language; it answers 410 now.")
    )
    ground = models.CharField(_("ground"), max_length=40, choices=GROUND_LABELS)
    reason = models.TextField(_("reason"))
    ordered_by = models.CharField(_("on whose demand"), max_length=250, blank=True)
    provision = models.CharField(_("provision"), max_length=20)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("name"), max_length=150)

    class Meta:
        verbose_name = _("order to take down")
        verbose_name_plural = _("orders to take down")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.article} {self.at:%Y-%m-%d %H:%M}"

    @property
    def verified_at(self) -> datetime | None:
        """When somebody outside first found every address gone; None until then."""
        seen = self.looks.filter(gone=True).order_by("at", "pk")
        return seen.values_list("at", flat=True).first()
