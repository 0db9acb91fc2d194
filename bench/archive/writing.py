"""Rows into tables, many at a time: COPY on PostgreSQL, statements without the ORM on SQLite."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import count
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import AutoField, DateTimeField, Model

Columns = dict[str, Any]
"""What a row holds, by attribute: there are millions, and asking each row takes longer."""


def write(rows: Iterable[Model], *, first: int) -> None:
    """Write rows of any models, those of one model together, in the order first met; those without
    a number are numbered from `first` on, each model by itself.
    """
    by_model: dict[type[Model], list[Columns]] = defaultdict(list)
    for made in rows:
        by_model[type(made)].append(made.__dict__)
    for model, listed in by_model.items():
        _number(model, listed, first)
        if connection.vendor == "postgresql":
            _copy(model, listed)
        else:
            _insert(model, listed)


def _number(model: type[Model], rows: list[Columns], first: int) -> None:
    key = model._meta.pk
    if isinstance(key, AutoField):
        name = key.attname
        for held, number in zip(rows, count(first)):
            if held[name] is None:
                held[name] = number


def _copy(model: type[Model], rows: list[Columns]) -> None:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    columns = itemgetter(*(field.attname for field in fields))
    # Binary: what is written as text is looked through twice for what must be escaped. PostgreSQL
    # then needs each value in the type of its column, "varchar" of whatever length.
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN (FORMAT BINARY)'
    types = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for held in rows:
            copy.write_row(columns(held))


def _insert(model: type[Model], rows: list[Columns]) -> None:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join("%s" for _field in fields)
    # Only dates are written otherwise than they are held.
    columns = [
        (
            field.attname,
            partial(field.get_db_prep_save, connection=connection)
            if isinstance(field, DateTimeField)
            else None,
        )
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})',  # noqa: S608 (our own names)
            [
                [prepare(held[name]) if prepare else held[name] for name, prepare in columns]
                for held in rows
            ],
        )
