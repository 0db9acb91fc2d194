"""Filling empty tables before their indexes and, on PostgreSQL, their keys are made.

Both are far cheaper for all rows at once than for each by itself, and making them checks every row
as writing it would: nothing that breaks a rule can stay. On SQLite whoever writes checks the keys.
Whoever fails or is killed in between leaves a database without them: start again with an empty one.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import apps
from django.db import connection

from events.models import Edition
from events.search import schema

# A table that one of another application points to keeps its own.
_RULES = """
    select
        conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype,
        case when contype <> 'f' then pg_get_indexdef(conindid) end
    from pg_constraint rule
    where contype in ('f', 'p', 'u') and conrelid::regclass::text = any(%(tables)s)
    and not exists (
        select from pg_constraint other
        where other.confrelid = rule.conrelid and other.conrelid::regclass::text <> all(%(tables)s)
    )
    order by contype desc, conrelid::regclass::text, conname
"""
_INDEXES = """
    select indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid::regclass::text = any(%s) and not indisprimary
    and not exists (select from pg_constraint where conindid = indexrelid and contype = 'u')
    order by 1, 2
"""
_SIZES = "select oid::regclass::text, pg_relation_size(oid) from pg_class where relkind = 'r'"


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
        rules = [_Rule(*found) for found in cursor.fetchall()]
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for rule in reversed(rules):
            cursor.execute(f'alter table "{rule.table}" drop constraint "{rule.name}"')
        for _table, name, _index in indexes:
            cursor.execute(f'drop index "{name}"')
    yield
    _index_again([(table, index) for table, _name, index in indexes], rules, connections)
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


class _Rule(NamedTuple):
    """A constraint: what it says, whether it is a foreign key, a primary or a unique one (f, p, u),
    and for these how its index is built.
    """

    table: str
    name: str
    text: str
    kind: str
    build: str | None

    def again(self) -> str:
        """Made anew: by its index, or else unchecked."""
        text = f"{self.text} not valid"
        if self.build:
            before, after = self.text.split("(")[0], self.text.rpartition(")")[2]
            text = f'{before} using index "{self.name}" {after}'
        return f'alter table "{self.table}" add constraint "{self.name}" {text}'


def _index_again(
    indexes: Iterable[tuple[str, str]], rules: Iterable[_Rule], connections: int
) -> None:
    made = [*indexes, *((rule.table, rule.build) for rule in rules if rule.build)]
    waiting = _longest_first(made)
    if connections > 1:
        # Behind the index of words, which is on another table: rows that all can see need not be
        # read when keys that point to them are checked, their index tells.
        waiting.insert(1, f'vacuum "{Edition._meta.db_table}"')
    _run(waiting, connections)


def _rule_again(rules: Sequence[_Rule], connections: int) -> None:
    # One after the other: adding a key locks both tables, so that two at once could wait for each
    # other. Checking the rows does not.
    _run([rule.again() for rule in rules], 1)
    check = 'alter table "{0.table}" validate constraint "{0.name}"'
    keys = [(rule.table, check.format(rule)) for rule in rules if rule.kind == "f"]
    _run(_longest_first(keys), connections)


def _longest_first(statements: Iterable[tuple[str, str]]) -> list[str]:
    """Those of the largest tables, so that no connection is left alone with one at the end; before
    all others the index of words.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        sizes = dict(cursor.fetchall())
    listed = sorted(statements, key=lambda one: (" USING gin " not in one[1], -sizes[one[0]]))
    return [statement for _table, statement in listed]


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
