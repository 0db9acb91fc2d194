"""``manage.py reissue``: renew the names in the public record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from events.editorial.editions import Issue
from events.editorial.errors import NotAllowed
from events.editorial.renaming import renew_names
from events.editorial.versions import require
from events.management.accounts import find_account
from events.management.progress import Bar
from events.record.vocabulary import EditionKind


class Command(BaseCommand):
    help = (
        "Reissues public events in which a place, event type, office or actor has an outdated "
        "name, after a name was changed or a language was added. Readers are not notified; "
        "programs that follow the changes receive the new editions."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--editor", required=True, help="The account that reissues.")

    def handle(self, *args: Any, **options: Any) -> None:
        editor = find_account(options["editor"])
        try:
            require(editor, "publish_event")
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        issue = Issue(EditionKind.UPDATED, editor, timezone.now())
        renewed = renew_names(issue, Bar(self.stderr, "events"))
        self.stdout.write(f"{renewed} events were reissued.")
