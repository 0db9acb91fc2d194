"""Making and changing webhooks, and having deliveries sent again."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, Problem
from events.editorial.versions import begin_change, require
from events.interchange.outbound import Refused, allowed_here, check_url
from events.interchange.webhooks.following import last_seq
from events.interchange.webhooks.signing import new_secret
from events.models import Delivery, User, Webhook
from events.record.vocabulary import DeliveryState
from events.timeline.filters import FilterError, saved_filter

CHANGE_OVER: Final = timedelta(days=1)
"""How long a secret goes on signing beside the one that has replaced it."""


def create_webhook(*, webhook: Webhook, editor: User, now: datetime) -> str:
    """Save a new webhook, which is told of what is published from now on; gives its secret.

    Raises `EditorialError` by field.
    """
    require(editor, "add_webhook")
    webhook.secret = new_secret()
    webhook.created_by = editor
    webhook.created_at = webhook.updated_at = webhook.resumes_at = now
    webhook.last_seq = last_seq()
    _check(webhook)
    webhook.save(force_insert=True)
    return webhook.secret


def change_webhook(
    *, webhook: Webhook, editor: User, now: datetime, expected_version: int, renew: bool = False
) -> None:
    """Save the name, address, filter and activity of a webhook. Raises `EditorialError`.

    `renew`: with a new secret; what it had signs beside it for a day, any before that no longer.
    """
    require(editor, "change_webhook")
    with transaction.atomic():
        begin_change(Webhook, webhook.pk, expected_version=expected_version, now=now)
        if renew:
            webhook.former_secret, webhook.secret = webhook.secret, new_secret()
            webhook.former_until = now + CHANGE_OVER
        _check(webhook)
        # Nothing that a worker writes.
        secrets = ["secret", "former_secret", "former_until"] if renew else []
        webhook.save(update_fields=["name", "url", "filter", "active", *secrets])


def replay_deliveries(*, deliveries: Collection[int], editor: User, now: datetime) -> int:
    """Have deliveries sent again, whatever became of them; how many."""
    require(editor, "replay_delivery")
    return put_back(Delivery.objects.filter(pk__in=deliveries), now=now)


def put_back(deliveries: QuerySet[Delivery], *, now: datetime) -> int:
    """Deliveries as if none had been attempted."""
    return deliveries.order_by().update(
        state=DeliveryState.PENDING, attempts=0, next_attempt_at=now, delivered_at=None
    )


def filter_problems(text: str) -> list[str]:
    """Why a webhook's filter cannot be read; empty for one that can, or for none."""
    try:
        if text:
            saved_filter(text)
    except FilterError as refusal:
        return [f"{problem.parameter}: {problem.detail}" for problem in refusal.problems]
    return []


def _check(webhook: Webhook) -> None:
    webhook.url = webhook.url.strip()
    webhook.filter = webhook.filter.strip().removeprefix("?")
    problems = [Problem("filter", told) for told in filter_problems(webhook.filter)]
    try:
        if webhook.url:
            check_url(webhook.url, allowed_here())
    except Refused as refusal:
        problems.append(Problem("url", _refusals()[str(refusal)]))
    try:
        webhook.full_clean(validate_constraints=not problems)
    except ValidationError as refused:
        found = refused.message_dict.items()
        problems += [Problem(field, " ".join(texts)) for field, texts in found]
    if problems:
        raise EditorialError(problems)


def _refusals() -> dict[str, str]:
    return {
        "unreadable": _("This is not an address. It looks like https://example.org/path."),
        "scheme": _("The address begins with https://."),
        "userinfo": _("An address with a password in it is not kept."),
        "private": _("This address is not public."),
    }
