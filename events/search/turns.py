"""Short transactions of long work, between which others get their turn to write.

SQLite has a single lock for all that write. A connection that waits for it looks again after up to
100 ms (its busy handler, sqlite3BtreeBeginTrans), and never gets it from work that takes it again
at once.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.db import OperationalError, connection, transaction

WRITE_SECONDS: Final = 0.25
"""About how long a transaction may take."""
PAUSE_SECONDS: Final = 0.12
"""How long the lock is left to others after it. Longer than they wait between two looks."""
PATIENCE_SECONDS: Final = 60
"""How long to wait for the lock. Requests wait for a few seconds only (see the settings)."""


@contextmanager
def short_transaction() -> Iterator[None]:
    """A transaction of long work; within another transaction a savepoint.

    On SQLite it begins when nobody else is writing, and leaves the lock free when it has ended.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    try:
        with ExitStack() as stack:
            _begin(stack)
            yield
    finally:
        time.sleep(PAUSE_SECONDS)


@contextmanager
def patience() -> Iterator[None]:
    """Within it, wait long for the write lock of SQLite."""
    if connection.vendor != "sqlite":
        yield
        return
    before = _set_busy_timeout(PATIENCE_SECONDS * 1000)
    try:
        yield
    finally:
        _set_busy_timeout(before)


def is_locked(error: OperationalError) -> bool:
    """Return whether others held the write lock of SQLite for too long."""
    return "database is locked" in str(error)


def _begin(stack: ExitStack) -> None:
    """Begin the transaction. As long as others are writing, leave the lock to them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    patience = _set_busy_timeout(0)
    try:
        while True:
            try:
                stack.enter_context(transaction.atomic())
                return
            except OperationalError as error:
                if not is_locked(error) or time.monotonic() > deadline:
                    raise
            time.sleep(PAUSE_SECONDS)
    finally:
        _set_busy_timeout(patience)


def _set_busy_timeout(milliseconds: int) -> int:
    """Set how long SQLite waits for the lock and return how long it did."""
    with connection.cursor() as cursor:
        [before] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
    return int(before)


@dataclass
class Pace:
    """How many rows fit into a short transaction, learnt from those before."""

    rows: int = 10
    most: int = 100
    began: float = field(default_factory=time.monotonic)

    def begin(self) -> None:
        self.began = time.monotonic()

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self.began >= WRITE_SECONDS

    def learn(self, rows: int) -> None:
        """Note how many rows the transaction had. The next one has at most twice as many."""
        took = max(time.monotonic() - self.began, 0.001)
        self.rows = max(1, min(2 * rows, self.most, int(rows * WRITE_SECONDS / took)))
