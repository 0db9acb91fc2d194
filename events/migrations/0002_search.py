"""The full-text index of the public record; the SQL lives in `events.search.schema`."""

from django.db import migrations

from events.search import schema


def create(apps, schema_editor):
    schema.create(schema_editor)


def drop(apps, schema_editor):
    schema.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
