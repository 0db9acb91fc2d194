"""Imports of files, their progress, and the result of each row."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.identity import PublicIdField
from events.record.vocabulary import ImportFormat, ImportMode, ImportPhase, ImportState, RowResult


class Import(models.Model):
    """The import of one file. `mode` is all rows or none, or each row independently."""

    id = PublicIdField()
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.PROTECT,
        related_name="imports",
    )
    format = models.CharField(_("format"), max_length=8, choices=ImportFormat.choices)
    mode = models.CharField(_("mode"), max_length=8, choices=ImportMode.choices)
    dry_run = models.BooleanField(_("dry run"), default=False)
    make_missing = models.BooleanField(_("create missing records"), default=False)
    state = models.CharField(
        pgettext_lazy("of an import", "state"),
        max_length=9,
        choices=ImportState.choices,
        default=ImportState.WAITING,
    )
    phase = models.CharField(
        _("phase"), max_length=5, choices=ImportPhase.choices, default=ImportPhase.WRITE
    )
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    refusal = models.CharField(_("reason for the refusal"), max_length=300, blank=True)
    # When a worker claimed the import and last reported, and how often it was resumed since then
    # because its worker had died (see `events.interchange.imports.jobs`).
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    alive_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    cancelled_at = models.DateTimeField(
        pgettext_lazy("of an import", "cancelled"), null=True, blank=True
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="import_done_within_rows", condition=Q(done__lte=models.F("rows"))
            ),
            models.CheckConstraint(
                name="import_undoes_all_rows_alone",
                condition=~Q(phase=ImportPhase.UNDO) | Q(mode=ImportMode.ALL, dry_run=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_finished(self) -> bool:
        return self.state in {ImportState.DONE, ImportState.REFUSED, ImportState.CANCELLED}

    @property
    def may_have_written_some(self) -> bool:
        """Whether some rows of an unfinished import of all rows or none may have been written."""
        all_or_none = self.mode == ImportMode.ALL and not self.dry_run
        return all_or_none and self.phase != ImportPhase.CHECK and not self.is_finished


class ImportFile(models.Model):
    """The content of the file, in a table of its own, so that lists of imports do not load it."""

    of = models.OneToOneField(
        Import, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    content = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return str(self.of_id)


class ImportRow(models.Model):
    """The result of one row. Each problem is ``{"pointer" | "column": …, "detail": …}``.

    While it may have to be undone: the `version` of the event that the row wrote, the desk document
    `before` (null if it is new), and what was `made` beside it, as model and primary key.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="results", db_index=False)
    number = models.PositiveIntegerField(_("row"))
    key = models.CharField(_("key"), max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=RowResult.choices)
    event = models.CharField(_("event"), max_length=14, blank=True)
    problems = models.JSONField(_("problems"), default=list)
    version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    before = models.JSONField(null=True, blank=True, editable=False)
    made = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.number}"
