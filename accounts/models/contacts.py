"""How a person is reached in urgent matters, beyond the portal and e-mail."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class Contact(models.Model):
    """A person's telephone and messenger (liên hệ khẩn), which they alone enter and see.

    Apart from the account, so that no list, record or log of accounts holds a number. `urgent_by`
    names gateways of this installation (`NOTIFY_GATEWAYS`); one that was taken away is passed over.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="contact", verbose_name=_("person")
    )
    phone = models.CharField(
        _("telephone"), max_length=16, blank=True, validators=[RegexValidator(r"^\+[1-9]\d{7,14}$")]
    )
    messenger = models.CharField(
        _("name in the messenger"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9@._+-]+$")],
    )
    urgent_by = models.JSONField(_("urgent matters by"), default=list, blank=True)

    class Meta:
        verbose_name = _("contact in urgent matters")
        verbose_name_plural = _("contacts in urgent matters")

    def __str__(self) -> str:
        return str(self.user_id)  # never the number: this ends up in logs
