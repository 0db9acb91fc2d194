"""The editions of an event with what each of them changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from events.timeline.differences import Difference, differences
from events.web.event_page import EditionLine, edition_line
from events.web.languages import Text, in_reader_language
from events.web.links import event_path

Document = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """`url` leads to the event as this edition showed it; "" for a retraction."""

    edition: EditionLine
    heading: str
    url: str
    differences: tuple[Difference, ...]
    first: bool
    standing: bool


@dataclass(frozen=True)
class History:
    title: Text
    url: str
    steps: tuple[Step, ...]


def history(documents: Sequence[Document]) -> History:
    """`documents`: all editions in order, tombstones included. The newest step comes first."""
    last_full = next((d for d in reversed(documents) if "title" in d), None)
    steps = [_step(None, documents[0])]
    steps += [_step(older, newer) for older, newer in pairwise(documents)]
    standing = documents[-1]["edition"]["number"]
    return History(
        title=in_reader_language(last_full, "title") if last_full else Text(""),
        url=event_path(last_full) if last_full and "title" in documents[-1] else "",
        steps=tuple(
            Step(**{**vars(step), "standing": step.edition.number == standing})
            for step in reversed(steps)
        ),
    )


def _step(older: Document | None, newer: Document) -> Step:
    line = edition_line(newer["edition"])
    full = "title" in newer
    comparable = older is not None and full and "title" in older
    number = gettext("Edition %(number)s") % {"number": line.number}
    return Step(
        edition=line,
        heading=f"{number} · {capfirst(line.kind_word)}",
        url=f"{newer['url']}?as_of={line.moment}" if full else "",
        differences=tuple(differences(older, newer)) if comparable and older else (),
        first=older is None,
        standing=False,
    )
