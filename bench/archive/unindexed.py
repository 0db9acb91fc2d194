"""Filling empty tables before their indexes and, on PostgreSQL, their keys are made.

Both are far cheaper for all rows at once than for each by itself, and making them checks every row
as writing it would: nothing that breaks a rule can stay. On SQLite whoever writes checks the keys.
Whoever fails or is killed in between leaves a database without them: start again with an empty one.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from events.models import Edition
from events.search import schema

# A table that one of another application points to keeps its own.
_RULES = """
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype
    from pg_constraint rule
    where contype in ('f', 'p', 'u') and conrelid::regclass::text = any(%(tables)s)
    and not exists (
        select from pg_constraint other
        where other.confrelid = rule.conrelid and other.conrelid::regclass::text <> all(%(tables)s)
    )
    order by contype desc, conrelid::regclass::text, conname
"""
_INDEXES = """
    select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid::regclass::text = any(%s) and not indisprimary
    and not exists (select from pg_constraint where conindid = indexrelid and contype = 'u')
    order by pg_get_indexdef(indexrelid) not like '%% USING gin %%', 1
"""


# Those that a constraint within the table has made have no text.
_SQLITE_INDEXES = """
    select name, sql from sqlite_master
    where type = 'index' and sql is not null and tbl_name in (%s) order by name
"""


@contextmanager
def unindexed(connections: int = 1) -> Iterator[None]:
    """Inside, without the indexes and keys of all tables of events; on SQLite with its primary and
    foreign keys and the indexes of its constraints.

    `connections`: how many make them again side by side. More than one see only what is committed.
    """
    tables = [model._meta.db_table for model in apps.get_app_config("events").get_models(True)]
    if connection.vendor != "postgresql":
        with _unindexed_sqlite(tables):
            yield
        return
    with connection.cursor() as cursor:
        # What was written before in this transaction must not wait for a rule that goes.
        cursor.execute("set constraints all immediate")
        cursor.execute(_RULES, {"tables": tables})
        rules = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _rule, _kind in reversed(rules):
            cursor.execute(f'alter table "{table}" drop constraint "{name}"')
        for name, _index in indexes:
            cursor.execute(f'drop index "{name}"')
    yield
    waiting = [index for _name, index in indexes]
    if connections > 1:
        # Behind the index of words, which takes longest and is on another table: rows that all can
        # see need not be read when keys that point to them are checked, their index tells.
        waiting.insert(1, f'vacuum "{Edition._meta.db_table}"')
    _run(waiting, connections)
    _rule_again(rules, connections)


@contextmanager
def _unindexed_sqlite(tables: Sequence[str]) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE_INDEXES % ", ".join("%s" for _table in tables), tables)
        indexes = cursor.fetchall()
        for name, _index in indexes:
            cursor.execute(f'drop index "{name}"')
    schema.drop(connection.schema_editor())
    yield
    with connection.cursor() as cursor:
        for _name, index in indexes:
            cursor.execute(index)
    schema.create(connection.schema_editor())


def _rule_again(rules: Iterable[tuple[str, str, str, str]], connections: int) -> None:
    """Constraints again, foreign keys last: they need what they point to."""
    keys = [(table, name, rule) for table, name, rule, kind in rules if kind == "f"]
    add = 'alter table "{}" add constraint "{}" {}'
    _run([add.format(*rule[:3]) for rule in rules if rule[3] != "f"], connections)
    # Adding a key locks both tables, so that two at once could wait for each other; checking the
    # rows does not.
    _run([f"{add.format(*key)} not valid" for key in keys], 1)
    check = 'alter table "{}" validate constraint "{}"'
    _run([check.format(table, name) for table, name, _rule in keys], connections)


def _run(statements: Iterable[str], connections: int) -> None:
    """All statements, in their order as far as one connection runs them."""
    waiting = deque(statements)
    if connections == 1:
        _drain(waiting)
        return
    with ThreadPoolExecutor(connections) as pool:
        for done in [pool.submit(_drain_alone, waiting) for _n in range(connections)]:
            done.result()


def _drain_alone(waiting: deque[str]) -> None:
    settings = {
        # The others have the other cores.
        "max_parallel_maintenance_workers": "0",
        # Whoever loads commits once more when all is done.
        "synchronous_commit": "off",
    }
    try:
        with connection.cursor() as cursor:
            for name, value in settings.items():
                cursor.execute(f"set {name} = {value}")
        _drain(waiting)
    finally:
        # The connection goes back to the pool and serves others.
        with connection.cursor() as cursor:
            for name in (*settings, "maintenance_work_mem"):
                cursor.execute(f"reset {name}")
        connection.close()


def _drain(waiting: deque[str]) -> None:
    with connection.cursor() as cursor:
        # What was written in this transaction must not wait for a rule that is to be made.
        cursor.execute("set constraints all immediate")
        cursor.execute("select set_config('maintenance_work_mem', '256MB', false)")
        while waiting:
            try:
                statement = waiting.popleft()
            except IndexError:  # another one was faster
                break
            cursor.execute(statement)
        cursor.execute("reset maintenance_work_mem")
