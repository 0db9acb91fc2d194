"""The desk's log of editorial actions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.models.edition import Edition
from events.models.event import Event
from events.record.vocabulary import Verb


class Action(models.Model):
    """One editorial action. `reason` is internal; the public reason is the edition's note."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="actions"
    )
    verb = models.CharField(_("act"), max_length=12, choices=Verb.choices)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.PROTECT,
        related_name="actions",
    )
    at = models.DateTimeField(_("when"))
    reason = models.TextField(_("why"), blank=True)
    version = models.PositiveIntegerField(_("version"))
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )

    class Meta:
        verbose_name = _("editorial action")
        verbose_name_plural = _("editorial actions")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="action_by_time"),
            models.Index(fields=["at"], name="action_correcting", condition=Q(verb=Verb.CORRECTED)),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {localtime(self.at):%Y-%m-%d %H:%M}"
