"""The versions of the desk's records: what each change made of them, by whom, when and why."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from events.record.vocabulary import RecordKind, Verb, Way


class Version(models.Model):
    """A record after one change. Rows are only ever added, except by redactions.

    `record` is the primary key of the record, which may have been deleted since; `number` is its
    `version` if it has one. `content` is JSON: the desk document without its empty members if
    `whole`, else the patch of that of the version before (see `events.record.patches`); it is empty
    if a redaction has removed it. `shape` is that of the documents at the time. `editor` is None if
    nobody was signed in.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind.choices)
    record = models.CharField(_("record"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    verb = models.CharField(_("act"), max_length=12, choices=Verb.choices)
    way = models.CharField(_("interface"), max_length=8, choices=Way.choices)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.PROTECT,
        null=True,
        related_name="versions",
    )
    at = models.DateTimeField(_("when"))
    reason = models.TextField(_("why"), blank=True)
    whole = models.BooleanField(editable=False)
    shape = models.PositiveSmallIntegerField(editable=False)
    content = models.TextField(editable=False)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["-at", "-id"], name="version_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record", "number"], name="version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {localtime(self.at):%Y-%m-%d %H:%M}"


class Approval(models.Model):
    """A reviewer made a version of a record public that had waited. Rows are only ever added.

    `note` is what readers are told in the events that name the record.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=RecordKind.choices)
    record = models.CharField(_("record"), max_length=20)
    version = models.PositiveIntegerField(_("version"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.PROTECT,
        related_name="approvals",
    )
    at = models.DateTimeField(_("when"))
    note = models.TextField(_("public note"), blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-at", "-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "record", "version"], name="approval_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.version}"
