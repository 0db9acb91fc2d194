"""Connections that the server has ended are not handed to the next request."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def asked(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def backends(times: int) -> set[int]:
    """Which of the server's processes answer so many requests, one after the other."""
    found = set()
    for _n in range(times):
        found |= set(asked("SELECT pg_backend_pid()"))
        connection.close()
    return found


def test_connections_are_used_again():
    known = backends(4)
    assert backends(4) <= known


def test_connections_that_were_ended_while_they_lay_in_the_pool_are_replaced():
    known = backends(4)
    ended = asked(f"SELECT pid {OTHERS}")
    asked(f"SELECT pg_terminate_backend(pid, 5000) {OTHERS}")
    own = set(asked("SELECT pg_backend_pid()"))
    connection.close()

    again = backends(4)

    assert set(ended) | own >= known  # all that lay there
    assert again.isdisjoint(ended)


def test_connection_that_was_told_something_is_kept_if_it_answers():
    known = backends(4)
    for _n in range(4):
        asked_nothing("LISTEN something_new")
        connection.close()
    asked_nothing("NOTIFY something_new")
    connection.close()

    assert backends(4) <= known


def asked_nothing(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
