"""PostgreSQL: filling empty tables before their indexes and foreign keys are made.

Both are far cheaper for all rows at once than for each by itself, and making them checks every row
as writing it would: nothing that breaks a rule can stay. Whoever fails or is killed in between
leaves a database without them: start again with an empty one.
"""

from collections.abc import Iterator
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
    order by 1
"""


@contextmanager
def unindexed() -> Iterator[None]:
    """Without indexes (but those of primary keys) and foreign keys of all tables of events inside;
    elsewhere than on PostgreSQL nothing happens.
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
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("select set_config('maintenance_work_mem', '256MB', false)")
        for _name, index in indexes:
            cursor.execute(index)
        for table, name, rule, _kind in rules:
            cursor.execute(f'alter table "{table}" add constraint "{name}" {rule}')
        cursor.execute("reset maintenance_work_mem")
