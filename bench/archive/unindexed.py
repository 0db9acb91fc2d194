"""PostgreSQL: filling empty tables before their indexes and foreign keys are made.

Both are far cheaper for all rows at once than for each by itself, and making them checks every row
as writing it would: nothing that breaks a rule can stay. Whoever fails or is killed in between
leaves a database without them: start again with an empty one.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

_RULES = """
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype
    from pg_constraint where contype in ('f', 'u') and conrelid::regclass::text = any(%s)
    order by contype desc, conrelid::regclass::text, conname
"""
_INDEXES = """
    select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid::regclass::text = any(%s) and not indisprimary
    and not exists (select from pg_constraint where conindid = indexrelid and contype = 'u')
    order by pg_get_indexdef(indexrelid) not like '%% USING gin %%', 1
"""


@contextmanager
def unindexed(connections: int = 1) -> Iterator[None]:
    """Without indexes (but those of primary keys) and foreign keys of all tables of events inside;
    elsewhere than on PostgreSQL nothing happens.

    `connections`: how many make them again side by side. More than one see only what is committed.
    """
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in apps.get_app_config("events").get_models(True)]
    with connection.cursor() as cursor:
        # What was written before in this transaction must not wait for a rule that goes.
        cursor.execute("set constraints all immediate")
        cursor.execute(_RULES, [tables])
        rules = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _rule, _kind in reversed(rules):
            cursor.execute(f'alter table "{table}" drop constraint "{name}"')
        for name, _index in indexes:
            cursor.execute(f'drop index "{name}"')
    yield
    _run((index for _name, index in indexes), connections)
    added = [
        (f'alter table "{table}" add constraint "{name}" {rule}', table, name, kind)
        for table, name, rule, kind in rules
    ]
    # Unique ones first: a foreign key needs what it points to. Adding a key locks both tables, so
    # that two at once could wait for each other; checking the rows does not.
    _run((rule for rule, _table, _name, kind in added if kind == "u"), 1)
    keys = [(rule, table, name) for rule, table, name, kind in added if kind == "f"]
    _run((f"{rule} not valid" for rule, _table, _name in keys), 1)
    checks = (f'alter table "{table}" validate constraint "{name}"' for _rule, table, name in keys)
    _run(checks, connections)


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
    try:
        with connection.cursor() as cursor:
            # The others have the other cores.
            cursor.execute("set max_parallel_maintenance_workers = 0")
        _drain(waiting)
    finally:
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
