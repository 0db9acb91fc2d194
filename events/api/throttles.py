"""How many requests a client may send, and the header fields that say so in every answer.

They are those of draft-ietf-httpapi-ratelimit-headers: ``RateLimit-Policy`` and ``RateLimit`` of
its later versions, and the three of its earlier versions, which more clients read.
"""

from dataclasses import dataclass
from math import ceil
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from events.accounts.addresses import client_address


@dataclass(frozen=True)
class Rate:
    """What a client has left of a window. `reset` is in seconds from now."""

    policy: str
    limit: int
    window: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={self.window}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.reset}',
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


class Throttle(BaseThrottle):
    """Counts the requests of an address in windows of fixed length, by the policy of the view.

    `settings.API_RATES` has the policies; None is no limit. The counts are in Django's cache, which
    belongs to this process alone unless a shared one is configured. OPTIONS is not counted:
    browsers send it on their own before a script's request.
    """

    def allow_request(self, request: HttpRequest, view: Any) -> bool:
        policy: str = view.policy
        rate = settings.API_RATES[policy]
        if rate is None or request.method == "OPTIONS":
            return True
        limit, window = rate
        now = time()
        number, since = divmod(now, window)
        key = f"rate:{policy}:{int(number)}:{client_address(request)}"
        # The window is part of the key, so that old counts need no reset; they expire.
        count = 1 if cache.add(key, 1, window + 1) else _increase(key, window)
        view.rate = Rate(policy, limit, window, max(limit - count, 0), ceil(window - since))
        return count <= limit

    def wait(self) -> float | None:
        return None  # `PublicView.respond` takes it from the view's rate


def _increase(key: str, window: int) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # expired in between
        cache.add(key, 1, window + 1)
        return 1
