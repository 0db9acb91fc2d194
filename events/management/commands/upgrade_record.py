"""``manage.py upgrade_record``: prepare documents of older shapes once, after an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.editorial.upgrading import upgrade_record
from events.management.progress import Bar


class Command(BaseCommand):
    help = (
        "Prepares the documents that an older release wrote, so that they are served as quickly as "
        "new ones. Everything works before it has run, only slower. It may be stopped and run "
        "again, also while the site is in use. What is stored does not change."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = upgrade_record(Bar(self.stderr, "documents"))
        self.stdout.write(f"{found.prepared} documents were prepared.")
        if found.unreadable:
            raise CommandError(
                f"{found.unreadable} documents cannot be read: see the log and check_record."
            )
