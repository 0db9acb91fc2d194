"""``manage.py redact``: remove a text from everything that is stored."""

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from events.editorial import EditorialError
from events.editorial.recording import by_way_of
from events.editorial.redacting import preview_redaction, redact_text
from events.management.accounts import find_account
from events.record.vocabulary import Way
from events.search.purging import vacuum_statement


class Command(BaseCommand):
    help = (
        "Removes a text for ever from a record and from everything linked to it that has it too. "
        "The text is read from standard input, so that no history of a shell keeps it. Without "
        "--yes, the command only counts what would be removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", help="The id of the event, actor or source.")
        parser.add_argument("--editor", required=True, help="The account that redacts.")
        parser.add_argument("--ground", default="", help="The public ground.")
        parser.add_argument("--reason", default="", help="The internal reason.")
        parser.add_argument("--yes", action="store_true", help="Remove it.")

    @by_way_of(Way.COMMAND)
    def handle(self, *args: Any, **options: Any) -> None:
        editor = find_account(options["editor"])
        chosen = {"subject": options["subject"], "text": sys.stdin.read(), "editor": editor}
        try:
            if options["yes"]:
                act = {name: options[name] for name in ("ground", "reason")}
                places = redact_text(**chosen, now=timezone.now(), **act).places
            else:
                places = Counter[str]()
                for spot in preview_redaction(**chosen):
                    places[spot.model._meta.label_lower] += spot.count
        except EditorialError as error:
            raise CommandError(str(error)) from error
        for name, count in sorted(places.items()):
            self.stdout.write(f"{name}: {count}")
        self.stdout.write("Redacted." if options["yes"] else "Nothing was changed: see --yes.")
        if options["yes"] and (statement := vacuum_statement()):
            self.stdout.write(
                "PostgreSQL keeps former versions of rows. Remove them when the site can wait:\n"
                f"  {statement}"
            )
