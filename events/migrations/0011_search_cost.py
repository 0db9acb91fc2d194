"""PostgreSQL: the full-text index over a function whose cost is told (see `events.search.schema`)."""

from django.db import migrations

from events.search import schema


def renew(apps, schema_editor):
    # SQLite's index is as it was, and making it anew would take minutes in a large archive.
    if schema_editor.connection.vendor == "postgresql":
        schema.drop(schema_editor)
        schema.create(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("events", "0010_narrow_index")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
