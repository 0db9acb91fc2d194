"""`manage.py read_dates`: list the dates in a text."""

import os
import sys
from datetime import datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.dates import LANGUAGES_READ, DateError, anchor_of, find
from events.management.readings import highlights, json_lines, legend, printable, table
from events.record.date_errors import date_error_message

MAX_BYTES: Final = 2_000_000
"""A text is read as a whole, in about three seconds per megabyte."""
FORMATS: Final = ("highlights", "table", "json")


class Command(BaseCommand):
    help = (
        "List the dates in a UTF-8 text with the reason for each. Does not use the database. "
        "Without an anchor, only absolute dates are read."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the text file; - is standard input")
        parser.add_argument(
            "--anchor",
            default="",
            help="when it was written: 2023-02-22T16:00+01:00, or 2023-02-22 for noon in UTC",
        )
        known = ", ".join(LANGUAGES_READ)
        parser.add_argument(
            "--language", required=True, help=f"{known}, also with a region, such as de-AT"
        )
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default=FORMATS[0],
            help="highlights in the text (default), a table, or JSON lines",
        )

    def handle(self, **options: Any) -> None:
        language = check_language(options["language"])
        anchor = parse_anchor(options["anchor"]) if options["anchor"] else None
        text = read_text(options["file"])
        readings = find(text, anchor, language)
        if options["format"] == "json":
            self.write(json_lines(readings))
        elif options["format"] == "table":
            self.write(table(text, readings))
        else:
            # Ask Django whether the terminal has colours, which respects --no-color.
            coloured = self.style.SUCCESS("") != ""
            key = f"\n{legend()}" if coloured and readings else ""
            self.write(highlights(text, readings, coloured=coloured) + key)

    def write(self, text: str) -> None:
        """Write text that the terminal's encoding may not have, to a pipe that may be closed."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        try:
            self.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding), ending="")
            self.stdout.flush()
        except BrokenPipeError:
            # `… | head` closed the pipe. Python must not flush the rest again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_language(tag: str) -> str:
    """Return the tag if its language can be read. Raises `CommandError`."""
    if tag.replace("_", "-").partition("-")[0].lower() not in LANGUAGES_READ:
        raise CommandError(f"--language: choose from {', '.join(LANGUAGES_READ)}.")
    return tag


def parse_anchor(text: str) -> datetime:
    """Parse the option --anchor. Raises `CommandError`."""
    try:
        return anchor_of(text)
    except DateError as error:
        raise CommandError(f"--anchor: {date_error_message(error, context='query')}") from None


def read_text(file: str) -> str:
    """Read a text file or standard input. Raises `CommandError`."""
    name = "Standard input" if file == "-" else f"“{printable(file)}”"
    try:
        if file == "-":
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(file, "rb") as stream:
                content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CommandError(f"{name} does not exist.") from None
    except IsADirectoryError:
        raise CommandError(f"{name} is a directory; give a file.") from None
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        reason = getattr(error, "strerror", None) or "no such name"
        raise CommandError(f"{name} cannot be read: {reason}.") from None
    if len(content) > MAX_BYTES:
        raise CommandError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB; split it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CommandError(f"{name} is not UTF-8: byte {error.start + 1}, line {line}.") from None
