"""Help texts, labels and messages. Nothing changes in the database."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0015_exact_counts'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='action',
            options={'ordering': ['-at', '-id'], 'verbose_name': 'editorial action', 'verbose_name_plural': 'editorial actions'},
        ),
        migrations.AlterField(
            model_name='actor',
            name='label',
            field=models.CharField(help_text='Shown to editors in lists. Readers see the names below.', max_length=200, verbose_name='name on the desk'),
        ),
        migrations.AlterField(
            model_name='apitoken',
            name='name',
            field=models.CharField(help_text='The purpose of the token, such as: import from the archive', max_length=100, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='last_error',
            field=models.CharField(blank=True, max_length=200, verbose_name='last error'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='last_status',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='last HTTP status'),
        ),
        migrations.AlterField(
            model_name='import',
            name='make_missing',
            field=models.BooleanField(default=False, verbose_name='create missing records'),
        ),
        migrations.AlterField(
            model_name='import',
            name='refusal',
            field=models.CharField(blank=True, max_length=300, verbose_name='reason for the refusal'),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='active',
            field=models.BooleanField(default=True, help_text='An inactive webhook sends nothing. Once active again, it continues where it stopped.', verbose_name='active'),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='created_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='filter',
            field=models.CharField(blank=True, help_text='A query string of the timeline, such as type=talks&from=2023. Leave empty for all events.', max_length=500, verbose_name='saved filter'),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='last_seq',
            field=models.BigIntegerField(default=0, editable=False, verbose_name='last edition queued'),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='name',
            field=models.CharField(help_text='The subscriber, such as: archive of the paper', max_length=100, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='webhook',
            name='url',
            field=models.CharField(help_text='The address that receives the editions: https://…', max_length=500, validators=[django.core.validators.RegexValidator('\\Ahttps?://', 'The address must start with https://.')], verbose_name='address'),
        ),
        migrations.AlterConstraint(
            model_name='apitoken',
            name='api_token_expires_after_it_was_made',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='api_token_expires_after_it_was_made', violation_error_message='The token would already have expired.'),
        ),
        migrations.AlterConstraint(
            model_name='apitoken',
            name='api_token_once_per_name',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'name'), name='api_token_once_per_name', violation_error_message='You already have a token with this name.'),
        ),
        migrations.AlterConstraint(
            model_name='webhook',
            name='webhook_address_is_of_the_web',
            constraint=models.CheckConstraint(condition=models.Q(('url__startswith', 'https://'), ('url__startswith', 'http://'), _connector='OR'), name='webhook_address_is_of_the_web', violation_error_message='The address must start with https://.'),
        ),
    ]
