"""The outbox: what is to be told to whom, written in the transaction of the act itself."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.models.documents import OutgoingDocument
from notifications.rules import Channel


CHANNEL_LABELS = {
    Channel.IN_APP.value: _("In the portal"),
    Channel.EMAIL.value: _("By e-mail"),
    Channel.GATEWAY.value: _("By messenger or SMS"),
}


class MessageQuerySet(models.QuerySet["Message"]):
    def in_app(self) -> Self:
        return self.filter(channel=Channel.IN_APP)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def dead(self) -> Self:
        return self.filter(dead_at__isnull=False)

    def waiting(self) -> Self:
        """Not sent yet, not given up, and not gathered into another."""
        return self.filter(sent_at__isnull=True, dead_at__isnull=True, digest__isnull=True)

    def by(self, channel: Channel) -> Self:
        return self.filter(channel=channel)

    def due(self, *, at: datetime) -> Self:
        """To be sent now, and in nobody's hands."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
        return self.waiting().filter(free, not_before__lte=at)

    def latest_first(self) -> Self:
        return self.order_by("-queued_at", "-pk")


class Message(models.Model):
    """One message to one recipient by one way.

    It holds facts, not sentences: the wording of its kind is rendered in the recipient's language
    when it is read or sent.
    """

    dedupe_key = models.CharField(_("key"), max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    channel = models.CharField(_("way"), max_length=10, choices=CHANNEL_LABELS)
    gateway = models.CharField(
        _("gateway"),
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text=_("By its name in the settings; alone it reaches a group."),
    )
    urgent = models.BooleanField(_("urgent"), default=False, db_default=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
    )
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    enclosed = models.ForeignKey(
        OutgoingDocument,
        verbose_name=_("enclosed document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
    )
    context = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("in hand until"), null=True, blank=True)
    lease_token = models.UUIDField(_("in the hands of"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    proof = models.CharField(
        _("proof"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=_("The Message-ID, or the reference given to the gateway."),
    )
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    digest = models.ForeignKey(
        "self",
        verbose_name=_("told within"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gathered",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["not_before"],
                name="notifications_waiting",
                condition=Q(sent_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(fields=["recipient", "channel", "read_at"], name="notifications_inbox"),
            models.Index(
                fields=["recipient", "sent_at"],
                name="notifications_mailed",
                condition=Q(channel=Channel.EMAIL.value),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(dead_at__isnull=True),
                name="notifications_message_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address="") | ~Q(gateway=""),
                name="notifications_message_reaches_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.IN_APP.value) | Q(recipient__isnull=False),
                name="notifications_message_in_app_has_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.GATEWAY.value, gateway__gt="")
                | Q(~Q(channel=Channel.GATEWAY.value), gateway=""),
                name="notifications_message_by_gateway_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.recipient or self.address or self.gateway}"

    def destination(self) -> str:
        """Where an e-mail goes now: people's addresses change while it waits."""
        return self.recipient.email if self.recipient else self.address
