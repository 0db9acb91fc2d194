"""Every write pays for each index: there is none that another one serves as well."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

MODELS = list(apps.get_app_config("events").get_models())


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


def keys(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def begins_an_index(model):
    """The fields with which an index of all of the model's rows begins, or a constraint."""
    whole = [
        one
        for one in (*model._meta.indexes, *model._meta.constraints)
        if getattr(one, "fields", ()) and one.condition is None
    ]
    return {one.fields[0].removeprefix("-") for one in whole}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_key_has_no_index_of_its_own_where_another_begins_with_it(model):
    assert [
        field.name
        for field in keys(model)
        if field.db_index and not field.unique and field.name in begins_an_index(model)
    ] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_database_has_the_indexes_of_the_models_and_no_more(model):
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_INDEXES[connection.vendor], [model._meta.db_table])
        found = {columns for (columns,) in cursor.fetchall()}

    for field in keys(model):
        if not field.unique:
            assert (field.column in found) == field.db_index, field.name


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="made for its locales alone")
def test_text_that_sorts_by_its_bytes_has_no_second_index_for_like():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select indexrelid::regclass::text
            from pg_index
            join pg_opclass on pg_opclass.oid = indclass[0]
            join pg_attribute on attrelid = indrelid and attnum = indkey[0]
            join pg_collation on pg_collation.oid = attcollation
            where opcname like '%pattern_ops' and collname = 'C'
            """
        )
        assert cursor.fetchall() == []
