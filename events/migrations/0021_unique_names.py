"""Names of accounts that look alike are one name. Clashes are reported before anything changes."""

from collections import defaultdict

import django.contrib.auth.validators
from django.core.management.base import CommandError
from django.db import migrations, models

import events.models.user
from events.record.usernames import username_key


def report_clashes(apps, schema_editor):
    alike = defaultdict(list)
    for name in apps.get_model("events", "User").objects.order_by("pk").values_list(
        "username", flat=True
    ):
        alike[username_key(name)].append(name)
    clashes = [", ".join(map(ascii, names)) for names in alike.values() if len(names) > 1]
    if clashes:
        raise CommandError(
            "Accounts have names that look alike. Nothing was changed. Go back to the former "
            "release, rename all but one of each group at the desk, and migrate again:\n"
            + "\n".join(clashes)
        )


def fill_keys(apps, schema_editor):
    User = apps.get_model("events", "User")
    for pk, name in User.objects.values_list("pk", "username"):
        User.objects.filter(pk=pk).update(username_key=username_key(name))


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0020_redaction"),
    ]

    operations = [
        migrations.RunPython(report_clashes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                error_messages={"unique": "A user with that username already exists."},
                help_text="Up to 150 letters of one script, digits and @/./+/-/_.",
                max_length=150,
                unique=True,
                validators=[
                    django.contrib.auth.validators.UnicodeUsernameValidator(),
                    events.models.user.validate_one_script,
                ],
                verbose_name="username",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="username_key",
            field=models.CharField(default="", editable=False, max_length=450),
            preserve_default=False,
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="user",
            name="username_key",
            field=models.CharField(editable=False, max_length=450, unique=True),
        ),
    ]
