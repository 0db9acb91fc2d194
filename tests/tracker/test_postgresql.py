"""Connections that the server has ended are not handed to the next request."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pooled() -> Iterator[Any]:
    """A way to the database with a pool of its own."""
    wrapper = connection.copy(alias="pooled")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def asked(wrapper: Any, sql: str, *values: Any) -> Any:
    with wrapper.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0] if cursor.description else None


def backends(wrapper: Any) -> set[int]:
    """Which of the server's processes answer some requests, one after the other: those of the whole
    pool, which grows only where several ask at once.
    """
    found = set()
    for _n in range(4):
        found.add(asked(wrapper, "SELECT pg_backend_pid()"))
        wrapper.close()
    return found


def test_connections_are_used_again(pooled):
    assert backends(pooled) & backends(pooled)


def test_connections_that_were_ended_while_they_lay_in_the_pool_are_replaced(pooled):
    known = backends(pooled)
    for pid in known:
        asked(connection, "SELECT pg_terminate_backend(%s, 5000)", pid)

    assert backends(pooled).isdisjoint(known)


def test_connection_that_was_told_something_is_kept_if_it_answers(pooled):
    asked(pooled, "LISTEN something_new")
    listening = asked(pooled, "SELECT pg_backend_pid()")
    pooled.close()
    asked(connection, "NOTIFY something_new")

    assert listening in backends(pooled)
