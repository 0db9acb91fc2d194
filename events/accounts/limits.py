"""How often signing in may fail, by account and by address.

The failures are counted in the security log, so that all processes share the limits and a restart
forgets nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from events.accounts.addresses import client_address
from events.accounts.devices import known_device
from events.models import SecurityEvent, User
from events.record.vocabulary import SecurityEventKind

WINDOW: Final = timedelta(minutes=15)
PER_ACCOUNT: Final = 10
PER_ADDRESS: Final = 30


@dataclass(frozen=True)
class Attempt:
    """An attempt to sign in as `login`, which may be the name of an account or its email address.

    `device` is "" for a device that the account has never signed in on.
    """

    login_digest: str
    address: str
    device: str

    @classmethod
    def of(cls, request: HttpRequest, login: str, account: User | None) -> "Attempt":
        # Databases find an account by more spellings than casefold() makes equal: PostgreSQL takes
        # "ı" for "i". Each spelling would have a limit of its own.
        entered = f"account {account.pk}" if account else login.strip().casefold()
        # People enter passwords in the wrong field: do not store what was entered.
        digest = salted_hmac("events.accounts.limits", entered).hexdigest()[:32]
        return cls(digest, client_address(request), known_device(request, account))

    def seconds_to_wait(self, now: datetime) -> int:
        """Return 0 if the password may be checked now.

        A device that the account has signed in on before has a limit of its own, which nobody else
        can exhaust.
        """
        by_account = {"login_digest": self.login_digest, "device": self.device}
        limits: list[tuple[dict[str, Any], int]] = [(by_account, PER_ACCOUNT)]
        if not self.device and self.address:
            limits.append(({"address": self.address}, PER_ADDRESS))
        return max(_wait(failures, most, now) for failures, most in limits)

    def is_first_refusal(self, now: datetime) -> bool:
        """Whether to log a refusal: once per account and address, or a flood would fill the log."""
        refusals = SecurityEvent.objects.filter(
            kind=SecurityEventKind.REFUSED,
            at__gt=now - WINDOW,
            login_digest=self.login_digest,
            address=self.address or None,
        )
        return not refusals.exists()


def _wait(failures: dict[str, Any], most: int, now: datetime) -> int:
    recent = SecurityEvent.objects.filter(
        kind=SecurityEventKind.FAILED, at__gt=now - WINDOW, **failures
    )
    times = recent.order_by("-at").values_list("at", flat=True)[most - 1 : most]
    return max((int((at + WINDOW - now).total_seconds()) + 1 for at in times), default=0)
