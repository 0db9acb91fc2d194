"""`manage.py check_record`: whether the public record agrees with itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.management.consistency import check_record
from events.models import Edition


class Command(BaseCommand):
    help = (
        "Check that the public record agrees with itself: documents, columns, links, profiles, "
        "the sequence of editions. Changes nothing; the exit code is 1 if anything is found. "
        "Run it while nobody publishes."
    )

    def handle(self, **options: Any) -> None:
        found = 0
        for finding in check_record():
            found += 1
            self.stdout.write(f"{finding.where}: {finding.what}")
        if found:
            raise CommandError(f"{found} contradictions in the public record.")
        self.stdout.write(f"{Edition.objects.count()} editions, no contradiction.")
