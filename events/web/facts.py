"""Members of an event that no part of its page was made for: they follow from their declaration.

So a plain new member stands on the page at once, under the label that it was declared with.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext

from events.record import Declared, Event, members_of
from events.web.languages import Text, reader_language
from events.web.vocabulary import heading_word

PLACED: Final = frozenset(
    ["id", "url", "title", "summary", "language", "type", "type_names", "occurrence", "period"]
)
"""What the page shows in a place of its own, or that says how to show something else."""


@dataclass(frozen=True)
class Fact:
    label: str
    value: Text


def facts(event: Event) -> list[Fact]:
    """The plain members of an event that stand nowhere else, where they say something.

    Members that are documents themselves need a place made for them.
    """
    return [
        Fact(capfirst(str(declared.member.label)), value)
        for name, declared in members_of(type(event)).items()
        if name not in PLACED and declared.document is None
        if (value := _worded(declared, getattr(event, name), event.language))
    ]


def _worded(declared: Declared, value: object, language: str) -> Text:
    """The value in words; empty for one that says nothing."""
    if value is None or value == declared.default or value in ("", [], {}):
        return Text("")
    if isinstance(value, bool):
        return Text(capfirst(gettext("yes") if value else gettext("no")), reader_language())
    if declared.member.choices is not None:
        return Text(heading_word(declared.member.choices, str(value)), reader_language())
    if isinstance(value, list):
        return Text(", ".join(map(str, value)), language)
    return Text(str(value), language)
