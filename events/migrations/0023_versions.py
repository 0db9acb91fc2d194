"""The versions of records; reviewers see those of all records together."""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def _found(apps):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="events", codename="view_version"
    )
    return apps.get_model("auth", "Group").objects.filter(name="Reviewer"), permissions


def give(apps, schema_editor):
    config = installed.get_app_config("events")
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    groups, permissions = _found(apps)
    permission = permissions.get()
    for group in groups:
        group.permissions.add(permission)


def take(apps, schema_editor):
    groups, permissions = _found(apps)
    for group in groups:
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0022_short_imports'),
    ]

    operations = [
        migrations.AlterField(
            model_name='action',
            name='verb',
            field=models.CharField(choices=[('created', 'created'), ('changed', 'changed'), ('submitted', 'submitted for review'), ('sent_back', 'sent back'), ('published', 'published'), ('updated', 'updated'), ('corrected', 'corrected'), ('retracted', 'retracted'), ('restored', 'restored'), ('merged', 'merged'), ('reissued', 'reissued'), ('redacted', 'redacted'), ('reverted', 'set back to an earlier version'), ('deleted', 'deleted'), ('found', 'found as it is')], max_length=12, verbose_name='act'),
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('event', 'event'), ('actor', 'actor'), ('office', 'office'), ('place', 'place'), ('source', 'source'), ('storyline', 'storyline'), ('event_type', 'event type'), ('webhook', 'webhook'), ('token', 'API token'), ('group', 'group')], max_length=10, verbose_name='kind')),
                ('record', models.CharField(max_length=20, verbose_name='record')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('verb', models.CharField(choices=[('created', 'created'), ('changed', 'changed'), ('submitted', 'submitted for review'), ('sent_back', 'sent back'), ('published', 'published'), ('updated', 'updated'), ('corrected', 'corrected'), ('retracted', 'retracted'), ('restored', 'restored'), ('merged', 'merged'), ('reissued', 'reissued'), ('redacted', 'redacted'), ('reverted', 'set back to an earlier version'), ('deleted', 'deleted'), ('found', 'found as it is')], max_length=12, verbose_name='act')),
                ('way', models.CharField(choices=[('desk', 'desk'), ('api', 'API'), ('import', 'import'), ('command', 'command line')], max_length=8, verbose_name='interface')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('whole', models.BooleanField(editable=False)),
                ('shape', models.PositiveSmallIntegerField(editable=False)),
                ('content', models.TextField(editable=False)),
                ('editor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to=settings.AUTH_USER_MODEL, verbose_name='editor')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['-at', '-id'],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['-at', '-id'], name='version_by_time')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'record', 'number'), name='version_once')],
            },
        ),
        migrations.RunPython(give, take),
    ]
