"""What a date widget submits, and date fields next to cited sources."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from events.admin.when_anchors import CitedSources
from events.admin.when_field import WhenFormField
from events.admin.when_input import PARTS
from events.dates import When
from events.models import Source

NOW = datetime(2023, 2, 24, 9, 30, tzinfo=UTC)  # a Friday
RECORDED = When.parse(
    "2023-02-21",
    timezone="Europe/Moscow",
    basis="resolved_phrase",
    phrase="am Dienstag",
    phrase_language="de",
    anchor=datetime(2023, 2, 22, 16, 5, 7, tzinfo=UTC),
)


def values(text="", **others):
    """The values of the widget, in the order of its parts."""
    return [{"text": text, **others}.get(part, "") for part in PARTS]


def field(*sources, language="", **options):
    """A date field next to these cited sources, on Friday 24 February 2023."""
    made = WhenFormField(**options)
    made.set_context(CitedSources(lambda: sources, now=NOW, language=language))
    return made


def source(**dates):
    whens = {name: When.parse(text) for name, text in dates.items() if name != "language"}
    fields = {"title": "Report", "held": True, "language": dates.get("language", "de")}
    return Source(pk="2222-3333-4444", **fields, **whens)


def parsed(made, text, **others):
    return made.parse(values(text, **others))


def error_code(made, submitted):
    with pytest.raises(ValidationError) as refused:
        made.clean(submitted)
    return refused.value.code
