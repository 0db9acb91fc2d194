"""`manage.py load_demo`: the demo's record, for accounts that are there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.editorial.recording import by_way_of
from events.management.demo import FixtureError, load_demo
from events.models import User
from events.record.vocabulary import Way


class Command(BaseCommand):
    help = "Load the demo's events through the editorial verbs. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--editor", default="editor", help="the account that drafts")
        parser.add_argument("--reviewer", default="reviewer", help="the account that publishes")
        folder = Path(settings.BASE_DIR) / "fixtures" / "demo"
        parser.add_argument("--folder", type=Path, default=folder, help="where the files are")

    @by_way_of(Way.COMMAND)
    def handle(self, **options: Any) -> None:
        people = {}
        for name in ("editor", "reviewer"):
            account = User.objects.filter(username=options[name]).first()
            if account is None:
                raise CommandError(
                    f"There is no account “{options[name]}”. Name one with --{name}, "
                    "or run `manage.py demo`, which makes its own."
                )
            people[name] = account
        try:
            loaded = load_demo(options["folder"], **people)
        except FixtureError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write("The demo is loaded." if loaded else "The demo was loaded before.")
