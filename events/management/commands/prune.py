"""``manage.py prune``: delete what is no longer needed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.accounts.log import prune_log
from events.editorial.autosaving import prune_forms
from events.interchange.imports import prune_files


class Command(BaseCommand):
    help = (
        "Deletes the files of imports that are no longer needed, what editors typed into forms and "
        "have not saved for 30 days, and old rows of the security log. Run it daily."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"{prune_files(now=now)} files of imports deleted.")
        self.stdout.write(f"{prune_forms(now=now)} unsaved forms deleted.")
        self.stdout.write(f"{prune_log(now=now)} rows of the security log deleted.")
