"""Fills what is kept beside the standing editions of an archive that was there before, and keeps
the documents of PostgreSQL where their rows are.
"""

from django.db import migrations
from django.db.models import Count
from django.db.models.functions import Substr

BATCH = 1000
LINKED = (
    ("actor", "EditionActor", "actor_id", {"takes_part": True}),
    ("source", "EditionSource", "source_id", {}),
    ("publisher", "EditionSource", "publisher_id", {"publisher__isnull": False}),
    ("storyline", "EditionStoryline", "storyline_id", {}),
    ("language", "EditionText", "language", {}),
)
OWN = (("type", "type_id"), ("occurrence", "occurrence"))
PERIODS = (("day", 10), ("month", 7), ("year", 4))


def fill(apps, schema_editor):
    def model(name):
        return apps.get_model("events", name)

    standing = model("Edition").objects.filter(superseded_at=None, listed=True)
    counts = []
    for facet, column in OWN:
        rows = standing.values_list(column).annotate(n=Count("pk")).order_by()
        counts += [(facet, *row) for row in rows]
    dated = standing.filter(date_key__gte="0")
    for facet, length in PERIODS:
        rows = dated.annotate(day=Substr("date_key", 1, length)).values_list("day")
        counts += [(facet, *row) for row in rows.annotate(n=Count("pk")).order_by()]
    for facet, name, column, conditions in LINKED:
        rows = model(name).objects.filter(
            edition__superseded_at=None, edition__listed=True, **conditions
        )
        rows = rows.values_list(column).annotate(n=Count("edition", distinct=True)).order_by()
        counts += [(facet, *row) for row in rows]
    made = model("StandingCount")
    made.objects.bulk_create(
        (made(facet=facet, value=value, count=count) for facet, value, count in counts),
        batch_size=BATCH,
    )
    fill_actors(model)


def fill_actors(model):
    made = model("StandingActor")
    rows = (
        model("EditionActor")
        .objects.filter(edition__superseded_at=None, edition__listed=True, takes_part=True)
        .values_list(
            "edition_id", "actor_id", "edition__event_id", "edition__date_key",
            "edition__earliest", "edition__latest", "edition__day_earliest", "edition__day_latest",
        )
        .distinct()
        .order_by("edition_id", "actor_id")
    )  # fmt: skip
    names = (
        "edition_id", "actor_id", "event_id", "date_key", "earliest", "latest", "day_earliest",
        "day_latest",
    )  # fmt: skip
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        batch.append(made(**dict(zip(names, row, strict=True))))
        if len(batch) == BATCH:
            made.objects.bulk_create(batch)
            batch = []
    made.objects.bulk_create(batch)


def empty(apps, schema_editor):
    apps.get_model("events", "StandingActor").objects.all().delete()
    apps.get_model("events", "StandingCount").objects.all().delete()


def keep_documents_in_rows(apps, schema_editor):
    # PostgreSQL would compress a row of more than 2 kB and lay it aside: reading fifty documents
    # then costs more than all the rest of the list. 8160 is as much as a page holds.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE events_edition SET (toast_tuple_target = 8160)")


def as_before(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE events_edition RESET (toast_tuple_target)")


class Migration(migrations.Migration):
    dependencies = [("events", "0007_standing")]

    operations = [
        migrations.RunPython(fill, empty),
        migrations.RunPython(keep_documents_in_rows, as_before),
    ]
