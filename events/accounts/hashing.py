"""Hashing passwords without taking the processor from readers.

A hash costs a third of a second of a core on purpose. Anyone can ask for it by trying to sign in.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# One hash at a time in each process. Those who wait hold a thread each, so that they are few.
WAITING: Final = 2
RETRY_SECONDS: Final = 3

_slots = threading.BoundedSemaphore(1 + WAITING)


class TooManyHashings(Exception):
    """More passwords are being checked than may wait."""


def _yield_to_readers() -> None:
    # Linux sets the priority of a thread, not of the process, for a thread's id.
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)


_executor = ThreadPoolExecutor(1, "password-hashing", initializer=_yield_to_readers)


class QueuedPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """Hashes in one thread of lowest priority. Raise `TooManyHashings` if others wait for it.

    The hash itself releases the interpreter lock, so that the other threads go on meanwhile.
    """

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        if not _slots.acquire(blocking=False):
            raise TooManyHashings
        try:
            return _executor.submit(super().encode, password, salt, iterations).result()
        finally:
            _slots.release()
