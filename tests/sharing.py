"""Rows that the tests of a module share, where making them takes most of the time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def shared_rows(blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around those of the tests, which roll back to what was written in it before.

    For a fixture of the scope of a module whose tests all use it or do not mind the rows. None of
    them may commit.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
