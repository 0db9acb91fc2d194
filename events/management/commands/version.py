"""`manage.py version`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prints the version of the Event Tracker."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(settings.VERSION)
