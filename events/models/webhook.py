"""Webhooks and their deliveries."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.edition import Edition
from events.models.identity import Curated
from events.record import limits
from events.record.vocabulary import DeliveryState


class Webhook(Curated):
    """A URL that receives the editions after `last_seq`.

    `secret` signs the messages and is therefore stored in clear. After it was renewed, messages are
    also signed with the former one until `former_until`, to give the receiver time to change. No
    delivery starts before `resumes_at`: a worker has leased the webhook, or the receiver has failed
    or sent Retry-After.
    """

    name = models.CharField(
        _("name"),
        max_length=limits.CREDENTIAL_NAME,
        help_text=_("The subscriber, such as: archive of the paper"),
    )
    url = models.CharField(
        _("address"),
        max_length=limits.WEBHOOK_ADDRESS,
        validators=[RegexValidator(r"\Ahttps?://", _("The address must start with https://."))],
        help_text=_("The address that receives the editions: https://…"),
    )
    filter = models.CharField(
        _("saved filter"),
        max_length=limits.FILTER,
        blank=True,
        help_text=_(
            "A query string of the timeline, such as type=talks&from=2023. Leave empty for all "
            "events."
        ),
    )
    active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_(
            "An inactive webhook sends nothing. Once active again, it continues where it stopped."
        ),
    )
    secret = models.CharField(max_length=64, editable=False)
    former_secret = models.CharField(max_length=64, blank=True, editable=False)
    former_until = models.DateTimeField(null=True, editable=False)
    last_seq = models.BigIntegerField(_("last edition queued"), default=0, editable=False)
    resumes_at = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="webhooks",
        editable=False,
    )

    has_new_secret = False
    """Whether the verb that saved this instance has just made its secret."""

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="webhook_has_secret", condition=~Q(secret="")),
            models.CheckConstraint(
                name="webhook_former_secret_ends",
                condition=Q(former_secret="", former_until__isnull=True)
                | (~Q(former_secret="") & Q(former_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="webhook_address_is_of_the_web",
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                violation_error_message=_("The address must start with https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One edition to be sent to one webhook.

    `attempts` counts the attempts that were started. During one, `next_attempt_at` is in the
    future, so that another worker takes over if this one dies. `last_status` is the HTTP status, or
    None if there was no response.
    """

    webhook = models.ForeignKey(
        Webhook,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        # With a context: German has another word for a state that is an actor.
        pgettext_lazy("of a delivery", "state"),
        max_length=10,
        choices=DeliveryState.choices,
        default=DeliveryState.PENDING,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_status = models.PositiveSmallIntegerField(_("last HTTP status"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-edition_id", "id"]
        permissions = [("replay_delivery", _("Can send a delivery again"))]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "edition"], name="delivery_once"),
            models.CheckConstraint(
                name="delivery_delivered_has_its_moment",
                condition=(
                    Q(state=DeliveryState.DELIVERED, delivered_at__isnull=False)
                    | (~Q(state=DeliveryState.DELIVERED) & Q(delivered_at__isnull=True))
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "edition"],
                name="delivery_pending",
                condition=Q(state=DeliveryState.PENDING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.edition_id}"
