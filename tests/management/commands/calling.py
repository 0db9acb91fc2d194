"""Calling the commands of `manage.py` as an operator does."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command


class Terminal(StringIO):
    """A stream that says of itself that somebody is looking at it."""

    def isatty(self) -> bool:
        return True


def called(*command: str, **options: Any) -> tuple[str, str]:
    """What a command prints, and what it tells beside that."""
    out, told = StringIO(), StringIO()
    call_command(*command, stdout=out, stderr=told, **options)
    return out.getvalue(), told.getvalue()


def refused(*command: str, **options: Any) -> tuple[str, str, int]:
    """What a command prints before it refuses, what it says then, and its exit code."""
    out, told = StringIO(), StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command(*command, stdout=out, stderr=told, **options)
    assert told.getvalue() == ""
    return out.getvalue(), str(refusal.value), refusal.value.returncode
