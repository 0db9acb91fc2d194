"""What every curated record has: a permanent public id, a version, and when it was made and
changed.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.record.identity import new_public_id


class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """Text that sorts by its bytes on every database; PostgreSQL would follow the locale."""

    def db_parameters(self, connection):  # type: ignore[no-untyped-def]
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def db_type(self, connection):  # type: ignore[no-untyped-def]
        short = str(super().db_type(connection))
        if connection.vendor != "postgresql":
            return short
        # The long name of the same type. By the short one Django makes a second index beside each,
        # for LIKE where a locale sorts; one that sorts by bytes serves that itself.
        return short.replace("varchar", "character varying")


class PublicIdField(BytewiseField):
    """The primary key of everything that has an address: permanent and independent of titles."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.update(max_length=14, primary_key=True, default=new_public_id, editable=False)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def deconstruct(self):  # type: ignore[no-untyped-def]
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "primary_key", "default", "editable"):
            kwargs.pop(key, None)
        return name, path, args, kwargs


class PublicNameField(BytewiseField):
    """The permanent public id of a row that has a number of its own inside the database."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.update(max_length=14, unique=True, default=new_public_id, editable=False)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def deconstruct(self):  # type: ignore[no-untyped-def]
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "unique", "default", "editable"):
            kwargs.pop(key, None)
        return name, path, args, kwargs


class Curated(models.Model):
    """A record of the desk. `version` is compared and raised in one UPDATE by the editorial
    verbs.
    """

    id = PublicIdField()
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


def refuse_circle(record: models.Model, field: str, message: str | Promise) -> None:
    """`ValidationError` on `field` when following it leads back to the record.

    A row can only keep it from pointing at itself; each model with such a field calls this in
    `clean`.
    """
    seen: set[Any] = set()
    rows = type(record)._default_manager
    target = getattr(record, f"{field}_id")
    while target and target not in seen:
        if target == record.pk:
            raise ValidationError({field: message})
        seen.add(target)
        target = rows.filter(pk=target).values_list(f"{field}_id", flat=True).first()


class Mergeable(Curated):
    """A record that may turn out to be another one: its address then leads to the survivor."""

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a chain of mergers that comes back to this record: no row can hold that rule."""
        super().clean()
        refuse_circle(self, "merged_into", _("These records would be merged into each other."))


def not_merged_into_itself(model: str) -> models.CheckConstraint:
    """The part of the rule above that a row can hold."""
    return models.CheckConstraint(
        name=f"{model}_not_merged_into_itself",
        condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
        violation_error_message=_("A record cannot be merged into itself."),
    )
