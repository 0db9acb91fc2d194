"""The cache of several processes (CACHE_URL): Redis, and each process's own memory without it.

It holds counts for rate limits. They are worth less than an answer: while Redis does not respond,
each process counts for itself, and asks again after a pause.
"""

import json
import logging
import time
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 0.5
PAUSE_SECONDS: Final = 10.0


class JSONSerializer:
    """Django's own serializer unpickles, so that whoever can write to Redis could run code."""

    def dumps(self, value: Any) -> Any:
        # Redis counts up whole numbers only.
        return value if type(value) is int else json.dumps(value)

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


class _Pause:
    """Until when Redis is not asked, for all threads: each of them has a cache of its own."""

    until = 0.0


class SharedCache(BaseCache):
    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = {
            "serializer": JSONSerializer,
            "socket_timeout": TIMEOUT_SECONDS,
            "socket_connect_timeout": TIMEOUT_SECONDS,
        }
        self._redis = RedisCache(location, {**params, "OPTIONS": options})
        self._memory = LocMemCache(location, {**params, "OPTIONS": {"MAX_ENTRIES": 100_000}})

    def _ask(self, method: str, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() >= _Pause.until:
            try:
                return getattr(self._redis, method)(*arguments, **options)
            except RedisError as error:
                _Pause.until = time.monotonic() + PAUSE_SECONDS
                # The message has the address of the server, but no password.
                logger.error("Redis does not respond; limits are counted per process: %s", error)
        return getattr(self._memory, method)(*arguments, **options)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self._ask("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up. Raise `ValueError` for a key that is not there."""
        return int(self._ask("incr", key, delta, version))

    def clear(self) -> None:
        self._ask("clear")
