"""Indexes that another one serves as well are dropped: every write pays for each.

Those of foreign keys with which a longer index of the same table begins, and those that Django made
for LIKE on text that sorts by its bytes anyway. Not by AlterField: SQLite would write each of these
tables anew, and lose the triggers of the full-text index with it.
"""

from django.conf import settings
from django.db import migrations, models

_FIELDS = [
    migrations.AlterField(
        "actorname",
        "actor",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="names",
            to="events.actor",
            verbose_name="actor",
        ),
    ),
    migrations.AlterField(
        "claimlink",
        "from_claim",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="links",
            to="events.claim",
            verbose_name="claim",
        ),
    ),
    migrations.AlterField(
        "claimtext",
        "claim",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="texts",
            to="events.claim",
            verbose_name="claim",
        ),
    ),
    migrations.AlterField(
        "delivery",
        "webhook",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="deliveries",
            to="events.webhook",
            verbose_name="webhook",
        ),
    ),
    migrations.AlterField(
        "edition",
        "event",
        models.ForeignKey(
            db_index=False, on_delete=models.PROTECT, related_name="editions", to="events.event"
        ),
    ),
    migrations.AlterField(
        "editionactor",
        "actor",
        models.ForeignKey(
            db_index=False, on_delete=models.PROTECT, related_name="+", to="events.actor"
        ),
    ),
    migrations.AlterField(
        "editionactor",
        "edition",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="actors", to="events.edition"
        ),
    ),
    migrations.AlterField(
        "editionrelation",
        "edition",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="relations", to="events.edition"
        ),
    ),
    migrations.AlterField(
        "editionrelation",
        "to_event",
        models.ForeignKey(
            db_index=False, on_delete=models.PROTECT, related_name="+", to="events.event"
        ),
    ),
    migrations.AlterField(
        "editionsource",
        "edition",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="sources", to="events.edition"
        ),
    ),
    migrations.AlterField(
        "editionsource",
        "publisher",
        models.ForeignKey(
            db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="events.actor"
        ),
    ),
    migrations.AlterField(
        "editionsource",
        "source",
        models.ForeignKey(
            db_index=False, on_delete=models.PROTECT, related_name="+", to="events.source"
        ),
    ),
    migrations.AlterField(
        "editionstoryline",
        "edition",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="storylines", to="events.edition"
        ),
    ),
    migrations.AlterField(
        "editionstoryline",
        "storyline",
        models.ForeignKey(
            db_index=False, on_delete=models.PROTECT, related_name="+", to="events.storyline"
        ),
    ),
    migrations.AlterField(
        "editiontext",
        "edition",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="texts", to="events.edition"
        ),
    ),
    migrations.AlterField(
        "eventrelation",
        "from_event",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="relations",
            to="events.event",
            verbose_name="event",
        ),
    ),
    migrations.AlterField(
        "eventtext",
        "event",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="texts",
            to="events.event",
            verbose_name="event",
        ),
    ),
    migrations.AlterField(
        "eventtypename",
        "type",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="names",
            to="events.eventtype",
            verbose_name="type",
        ),
    ),
    migrations.AlterField(
        "idempotentrequest",
        "user",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
        ),
    ),
    migrations.AlterField(
        "importrow",
        "of",
        models.ForeignKey(
            db_index=False, on_delete=models.CASCADE, related_name="results", to="events.import"
        ),
    ),
    migrations.AlterField(
        "officename",
        "office",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="names",
            to="events.office",
            verbose_name="office",
        ),
    ),
    migrations.AlterField(
        "participation",
        "event",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="participations",
            to="events.event",
            verbose_name="event",
        ),
    ),
    migrations.AlterField(
        "placename",
        "place",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="names",
            to="events.place",
            verbose_name="place",
        ),
    ),
    migrations.AlterField(
        "standingactor",
        "edition",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="standing_actors",
            to="events.edition",
        ),
    ),
    migrations.AlterField(
        "storylinepin",
        "storyline",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="pins",
            to="events.storyline",
            verbose_name="storyline",
        ),
    ),
    migrations.AlterField(
        "storylinetext",
        "storyline",
        models.ForeignKey(
            db_index=False,
            on_delete=models.CASCADE,
            related_name="texts",
            to="events.storyline",
            verbose_name="storyline",
        ),
    ),
]


def _index_of(editor, model, field, suffix=""):
    return editor.quote_name(
        editor._create_index_name(model._meta.db_table, [field.column], suffix)
    )


def _served_otherwise(apps):
    for change in _FIELDS:
        model = apps.get_model("events", change.model_name)
        yield model, model._meta.get_field(change.name)


def _drop(apps, editor):
    for model, field in _served_otherwise(apps):
        editor.execute(f"DROP INDEX IF EXISTS {_index_of(editor, model, field)}")
    if editor.connection.vendor != "postgresql":
        return
    for model in apps.get_app_config("events").get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.db_parameters(editor.connection).get("collation") == "C":
                editor.execute(f"DROP INDEX IF EXISTS {_index_of(editor, model, field, '_like')}")


def _make(apps, editor):
    for model, field in _served_otherwise(apps):
        editor.execute(editor._create_index_sql(model, fields=[field]))


class Migration(migrations.Migration):
    dependencies = [("events", "0012_renewed_secrets")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=_FIELDS),
        migrations.RunPython(_drop, _make),
    ]
