"""Every write pays for each index: no key of a model has one that another index serves as well."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

from events.models import CurrentActor, Edition, EditionActor
from tests.migrations import AppsBefore17

MODELS = list(apps.get_app_config("events").get_models())
UNSERVED = {
    # Asked only when an event is deleted, which one that was ever published never is.
    (CurrentActor, "event"),
}
MIGRATION = import_module("events.migrations.0013_fewer_indexes")

postgresql_alone = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL alone sorts by locales"
)

# Unique ones are rules: some are for a part of the rows alone.
PLAIN_INDEXES = {
    "sqlite": """
        select (select group_concat(name) from pragma_index_info(list.name))
        from pragma_index_list(%s) list where not "unique"
    """,
    "postgresql": """
        select (
            select string_agg(attname, ',' order by attnum) from pg_attribute
            where attrelid = indexrelid
        )
        from pg_index where indrelid = %s::regclass and not indisunique
    """,
}
# By their operator class, for LIKE in a locale.
LIKE_INDEXES = """
    select pg_index.indexrelid::regclass::text
    from pg_index
    join pg_opclass on pg_opclass.oid = indclass[0]
    join pg_attribute on attrelid = indrelid and attnum = indkey[0]
    join pg_collation on pg_collation.oid = attcollation
    where opcname like '%pattern_ops' and collname = 'C'
"""


def keys(model):
    """The foreign keys that are no rule of their own."""
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and not field.unique]


def begins_an_index(model):
    """The fields with which an index of all of the model's rows begins, or a constraint."""
    whole = [
        one
        for one in (*model._meta.indexes, *model._meta.constraints)
        if getattr(one, "fields", ()) and one.condition is None
    ]
    return {one.fields[0].removeprefix("-") for one in whole}


def plain_indexes(model):
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_INDEXES[connection.vendor], [model._meta.db_table])
        return {columns for (columns,) in cursor.fetchall()}


def like_indexes():
    with connection.cursor() as cursor:
        cursor.execute(LIKE_INDEXES)
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_key_has_an_index_of_its_own_or_another_begins_with_it(model):
    served = begins_an_index(model)

    for field in keys(model):
        if (model, field.name) not in UNSERVED:
            assert field.db_index == (field.name not in served), field.name


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_database_has_the_indexes_of_keys_that_the_models_say(model):
    found = plain_indexes(model)

    for field in keys(model):
        assert (field.column in found) == field.db_index, field.name


@pytest.mark.django_db(transaction=True)
def test_migration_goes_back_and_on_again():
    before = plain_indexes(Edition), plain_indexes(EditionActor)

    with connection.schema_editor() as editor:
        MIGRATION._make(AppsBefore17, editor)
    assert plain_indexes(Edition) == before[0] | {"event_id"}
    assert plain_indexes(EditionActor) == before[1] | {"actor_id", "edition_id"}

    with connection.schema_editor() as editor:
        MIGRATION._drop(AppsBefore17, editor)
    assert (plain_indexes(Edition), plain_indexes(EditionActor)) == before


@postgresql_alone
@pytest.mark.django_db
def test_text_that_sorts_by_its_bytes_has_no_second_index_for_like():
    fields = [field for model in MODELS for field in model._meta.concrete_fields]
    bytewise = [
        field for field in fields if field.db_parameters(connection).get("collation") == "C"
    ]

    assert like_indexes() == []
    with connection.schema_editor(collect_sql=True) as editor:
        assert {editor._create_like_index_sql(field.model, field) for field in bytewise} == {None}


@postgresql_alone
@pytest.mark.django_db
def test_those_of_an_archive_that_was_made_before_are_dropped():
    column = Edition._meta.get_field("event").column
    with connection.schema_editor() as editor:
        name = editor._create_index_name(Edition._meta.db_table, [column], "_like")
        editor.execute(f"create index {name} on events_edition ({column} varchar_pattern_ops)")
    assert like_indexes() == [name]

    with connection.schema_editor() as editor:
        MIGRATION._drop(AppsBefore17, editor)
    assert like_indexes() == []
