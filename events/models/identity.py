"""Base classes of curated records: permanent public id, version, and time stamps."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.record.identity import new_public_id


# Django's fields take no type arguments when the program runs.
class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """Text that sorts bytewise on every database; PostgreSQL would use the locale's order."""

    def db_parameters(self, connection: Any) -> Any:
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def db_type(self, connection: Any) -> str:
        short = str(super().db_type(connection))
        if connection.vendor != "postgresql":
            return short
        # A synonym of varchar. For that name Django would create a second index for LIKE, which
        # an index in bytewise order serves as well.
        return short.replace("varchar", "character varying")


class _PublicIdBase(BytewiseField):
    """A permanent public id. `fixed`: the options that cannot be changed; migrations omit them."""

    fixed: dict[str, Any] = {"max_length": 14, "default": new_public_id, "editable": False}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, **self.fixed})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kept = {key: value for key, value in kwargs.items() if key not in self.fixed}
        return name, path, args, kept


class PublicIdField(_PublicIdBase):
    """The primary key of every record with a public address; permanent."""

    fixed = {**_PublicIdBase.fixed, "primary_key": True}


class PublicNameField(_PublicIdBase):
    """The permanent public id of a row whose primary key is a number."""

    fixed = {**_PublicIdBase.fixed, "unique": True}


class Curated(models.Model):
    """A record of the desk. Editorial verbs compare and increment `version` in one UPDATE."""

    id = PublicIdField()
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


WAITING: Final = Q(approved_version__lt=F("version"))
"""The condition on an `Approvable` that it has changes that are not approved."""


class Approvable(models.Model):
    """A `Curated` record that events name.

    `approved_version` is the version that readers may see, None if none was ever public. Later
    versions wait until one is approved (see `events.editorial.approving`).
    """

    version: "models.PositiveIntegerField[Any, int]"
    approved_version = models.PositiveIntegerField(
        _("approved version"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        """Return whether the desk is ahead of what was approved."""
        return self.approved_version is not None and self.approved_version < self.version


def refuse_circle(record: models.Model, field: str, message: str | Promise) -> None:
    """Raise `ValidationError` on `field` if following it leads back to the record.

    A constraint can only exclude a reference to the record itself, so that models with such a field
    call this in `clean`.
    """
    seen: set[Any] = set()
    records = type(record)._default_manager
    target = getattr(record, f"{field}_id")
    while target and target not in seen:
        if target == record.pk:
            raise ValidationError({field: message})
        seen.add(target)
        target = records.filter(pk=target).values_list(f"{field}_id", flat=True).first()


class Mergeable(Curated):
    """A record that can be merged into another one, to which its address then redirects."""

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
        """Reject a cycle of mergers, which no constraint can."""
        super().clean()
        refuse_circle(self, "merged_into", _("These records would be merged into each other."))


def waiting_index(model: str) -> models.Index:
    """Return the index of the few records with changes that are not approved."""
    return models.Index(
        fields=["id"],
        name=f"{model}_waiting",
        condition=WAITING,
    )


def not_merged_into_itself(model: str) -> models.CheckConstraint:
    """Return the constraint against the shortest cycle; see `Mergeable.clean`."""
    message = _("A record cannot be merged into itself.")
    return not_itself(f"{model}_not_merged_into_itself", "merged_into", message)


def not_itself(name: str, field: str, message: Any) -> models.CheckConstraint:
    """Return the constraint that a record does not refer to itself; see `refuse_circle`."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
        violation_error_message=message,
    )
