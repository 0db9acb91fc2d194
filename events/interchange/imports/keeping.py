"""How long the files of imports are kept, and how much of them.

A file is needed until its import has finished. That of a dry run is kept for a week, to compare it
with what was reported; that of an import that was never finished for a month, to resume it.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from events.interchange.imports.reading import ImportRefused
from events.models import Import, ImportFile, User
from events.record.vocabulary import ImportMode, ImportPhase, ImportState

KEPT: Final = timedelta(days=7)
UNFINISHED_KEPT: Final = timedelta(days=30)
MOST_KEPT: Final = 256 * 1024 * 1024
"""Bytes that the files of one account may take."""
_FINISHED: Final = (ImportState.DONE, ImportState.REFUSED, ImportState.CANCELLED)
_RESUMABLE: Final = (ImportState.WAITING, ImportState.BROKEN)


def prune_files(*, now: datetime) -> int:
    """Delete the files that are no longer needed; return how many.

    An import that was not finished in time is refused: it cannot be resumed without its file. One
    of all rows or none that may have written some keeps it, to be finished or undone.
    """
    abandoned = Import.objects.filter(
        Q(mode=ImportMode.ROWS) | Q(phase=ImportPhase.CHECK),
        state__in=_RESUMABLE,
        created_at__lte=now - UNFINISHED_KEPT,
        file__isnull=False,
    )
    refusal = _("It was not finished in time.")
    old = Q(of__finished_at__lte=now - KEPT) | Q(of__dry_run=False) | ~Q(of__state="done")
    with transaction.atomic():
        abandoned.update(state=ImportState.REFUSED, finished_at=now, refusal=refusal)
        deleted, _by_model = ImportFile.objects.filter(old, of__state__in=_FINISHED).delete()
    return deleted


def drop_file(job: Import, *, dry_run_is_kept: bool) -> None:
    """Delete the file of an import that has finished, unless it is a dry run to be kept."""
    if not (job.dry_run and dry_run_is_kept):
        ImportFile.objects.filter(of=job).delete()


def check_space(editor: User, more: int) -> None:
    """Raise `ImportRefused` if the files of the account would take too much space."""
    files = ImportFile.objects.filter(of__editor=editor)
    kept = files.aggregate(bytes=Sum(Length("content")))["bytes"] or 0
    if kept + more > MOST_KEPT:
        raise ImportRefused(_("The files of your imports take too much space. Delete some first."))
