"""The two groups of the desk: an editor drafts and submits, a reviewer publishes."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATED = [
    "actor",
    "actorname",
    "citation",
    "claim",
    "claimlink",
    "claimtext",
    "event",
    "eventotherdate",
    "eventrelation",
    "eventtext",
    "hop",
    "office",
    "officename",
    "participation",
    "place",
    "placename",
    "source",
    "storyline",
    "storylinepin",
    "storylinetext",
    "tenure",
]
VOCABULARY = ["eventtype", "eventtypename"]
READ_ONLY = ["action", "edition", "profile"]
EDITOR = [
    *(f"{verb}_{model}" for model in CURATED for verb in ("add", "change", "delete", "view")),
    *(f"view_{model}" for model in (*VOCABULARY, *READ_ONLY)),
    "submit_event",
]
REVIEWER = [
    *EDITOR,
    *(f"{verb}_{model}" for model in VOCABULARY for verb in ("add", "change", "delete")),
    "publish_event",
    "retract_event",
    "publish_storyline",
]


def create_groups(apps, schema_editor):
    # Permissions are otherwise made only after all migrations have run.
    config = installed.get_app_config("events")
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    for name, codenames in (("Editor", EDITOR), ("Reviewer", REVIEWER)):
        found = permission.objects.filter(content_type__app_label="events", codename__in=codenames)
        missing = set(codenames) - set(found.values_list("codename", flat=True))
        if missing:
            raise ValueError(f"no such permission: {sorted(missing)}")
        group.objects.get_or_create(name=name)[0].permissions.set(found)


def delete_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Reviewer"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, delete_groups)]
