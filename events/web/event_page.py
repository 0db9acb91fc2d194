"""What the page of one event shows, from its document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from events.timeline.reading import Related
from events.web.cards import Card, card, worded_origins
from events.web.chains import attribution
from events.web.citations import (
    CitedSource,
    SourceView,
    all_citations,
    cited_sources,
    has_one_source,
    source_view,
)
from events.web.claims import Elsewhere, Exchange, exchanges
from events.web.dating import Dating, dating, worded_instant, worded_period, worded_span
from events.web.languages import Text, choose, in_reader_language, named
from events.web.links import Link, actor_link, storyline_link
from events.web.occurrences import Appearance, appearance
from events.web.vocabulary import PLACE_PRECISIONS, RELATIONS, heading_word, word

Document = dict[str, Any]


@dataclass(frozen=True)
class Participant:
    actor: Link
    role: str
    office: str
    described_as: Text
    chains: tuple[SafeString, ...]


@dataclass(frozen=True)
class OtherDate:
    kind: str
    wording: str
    reasons: tuple[SafeString, ...]
    source: SourceView | None
    note: str


@dataclass(frozen=True)
class Relation:
    """One kind of relation with the events that stand in it."""

    words: str
    events: tuple[Card, ...]


@dataclass(frozen=True)
class EditionLine:
    number: int
    kind: str
    kind_word: str
    moment: str
    at: str
    note: str


@dataclass(frozen=True)
class EventPage:
    id: str
    url: str
    history_url: str
    title: Text
    summary: Text
    type: str
    appearance: Appearance
    period: str
    start: Dating | None
    end: Dating | None
    other_dates: tuple[OtherDate, ...]
    place: Text
    place_precision: str
    participants: tuple[Participant, ...]
    exchanges: tuple[Exchange, ...]
    sources: tuple[CitedSource, ...]
    origins: str
    relations: tuple[Relation, ...]
    storylines: tuple[Link, ...]
    edition: EditionLine

    @property
    def head_title(self) -> str:
        """For the browser's tab: an event that did not happen says so there too."""
        if self.appearance.happened:
            return str(self.title)
        return f"{self.appearance.badge}: {self.title}"


def event_page(
    document: Document,
    related: Iterable[Related] = (),
    elsewhere: Elsewhere | None = None,
    suffix: str = "",
) -> EventPage:
    """`related` and `elsewhere`: what other standing events have to do with this one."""
    sources = [citation["source"] for citation in all_citations(document)]
    place = document["place"]
    return EventPage(
        id=document["id"],
        url=document["url"],
        history_url=f"{document['url']}history/",
        title=in_reader_language(document, "title"),
        summary=in_reader_language(document, "summary"),
        type=choose(document["type_names"], document["type"]),
        appearance=appearance(document),
        period=worded_period(document),
        start=dating(document["start"], sources),
        end=dating(document["end"], sources, said=document["start"]),
        other_dates=tuple(_other_date(other, suffix) for other in document["other_dates"]),
        place=named(place) if place else Text(""),
        place_precision=_precision(place),
        participants=tuple(
            _participant(part, suffix, alone=has_one_source(document))
            for part in document["participants"]
        ),
        exchanges=tuple(exchanges(document, elsewhere, suffix)),
        sources=tuple(cited_sources(document, suffix)),
        origins=worded_origins(document["origins"]),
        relations=tuple(relations(related, suffix)),
        storylines=tuple(storyline_link(story, suffix) for story in document["storylines"]),
        edition=edition_line(document["edition"]),
    )


def edition_line(edition: Document) -> EditionLine:
    return EditionLine(
        number=edition["number"],
        kind=edition["kind"],
        kind_word=word("edition", edition["kind"]),
        moment=edition["at"],
        at=worded_instant(edition["at"]),
        note=edition["note"],
    )


def relations(related: Iterable[Related], suffix: str = "") -> list[Relation]:
    """Relations gathered by kind, each worded from this event's side."""
    gathered: dict[str, dict[str, Card]] = {}
    for relation in related:
        forth, back = RELATIONS[relation.type]
        cards = gathered.setdefault(str(forth if relation.outgoing else back), {})
        cards.setdefault(relation.document["id"], card(relation.document, suffix))
    return [Relation(words, tuple(cards.values())) for words, cards in gathered.items()]


def _participant(part: Document, suffix: str, *, alone: bool) -> Participant:
    chains = dict.fromkeys(
        attribution(citation, alone=alone, suffix=suffix) for citation in part["citations"]
    )
    return Participant(
        actor=actor_link(part["actor"], suffix),
        role=heading_word("role", part["role"]),
        office=choose(part["offices"], part["office"]),
        described_as=Text(part["described_as"], part["described_as_language"]),
        chains=tuple(chains),
    )


def _other_date(other: Document, suffix: str) -> OtherDate:
    known = dating(other["start"], [other["source"]] if other["source"] else [])
    return OtherDate(
        kind=heading_word("other_date", other["kind"]),
        wording=worded_span(other["start"], other["end"]),
        reasons=known.reasons if known else (),
        source=source_view(other["source"], suffix) if other["source"] else None,
        note=other["note"],
    )


def _precision(place: Document | None) -> str:
    """How exactly a place is known; a city is what a place name is taken for anyway."""
    return str(PLACE_PRECISIONS.get(place["precision"], "")) if place else ""
