"""Claims as a page shows them: every answer directly beside the claim that it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from events.record.vocabulary import ClaimKind, Modality
from events.timeline.reading import Answer as ForeignAnswer
from events.web.chains import attribution
from events.web.citations import CitationView, citation_view, has_one_source
from events.web.dating import worded
from events.web.languages import Text, in_reader_language, reader_language
from events.web.links import Link, actor_link, event_path
from events.web.vocabulary import MODALITIES, heading_word

Document = dict[str, Any]

_ANSWERS = {
    "denies": gettext_lazy("denies this"),
    "confirms": gettext_lazy("confirms this"),
    "repeats": gettext_lazy("repeats this"),
    "qualifies": gettext_lazy("qualifies this"),
    "retracts": gettext_lazy("takes this back"),
}


@dataclass(frozen=True)
class ClaimView:
    """`anchor` is "" for a second showing of a claim that answers several.

    `home`: the event with which it is recorded, where that is another.
    """

    id: str
    anchor: str
    speaker: Link
    kind: str
    kind_word: str
    modality: str
    text: Text
    quote: Text
    said: str
    home: Link | None
    chains: tuple[SafeString, ...]
    citations: tuple[CitationView, ...]


@dataclass(frozen=True)
class Answer:
    type: str
    words: str
    claim: ClaimView


@dataclass(frozen=True)
class Exchange:
    """A claim with what others say to it; `denied`: at least one of them denies it."""

    claim: ClaimView
    answers: tuple[Answer, ...]

    @property
    def denied(self) -> bool:
        return any(answer.type == "denies" for answer in self.answers)


@dataclass(frozen=True)
class Elsewhere:
    """What other events hold of an exchange: answers to claims of this one, and the events (by id)
    that hold what a claim of this one answers."""

    answers: tuple[ForeignAnswer, ...] = ()
    homes: Mapping[str, Document] = field(default_factory=dict)


def foreign_homes(document: Document) -> set[str]:
    """The events that hold claims which are answered in this document and not held by it."""
    own = {claim["id"] for claim in document["claims"]}
    return {
        link["event"]
        for claim in document["claims"]
        for link in claim["links"]
        if link["claim"] not in own
    }


def exchanges(
    document: Document, elsewhere: Elsewhere | None = None, suffix: str = ""
) -> list[Exchange]:
    """The claims of an event with their answers, wherever the other side is recorded.

    A claim that answers another stands beside it and not once more by itself; with answers of its
    own it also heads an exchange, so that a denial of a denial stands next to what it denies.
    """
    records, answers = _gathered(document, elsewhere or Elsewhere())
    answering = {answer["id"] for given in answers.values() for _type, answer in given}
    show = _Showing(document, elsewhere or Elsewhere(), suffix)
    found = []
    for record in records.values():
        own = answers.get(record["id"], [])
        if record["id"] in answering and not own:
            continue
        given = tuple(
            Answer(kind, str(_ANSWERS.get(kind, kind)), show.claim(answer)) for kind, answer in own
        )
        found.append(Exchange(show.claim(record), given))
    return found


def _gathered(
    document: Document, elsewhere: Elsewhere
) -> tuple[dict[str, Document], dict[str, list[tuple[str, Document]]]]:
    """All claims by id, with those that are answered here and held elsewhere; the answers to each.

    An answer is (type, claim).
    """
    records = {claim["id"]: claim for claim in document["claims"]}
    own = list(records)
    there = {claim["id"]: claim for home in elsewhere.homes.values() for claim in home["claims"]}
    answers: dict[str, list[tuple[str, Document]]] = {}
    for claim_id in own:
        for link in records[claim_id]["links"]:
            if link["claim"] not in records and link["claim"] in there:
                records[link["claim"]] = there[link["claim"]]
            if link["claim"] in records:
                answers.setdefault(link["claim"], []).append((link["type"], records[claim_id]))
    for answer in elsewhere.answers:
        given = answers.setdefault(answer.claim_id, [])
        if all(claim["id"] != answer.claim["id"] for _type, claim in given):
            given.append((answer.type, answer.claim))
    return records, answers


class _Showing:
    """Remembers which claims were shown: an anchor may stand only once on a page."""

    def __init__(self, document: Document, elsewhere: Elsewhere, suffix: str) -> None:
        self.event_id = document["id"]
        self.alone = has_one_source(document) and not (elsewhere.answers or elsewhere.homes)
        self.suffix = suffix
        self.shown: set[str] = set()
        self.events = {
            **elsewhere.homes,
            **{answer.document["id"]: answer.document for answer in elsewhere.answers},
        }

    def claim(self, record: Document) -> ClaimView:
        first = record["id"] not in self.shown
        self.shown.add(record["id"])
        chains = dict.fromkeys(
            attribution(citation, speaker=record["speaker"], alone=self.alone, suffix=self.suffix)
            for citation in record["citations"]
        )
        return ClaimView(
            id=record["id"],
            anchor=f"claim-{record['id']}" if first else "",
            speaker=actor_link(record["speaker"], self.suffix),
            kind=record["kind"],
            kind_word=heading_word("claim", record["kind"]),
            modality=_modality(record),
            text=_text(record),
            quote=Text(record["quote"], record["quote_language"]),
            said=_said(record),
            home=self._home(record),
            chains=tuple(chains),
            citations=tuple(
                citation_view(citation, anchor=first, suffix=self.suffix)
                for citation in record["citations"]
            ),
        )

    def _home(self, record: Document) -> Link | None:
        home = self.events.get(record["event"])
        if record["event"] == self.event_id or home is None:
            return None
        title = in_reader_language(home, "title")
        return Link(event_path(home) + self.suffix, title)


def _modality(record: Document) -> str:
    # Their kind says already that something is not so.
    negative = {ClaimKind.DENIAL, ClaimKind.NO_STATEMENT}
    if record["kind"] in negative and record["modality"] == Modality.NEGATED:
        return ""
    return str(MODALITIES.get(record["modality"], record["modality"]))


def _text(record: Document) -> Text:
    language = reader_language()
    if language != record["language"] and record["texts"].get(language):
        return Text(record["texts"][language], language)
    return Text(record["text"], record["language"])


def _said(record: Document) -> str:
    words = worded(record["said"])
    if not words:
        return ""
    if record["kind"] == "no_statement":
        return gettext("as of %(date)s") % {"date": words}
    return gettext("said %(date)s") % {"date": words}
