"""`manage.py read_dates`: what a text says about time."""

import os
import sys
from datetime import datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.dates import ANCHOR_YEARS, LANGUAGES_READ, DateError, anchor_of, find
from events.management.readings import highlights, json_lines, legend, shown, table

LARGEST: Final = 2_000_000
"""Octets: a text is read as a whole, in about three seconds a megabyte."""
FORMATS: Final = ("highlights", "table", "json")
HOW: Final = "write for example 2023-02-22T16:00+01:00, or 2023-02-22 for noon of that day in UTC"


class Command(BaseCommand):
    help = (
        "Read the dates of a text in UTF-8 and say why they are these. Changes nothing and asks no "
        "database. Without an anchor only those dates are read that do not depend on when the text "
        "was written."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the text; - is standard input")
        parser.add_argument("--anchor", default="", help=f"when it was written: {HOW}")
        known = ", ".join(LANGUAGES_READ)
        parser.add_argument(
            "--language", required=True, help=f"{known}, or one with its region such as de-AT"
        )
        parser.add_argument(
            "--format",
            choices=FORMATS,
            default=FORMATS[0],
            help="marked in the text (default), one row each, or one line of JSON each",
        )

    def handle(self, **options: Any) -> None:
        language = language_of(options["language"])
        anchor = anchor_given(options["anchor"]) if options["anchor"] else None
        text = text_of(options["file"])
        readings = find(text, anchor, language)
        if options["format"] == "json":
            self.say(json_lines(readings))
        elif options["format"] == "table":
            self.say(table(text, readings))
        else:
            # Django knows whether the terminal has colours, and what --no-color said.
            coloured = self.style.SUCCESS("") != ""
            key = f"\n{legend()}" if coloured and readings else ""
            self.say(highlights(text, readings, coloured=coloured) + key)

    def say(self, text: str) -> None:
        """Write, whatever the terminal can show, and whether or not it listens to the end."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        try:
            self.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding), ending="")
            self.stdout.flush()
        except BrokenPipeError:
            # `… | head` has seen enough. What is left must not be tried again at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def language_of(tag: str) -> str:
    """The tag, if its language is read. Raises `CommandError`."""
    if tag.replace("_", "-").partition("-")[0].lower() not in LANGUAGES_READ:
        raise CommandError(f"--language: choose from {', '.join(LANGUAGES_READ)}.")
    return tag


def anchor_given(text: str) -> datetime:
    """What relative dates are counted from. Raises `CommandError`."""
    try:
        return anchor_of(text)
    except DateError as error:
        first, last = ANCHOR_YEARS[0], ANCHOR_YEARS[-1]
        said = {
            "anchor_unreadable": f"this is no instant; {HOW}",
            "anchor_naive": f"the offset from UTC is missing; {HOW}",
            "anchor_out_of_range": f"it lies outside the years {first} to {last}",
        }
        raise CommandError(f"--anchor: {said[error.code]}.") from None


def text_of(file: str) -> str:
    """The text of a file, or of standard input. Raises `CommandError`."""
    name = "Standard input" if file == "-" else f"“{shown(file)}”"
    try:
        if file == "-":
            octets = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(file, "rb") as stream:
                octets = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise CommandError(f"{name} is not there.") from None
    except IsADirectoryError:
        raise CommandError(f"{name} is a folder; name a file.") from None
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        reason = getattr(error, "strerror", None) or "no such name"
        raise CommandError(f"{name} cannot be read: {reason}.") from None
    if len(octets) > LARGEST:
        raise CommandError(f"{name} has more than {LARGEST // 1_000_000} MB; divide it.")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise CommandError(f"{name} is not UTF-8: octet {error.start + 1}, line {line}.") from None
