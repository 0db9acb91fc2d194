"""What is public now is approved; what was changed since waits for approval."""

from django.db import migrations
from django.db.models import F, Max, Min

BATCH = 500


def approve_what_is_public(apps, schema_editor):
    profiles = apps.get_model("events", "Profile").objects.filter(superseded_at=None)
    for kind in ("actor", "source", "storyline"):
        rows = profiles.filter(kind=kind).order_by("pk").values_list("subject", "at")
        found = list(rows)
        for start in range(0, len(found), BATCH):
            _approve(apps, kind, dict(found[start : start + BATCH]))
    actors = apps.get_model("events", "Actor").objects.exclude(approved_version=None)
    offices = apps.get_model("events", "Office").objects.filter(tenures__actor__in=actors)
    events = apps.get_model("events", "Event").objects.exclude(published_version=None)
    places = apps.get_model("events", "Place").objects.filter(events__in=events)
    for rows in (offices, places):
        pks = list(rows.order_by().values_list("pk", flat=True).distinct())
        for start in range(0, len(pks), BATCH):
            rows.model.objects.filter(pk__in=pks[start : start + BATCH]).update(
                approved_version=F("version")
            )


def _approve(apps, kind, published):
    """Approve records whose profiles were stored at these times.

    A profile says what the record was at its time; a save that did not change the profile waits,
    too. Before there were versions, what the record was then is not known: 0 makes it wait.
    """
    records = apps.get_model("events", kind.title()).objects.filter(pk__in=published)
    versions = apps.get_model("events", "Version").objects.filter(kind=kind)
    versions = versions.exclude(verb="deleted").order_by()
    for pk, version, changed_at in records.values_list("pk", "version", "updated_at"):
        at = published[pk]
        if changed_at > at and version > 1:
            own = versions.filter(record=pk)
            before = own.filter(at__lte=at).aggregate(last=Max("number"))["last"]
            version = before or own.aggregate(first=Min("number"))["first"] or 0
        records.filter(pk=pk).update(approved_version=version)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0026_approval"),
    ]

    operations = [
        migrations.RunPython(approve_what_is_public, migrations.RunPython.noop, elidable=True),
    ]
