"""Which constraint of the database a write violates, by the same name on both databases."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint


def violated(write: Callable[[], object]) -> str:
    """The name of the constraint that refuses a write, or of the field that has it by itself."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    unique = re.match(r"UNIQUE constraint failed: (.+)", str(refusal.value))
    if unique:  # SQLite names the columns
        return _unique(*re.findall(r"(\w+)\.(\w+)", unique[1]))
    found = re.search(r"constraint (?:failed: )?\"?(\w+)", str(refusal.value))
    assert found, refusal.value
    field = re.fullmatch(r"events_[a-z]+_([a-z_]+?)(?:_[0-9a-f]{8})?_(?:key|uniq|check)", found[1])
    return field[1] if field else found[1]


def _unique(*columns: tuple[str, str]) -> str:
    table = columns[0][0]
    model = next(m for m in apps.get_app_config("events").get_models() if m._meta.db_table == table)
    names = {column for _table, column in columns}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            fields = {model._meta.get_field(name).column for name in constraint.fields}
            if fields == names:
                return constraint.name
    return ",".join(sorted(names))
