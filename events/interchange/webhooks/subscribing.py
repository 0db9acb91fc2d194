"""Verbs of webhooks: create and change them, and replay deliveries."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, Problem, problems_of
from events.editorial.recording import Change, record_version
from events.editorial.versions import begin_change, require
from events.interchange.outbound import AddressRefused, check_host, current_policy
from events.interchange.webhooks.queueing import last_seq
from events.interchange.webhooks.signing import new_secret
from events.models import Delivery, User, Webhook
from events.record.vocabulary import DeliveryState
from events.timeline.filters import saved_filter_problems

CHANGE_OVER: Final = timedelta(days=1)
"""How long messages are also signed with a secret that was renewed."""


def create_webhook(*, webhook: Webhook, editor: User, now: datetime) -> str:
    """Save a new webhook and return its secret. It receives what is published from now on.

    Raise `EditorialError` with the problems by field.
    """
    require(editor, "add_webhook")
    webhook.secret = new_secret()
    webhook.created_by = editor
    webhook.created_at = webhook.updated_at = webhook.resumes_at = now
    webhook.last_seq = last_seq()
    _check(webhook, _address_error(webhook))
    with transaction.atomic():
        webhook.save(force_insert=True)
        record_version(webhook, Change(editor, now))
    webhook.has_new_secret = True
    return webhook.secret


def change_webhook(
    *, webhook: Webhook, editor: User, now: datetime, expected_version: int, renew: bool = False
) -> None:
    """Save the name, address, filter and activity of a webhook. Raise `EditorialError`.

    With `renew` it gets a new secret. The former secret signs too for another day; one that was
    renewed before no longer does.
    """
    require(editor, "change_webhook")
    # Resolving a name can take long: nobody else could write meanwhile.
    address_error = _address_error(webhook)
    with transaction.atomic():
        begin_change(Webhook, webhook.pk, expected_version=expected_version, now=now)
        if renew:
            webhook.former_secret, webhook.secret = webhook.secret, new_secret()
            webhook.former_until = now + CHANGE_OVER
        _check(webhook, address_error)
        # Leave alone the columns that workers write.
        secrets = ["secret", "former_secret", "former_until"] if renew else []
        webhook.save(update_fields=["name", "url", "filter", "active", *secrets])
        webhook.has_new_secret = renew
        reason = _("The secret was renewed.") if renew else ""
        record_version(webhook, Change(editor, now, reason))


def replay_deliveries(*, deliveries: Collection[int], editor: User, now: datetime) -> int:
    """Queue deliveries again, whatever their state; return how many."""
    require(editor, "replay_delivery")
    return requeue(Delivery.objects.filter(pk__in=deliveries), now=now)


def requeue(deliveries: QuerySet[Delivery], *, now: datetime) -> int:
    """Reset deliveries to pending without attempts; return how many."""
    return deliveries.order_by().update(
        state=DeliveryState.PENDING, attempts=0, next_attempt_at=now, delivered_at=None
    )


def _address_error(webhook: Webhook) -> str:
    """Return why nothing can be sent to the address of a webhook; "" if something can."""
    webhook.url = webhook.url.strip()
    try:
        if webhook.url:
            check_host(webhook.url, current_policy())
    except AddressRefused as error:
        return _address_problems()[str(error)]
    return ""


def _check(webhook: Webhook, address_error: str) -> None:
    webhook.filter = webhook.filter.strip().removeprefix("?")
    problems = [Problem("filter", detail) for detail in saved_filter_problems(webhook.filter)]
    if address_error:
        problems.append(Problem("url", address_error))
    try:
        webhook.full_clean(validate_constraints=not problems)
    except ValidationError as error:
        problems += problems_of(error)
    if problems:
        raise EditorialError(problems)


def _address_problems() -> dict[str, str]:
    return {
        "unreadable": _("Enter a full address, such as https://example.org/path."),
        "scheme": _("The address must start with https://."),
        "userinfo": _("The address must not contain a user name or password."),
        "private": _("The address must be publicly reachable."),
    }
