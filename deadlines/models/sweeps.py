"""That somebody looked at the clocks, and when nobody did."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SweepGap(models.Model):
    """A time in which nobody looked at the clocks, or in which the clock itself jumped.

    `to_at` before `from_at` is a step backwards: automation that cannot be undone waits.
    """

    from_at = models.DateTimeField(_("from"))
    to_at = models.DateTimeField(_("to"))
    seen_at = models.DateTimeField(_("noticed at"), db_index=True)

    class Meta:
        verbose_name = _("gap between sweeps")
        verbose_name_plural = _("gaps between sweeps")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_at:%Y-%m-%d %H:%M:%S} – {self.to_at:%Y-%m-%d %H:%M:%S}"

    @property
    def backwards(self) -> bool:
        """Whether the clock was set back."""
        return self.to_at < self.from_at


class SweepRun(models.Model):
    """That the clocks of one kind of subject were looked at; kept for a week."""

    at = models.DateTimeField(_("at"), db_index=True)
    subject = models.CharField(_("kind of subject"), max_length=100)
    scanned = models.PositiveIntegerField(_("looked at"))
    fired = models.PositiveIntegerField(_("reminders"))
    failed = models.PositiveIntegerField(_("failures"), default=0)
    lag = models.PositiveIntegerField(_("greatest delay in seconds"), default=0)

    class Meta:
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "id"], name="deadlines_sweep_last")]

    def __str__(self) -> str:
        return f"{self.subject} {self.at:%Y-%m-%d %H:%M:%S}"
