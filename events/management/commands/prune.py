"""``manage.py prune``: delete expired files of imports."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.interchange.imports import prune_files


class Command(BaseCommand):
    help = "Deletes the files of imports that are no longer needed. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{prune_files(now=timezone.now())} files of imports deleted.")
