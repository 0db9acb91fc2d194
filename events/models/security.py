"""The log of sign-ins and of changes to accounts."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.record.vocabulary import SecurityEventKind


class SecurityEvent(models.Model):
    """One sign-in, failure, or change of an account. Rows are only ever added.

    Failed sign-ins are also counted from here, so that the limits hold for all processes:
    `login_digest` is a hash of the name that was entered, which may belong to no account, and
    `device` the id of a device that has signed in to this account before, or "".
    """

    kind = models.CharField(_("what"), max_length=20, choices=SecurityEventKind.choices)
    at = models.DateTimeField(_("when"))
    # Deleting an account keeps what it did.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="security_events",
    )
    account_name = models.CharField(_("account"), max_length=150, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=200, blank=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    login_digest = models.CharField(max_length=32, blank=True)
    device = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security log")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at"], name="security_by_time"),
            models.Index(fields=["kind", "login_digest", "at"], name="security_by_login"),
            models.Index(fields=["kind", "address", "at"], name="security_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {localtime(self.at):%Y-%m-%d %H:%M}"
