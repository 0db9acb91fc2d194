"""Writing the security log. django-allauth tells what happens by signals.

Each row is a line of the server's log as well: whoever takes over the database cannot change that.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from events.accounts.addresses import client_address
from events.accounts.limits import Attempt
from events.models import SecurityEvent, User
from events.record.vocabulary import SecurityEventKind

logger = structlog.get_logger(__name__)


def log(
    kind: SecurityEventKind,
    request: HttpRequest | None,
    *,
    account: User | None = None,
    by: User | None = None,
    detail: str = "",
    attempt: Attempt | None = None,
) -> None:
    """Add a row to the security log. `by` is the account that acts, if it is not `account`."""
    row = SecurityEvent.objects.create(
        kind=kind,
        at=timezone.now(),
        account=account,
        account_name=account.get_username() if account else "",
        by=by,
        address=(client_address(request) or None) if request else None,
        user_agent=request.headers.get("User-Agent", "")[:200] if request else "",
        detail=detail[:300],
        login_digest=attempt.login_digest if attempt else "",
        device=attempt.device if attempt else "",
    )
    logger.info(
        "security",
        kind=str(row.kind),
        account=row.account_name,
        by=by.get_username() if by else "",
        address=row.address or "",
        detail=row.detail,
    )


def prune_log(*, now: datetime) -> int:
    """Delete the rows that are older than SECURITY_LOG_DAYS, and return how many there were.

    They have addresses of people, and strangers can add to them.
    """
    before = now - timedelta(days=settings.SECURITY_LOG_DAYS)
    number, _by_model = SecurityEvent.objects.filter(at__lt=before).delete()
    return number


def connect() -> None:
    """Log what the signals of Django and django-allauth tell."""
    kinds = SecurityEventKind
    for signal, kind in (
        (user_logged_in, kinds.SIGNED_IN),
        (user_logged_out, kinds.SIGNED_OUT),
        (account_signals.password_changed, kinds.PASSWORD_CHANGED),
        (account_signals.password_set, kinds.PASSWORD_CHANGED),
        (account_signals.password_reset, kinds.PASSWORD_RESET),
        (account_signals.email_changed, kinds.EMAIL_CHANGED),
        (account_signals.email_added, kinds.EMAIL_CHANGED),
        (account_signals.email_removed, kinds.EMAIL_CHANGED),
        (account_signals.email_confirmed, kinds.EMAIL_CONFIRMED),
        (mfa_signals.authenticator_added, kinds.FACTOR_ADDED),
        (mfa_signals.authenticator_removed, kinds.FACTOR_REMOVED),
        (mfa_signals.authenticator_reset, kinds.FACTOR_RENEWED),
        (mfa_signals.authentication_failed, kinds.FACTOR_FAILED),
    ):
        signal.connect(_logger(kind), weak=False, dispatch_uid=f"{id(signal)} {kind}")


def _logger(kind: SecurityEventKind) -> Any:
    def receive(sender: Any, request: HttpRequest | None = None, **details: Any) -> None:
        address = details.get("email_address") or details.get("to_email_address")
        authenticator = details.get("authenticator")
        detail = str(getattr(address, "email", "")) or str(getattr(authenticator, "type", ""))
        account = details.get("user") or getattr(address, "user", None)
        if account is not None:  # signing out without having signed in
            log(kind, request, account=account, detail=detail)

    return receive
