"""``manage.py prune``: delete expired files of imports, and what was typed and never saved."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.editorial.autosaving import prune_forms
from events.interchange.imports import prune_files


class Command(BaseCommand):
    help = (
        "Deletes the files of imports that are no longer needed, and what editors typed into forms "
        "and have not saved for 30 days. Run it daily."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{prune_files(now=now)} files of imports deleted.")
        self.stdout.write(f"{prune_forms(now=now)} unsaved forms deleted.")
