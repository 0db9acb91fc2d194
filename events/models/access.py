"""Access of programs to the desk: API tokens and idempotent requests."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.record import limits
from events.record.vocabulary import Scope


class ApiToken(models.Model):
    """Lets a program act as an account, within `scopes`, until it expires or is revoked.

    Only the SHA-256 of the token is stored. A slow hash is not needed, since the token has 256
    random bits. `beginning` holds its first letters, to tell tokens apart.
    """

    name = models.CharField(
        _("name"),
        max_length=limits.CREDENTIAL_NAME,
        help_text=_("The purpose of the token, such as: import from the archive"),
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
                violation_error_message=_("The token would already have expired."),
            ),
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at=None),
                name="api_token_once_per_name",
                violation_error_message=_("You already have a token with this name."),
            ),
        ]

    plaintext = ""
    """The token itself, known only to the instance that `create_token` returns."""

    def __str__(self) -> str:
        return self.name

    def has_scope(self, scope: Scope | str) -> bool:
        return Scope(scope).value in self.scopes.split()


class IdempotentRequest(models.Model):
    """A POST request and its response, which is replayed for the same Idempotency-Key.

    `request` is the SHA-256 of the address and the body, to reject a key used for two requests.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=limits.IDEMPOTENCY_KEY)
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
