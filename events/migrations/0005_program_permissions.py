"""Who may make tokens and import files: whoever may draft."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

GIVEN = ["add_apitoken", "view_apitoken", "add_import", "view_import", "view_importrow"]


def give(apps, schema_editor):
    config = installed.get_app_config("events")
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    permission = apps.get_model("auth", "Permission")
    found = permission.objects.filter(content_type__app_label="events", codename__in=GIVEN)
    if found.count() != len(GIVEN):
        raise ValueError("permissions are missing")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Reviewer"]):
        group.permissions.add(*found)


def take(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Reviewer"])
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="events", codename__in=GIVEN
    )
    for group in groups:
        group.permissions.remove(*found)


class Migration(migrations.Migration):
    dependencies = [("events", "0004_programs")]

    operations = [migrations.RunPython(give, take)]
