"""Counts events by day, week, month and year only where their start is known that exactly.

The others are counted apart. The index that counting reads gets the column that tells. And
PostgreSQL is told the cost of comparing words, so that it looks up rare ones in their index.
"""

from collections import Counter
from datetime import date, timedelta

from django.db import migrations, models
from django.db.models import Count

BATCH = 1000
LENGTHS = {"day": 10, "week": 10, "month": 7, "year": 4}
BEFORE = (
    "date_key", "event", "day_earliest", "day_latest", "earliest", "latest", "type", "occurrence",
    "seq", "superseded_at", "listed",
)  # fmt: skip
AFTER = (*BEFORE[:4], "day_starts_by", *BEFORE[4:])


def count_exactly(apps, schema_editor):
    editions = apps.get_model("events", "Edition").objects.filter(superseded_at=None, listed=True)
    dates = editions.values_list("date_key", "day_starts_by").annotate(n=Count("pk")).order_by()
    found = Counter()
    for date_key, starts_by, count in dates.iterator():
        for facet, value in _facets(date_key, starts_by):
            found[facet, value] += count
    _replace(apps, found)


def count_by_first_day(apps, schema_editor):
    editions = apps.get_model("events", "Edition").objects.filter(superseded_at=None, listed=True)
    dates = editions.filter(date_key__gte="0").values_list("date_key").annotate(n=Count("pk"))
    found = Counter()
    for date_key, count in dates.order_by().iterator():
        for facet in ("day", "month", "year"):
            found[facet, date_key[: LENGTHS[facet]]] += count
    _replace(apps, found)


def _facets(date_key, starts_by):
    if date_key < "0":
        yield "undated", ""
        return
    last = (starts_by - timedelta(seconds=1)).date().isoformat()
    for interval, length in LENGTHS.items():
        names = {day[:length] for day in (date_key, last)}
        if interval == "week":
            names = {_monday(day) for day in names}
        yield (interval, names.pop()) if len(names) == 1 else ("coarser", interval)


def _monday(day):
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def _replace(apps, found):
    counts = apps.get_model("events", "StandingCount")
    counts.objects.filter(facet__in=[*LENGTHS, "coarser", "undated"]).delete()
    counts.objects.bulk_create(
        (counts(facet=facet, value=value, count=n) for (facet, value), n in sorted(found.items())),
        batch_size=BATCH,
    )


def set_cost(cost):
    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER FUNCTION events_words(text) COST {cost}")

    return alter


def index_by_date(fields):
    return models.Index(
        fields=fields,
        name="edition_standing_by_date",
        condition=models.Q(("listed", True), ("superseded_at__isnull", True)),
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0014_shapes")]

    operations = [
        migrations.RemoveIndex("edition", "edition_standing_by_date"),
        migrations.AddIndex("edition", index_by_date(AFTER)),
        migrations.RunPython(count_exactly, count_by_first_day),
        migrations.RunPython(set_cost(10_000), set_cost(1_000)),
    ]
