"""Help texts, labels and messages. Nothing changes in the database."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0018_security'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='external_key',
            field=models.CharField(blank=True, error_messages={'unique': 'Another event already has this key.'}, help_text='The key of the event in the system it was imported from.', max_length=200, null=True, unique=True, verbose_name='external key'),
        ),
        migrations.AlterField(
            model_name='event',
            name='label',
            field=models.CharField(help_text='Taken from the original title.', max_length=300, verbose_name='title on the desk'),
        ),
        migrations.AlterField(
            model_name='eventtype',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='events.eventtype', verbose_name='parent type'),
        ),
        migrations.AlterField(
            model_name='import',
            name='mode',
            field=models.CharField(choices=[('all', 'all rows or none'), ('rows', 'each row independently')], max_length=8, verbose_name='mode'),
        ),
        migrations.AlterField(
            model_name='import',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('broken', 'interrupted'), ('done', 'done'), ('refused', 'refused: nothing was written')], default='waiting', max_length=8, verbose_name='state'),
        ),
        migrations.AlterConstraint(
            model_name='eventtype',
            name='event_type_not_below_itself',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='event_type_not_below_itself', violation_error_message='A type cannot be its own parent.'),
        ),
        migrations.AlterConstraint(
            model_name='source',
            name='source_stub_has_no_content_hash',
            constraint=models.CheckConstraint(condition=models.Q(('held', True), ('content_hash', ''), _connector='OR'), name='source_stub_has_no_content_hash', violation_error_message='A hash requires a source that we hold.'),
        ),
    ]
