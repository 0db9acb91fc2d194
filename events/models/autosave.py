"""What editors typed into forms of the desk and have not saved yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.record import limits

KEY_LENGTH = 32
PATH_LENGTH = 200


class Autosave(models.Model):
    """A form as its editor last typed it. Nobody else ever sees it.

    `key` is that of the form on the page: two tabs with the same record are two rows. `path` is the
    address of the form. `fields` are the pairs of names and values that are not empty.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves", db_index=False
    )
    key = models.CharField(max_length=KEY_LENGTH)
    path = models.CharField(max_length=PATH_LENGTH)
    title = models.CharField(max_length=limits.TITLE, blank=True)
    fields = models.JSONField()
    size = models.PositiveIntegerField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("unsaved form")
        verbose_name_plural = _("unsaved forms")
        ordering = ["-saved_at", "-id"]
        default_permissions = ()  # no page lists them; each account has its own alone
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="autosave_once")]

    def __str__(self) -> str:
        return self.path
