"""Numbers that are given out once each, whoever asks at the same moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """A register's numbers of one year; its row is locked while one is taken."""

    class Register(models.TextChoices):
        CASES = "cases", _("Cases")

    register = models.CharField(_("register"), max_length=20, choices=Register.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = [
            models.UniqueConstraint(fields=["register", "year"], name="one_series_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.year}: {self.last}"
