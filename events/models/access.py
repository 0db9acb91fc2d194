"""How programs come to the desk: tokens, and the requests that must not be carried out twice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.record.vocabulary import Scope


class ApiToken(models.Model):
    """Lets a program act as an account, within `scopes`, until it expires or is revoked.

    Only the SHA-256 of the token is kept. It has 256 random bits: nothing slower is needed against
    guessing. `beginning` are its first letters, by which people tell one from another.
    """

    name = models.CharField(
        _("name"), max_length=100, help_text=_("What it is for, such as: import from the archive")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("acts as"),
        on_delete=models.CASCADE,
        related_name="api_tokens",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(_("begins with"), max_length=12, editable=False)
    scopes = models.CharField(_("may"), max_length=100)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(name="api_token_has_scope", condition=~Q(scopes="")),
            models.CheckConstraint(
                name="api_token_expires_after_it_was_made",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("The token would have expired already."),
            ),
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at=None),
                name="api_token_once_per_name",
                violation_error_message=_("There is a token of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_scope(self, scope: Scope | str) -> bool:
        return Scope(scope).value in self.scopes.split()


class IdempotentRequest(models.Model):
    """A POST that was carried out, with its answer: sent again with its key, it is told once more.

    `request` is the SHA-256 of address and body, so that a key is not used for two things.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotent_request_once"),
        ]

    def __str__(self) -> str:
        return self.key
