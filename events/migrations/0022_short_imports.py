"""Imports in short transactions: their phase, and what undoing them takes."""

from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("waiting", "waiting"),
    ("running", "running"),
    ("broken", "interrupted"),
    ("done", "done"),
    ("refused", "refused"),
    ("cancelled", "cancelled"),
]
PHASES = [("check", "checking"), ("write", "writing"), ("undo", "undoing")]


def begin_with_the_check(apps, schema_editor):
    """Until now, imports of all rows or none wrote nothing before their end."""
    unfinished = apps.get_model("events", "Import").objects.exclude(state__in=["done", "refused"])
    unfinished.filter(Q(mode="all") | Q(dry_run=True)).update(phase="check", done=0)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0021_unique_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="phase",
            field=models.CharField(
                choices=PHASES, default="write", max_length=5, verbose_name="phase"
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="import",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="cancelled"),
        ),
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.CharField(
                choices=STATES, default="waiting", max_length=9, verbose_name="state"
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="version",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="importrow",
            name="before",
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="importrow",
            name="made",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=~Q(phase="undo") | Q(mode="all", dry_run=False),
                name="import_undoes_all_rows_alone",
            ),
        ),
        migrations.RunPython(begin_with_the_check, migrations.RunPython.noop, elidable=True),
    ]
