"""Editions and profiles say the shape of their document; citations and tenures get public ids.

What was written before is of shape 1. The public ids of old rows are derived from their numbers, as
are those in old documents: each citation keeps one id through all shapes.
"""

from collections import defaultdict

from django.db import migrations, models

import events.models.identity
from events.record.identity import derived_public_id

BATCH = 2_000


class AddShape(migrations.AddField):
    """SQLite would write the whole table anew: it adds the column itself where it has a default."""

    def __init__(self, model_name):
        field = models.PositiveSmallIntegerField(default=1)
        super().__init__(model_name, "shape", field)

    def deconstruct(self):
        return "AddShape", [self.model_name], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(
            f'ALTER TABLE "{table}" ADD COLUMN "shape" smallint unsigned NOT NULL DEFAULT 1 '
            'CHECK ("shape" >= 0)'
        )


def name_citations(apps, schema_editor):
    citations = apps.get_model("events", "Citation").objects
    _fill(citations, ((pk, ("citation", pk)) for pk in _keys(citations)))


def name_tenures(apps, schema_editor):
    tenures = apps.get_model("events", "Tenure").objects
    counts = defaultdict(int)

    def parts():
        # In the order in which documents list them.
        ordered = tenures.order_by("actor_id", "start_sort_key", "id")
        for pk, actor in ordered.values_list("pk", "actor_id").iterator():
            yield pk, ("tenure", actor, counts[actor])
            counts[actor] += 1

    _fill(tenures, parts())


def _keys(rows):
    return rows.order_by("pk").values_list("pk", flat=True).iterator()


def _fill(rows, named):
    batch = []
    for pk, parts in list(named):
        batch.append(rows.model(pk=pk, public_id=derived_public_id(*parts)))
        if len(batch) == BATCH:
            rows.bulk_update(batch, ["public_id"])
            batch = []
    rows.bulk_update(batch, ["public_id"])


class Migration(migrations.Migration):
    dependencies = [("events", "0013_fewer_indexes")]

    operations = [
        # The column keeps its name, so neither of these changes the database.
        migrations.AlterField(
            "edition", "ties", models.TextField(db_column="ties", default="{}")
        ),
        migrations.RenameField("edition", "ties", "event_links"),
        AddShape("edition"),
        AddShape("profile"),
        migrations.AddField("edition", "upgraded", models.TextField(null=True)),
        migrations.AddField("profile", "upgraded", models.TextField(null=True)),
        migrations.AddField("citation", "public_id", models.CharField(max_length=14, null=True)),
        migrations.AddField("tenure", "public_id", models.CharField(max_length=14, null=True)),
        migrations.RunPython(name_citations, migrations.RunPython.noop),
        migrations.RunPython(name_tenures, migrations.RunPython.noop),
        migrations.AlterField("citation", "public_id", events.models.identity.PublicNameField()),
        migrations.AlterField("tenure", "public_id", events.models.identity.PublicNameField()),
    ]
