"""A version of each record that events name is approved for readers; approvals are kept."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0025_plain_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('event', 'event'), ('actor', 'actor'), ('office', 'office'), ('place', 'place'), ('source', 'source'), ('storyline', 'storyline'), ('event_type', 'event type'), ('webhook', 'webhook'), ('token', 'API token'), ('group', 'group')], max_length=10, verbose_name='kind')),
                ('record', models.CharField(max_length=20, verbose_name='record')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('note', models.TextField(blank=True, verbose_name='public note')),
            ],
            options={
                'verbose_name': 'approval',
                'verbose_name_plural': 'approvals',
                'ordering': ['-at', '-id'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='actor',
            name='approved_version',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='approved version'),
        ),
        migrations.AddField(
            model_name='office',
            name='approved_version',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='approved version'),
        ),
        migrations.AddField(
            model_name='place',
            name='approved_version',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='approved version'),
        ),
        migrations.AddField(
            model_name='source',
            name='approved_version',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='approved version'),
        ),
        migrations.AddField(
            model_name='storyline',
            name='approved_version',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='approved version'),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(condition=models.Q(('approved_version__lt', models.F('version'))), fields=['id'], name='actor_waiting'),
        ),
        migrations.AddIndex(
            model_name='office',
            index=models.Index(condition=models.Q(('approved_version__lt', models.F('version'))), fields=['id'], name='office_waiting'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('approved_version__lt', models.F('version'))), fields=['id'], name='place_waiting'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(condition=models.Q(('approved_version__lt', models.F('version'))), fields=['id'], name='source_waiting'),
        ),
        migrations.AddIndex(
            model_name='storyline',
            index=models.Index(condition=models.Q(('approved_version__lt', models.F('version'))), fields=['id'], name='storyline_waiting'),
        ),
        migrations.AddField(
            model_name='approval',
            name='editor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to=settings.AUTH_USER_MODEL, verbose_name='editor'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(fields=('kind', 'record', 'version'), name='approval_once'),
        ),
    ]
