"""The log of redactions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.record.redaction import SCAR


class Redaction(models.Model):
    """One redaction: who removed something, when and why, but not what. Rows are only ever added.

    `subject` is the public id of the event, actor or source from which it started; `number` is the
    edition that was removed whole, None if a text was removed. `places` counts the scars by table.
    """

    subject = models.CharField(_("record"), max_length=14)
    number = models.PositiveIntegerField(_("edition"), null=True, blank=True)
    at = models.DateTimeField(_("when"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.PROTECT,
        related_name="redactions",
    )
    ground = models.TextField(_("public ground"))
    reason = models.TextField(_("internal reason"), blank=True)
    places = models.JSONField(_("places"), default=dict)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        permissions = [("redact_event", _("Can redact the public record"))]
        constraints = [
            models.CheckConstraint(name="redaction_has_a_ground", condition=~Q(ground="")),
        ]

    def __str__(self) -> str:
        return f"{SCAR} {self.subject} {localtime(self.at):%Y-%m-%d %H:%M}"
