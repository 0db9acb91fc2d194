"""What the page of one event shows, from its record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from events import record
from events.record.mentions import citations_in
from events.record.vocabulary import OtherDateKind, Role
from events.timeline.reading import Related
from events.web.cards import Card, card, is_correction
from events.web.citations import (
    CitedSource,
    SourceView,
    chains,
    cited_sources,
    has_one_source,
    source_view,
)
from events.web.claims import Exchange, exchanges
from events.web.dating import Dating, dating, period_in_words, span_in_words
from events.web.editions import EditionLine, edition_line
from events.web.facts import Fact, facts
from events.web.languages import Text, choose, in_reader_language, named
from events.web.links import Link, actor_link, storyline_link
from events.web.occurrences import Appearance, appearance, caution, is_overdue
from events.web.origins import origins_in_words, reason
from events.web.vocabulary import PLACE_PRECISIONS, RELATIONS, heading_word


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
class EventPage:
    id: str
    url: str
    history_url: str
    title: Text
    summary: Text
    type: str
    appearance: Appearance
    caution: str
    period: str
    start: Dating | None
    end: Dating | None
    date_origins: SafeString
    other_dates: tuple[OtherDate, ...]
    place: Text
    place_precision: str
    participants: tuple[Participant, ...]
    facts: tuple[Fact, ...]
    exchanges: tuple[Exchange, ...]
    sources: tuple[CitedSource, ...]
    origins: SafeString
    origins_reason: str
    relations: tuple[Relation, ...]
    storylines: tuple[Link, ...]
    edition: EditionLine
    corrected: bool

    @property
    def head_title(self) -> str:
        """For the browser's tab: an event that did not happen says so there too."""
        if self.appearance.happened:
            return str(self.title)
        return f"{self.appearance.badge}: {self.title}"


def event_page(
    event: record.Event,
    now: datetime,
    related: Iterable[Related] = (),
    others: Iterable[record.Event] = (),
    suffix: str = "",
) -> EventPage:
    """`related`: other current events; `others`: see `claims.other_events`."""
    cited = [citation.source for citation in citations_in(event)]
    place = event.place
    return EventPage(
        id=event.id,
        url=event.url,
        history_url=f"{event.url}history/",
        title=in_reader_language(event, "title"),
        summary=in_reader_language(event, "summary"),
        type=choose(event.type_names, event.type),
        appearance=appearance(event.occurrence),
        caution=caution(event, overdue=is_overdue(event, now)),
        period=period_in_words(event),
        start=dating(event.start, event, cited),
        end=dating(event.end, event, cited, beside=event.start),
        date_origins=_date_origins(event, suffix),
        other_dates=tuple(_other_date(other, event, suffix) for other in event.other_dates),
        place=named(place) if place else Text(""),
        place_precision=str(PLACE_PRECISIONS.get(place.precision, "")) if place else "",
        participants=tuple(_participants(event, suffix)),
        facts=tuple(facts(event)),
        exchanges=tuple(exchanges(event, others, suffix)),
        sources=tuple(cited_sources(event, suffix)),
        origins=origins_in_words(event.origins, event, suffix),
        origins_reason=reason(event.origins),
        relations=tuple(relations(related, now, suffix)),
        storylines=tuple(storyline_link(story, suffix) for story in event.storylines),
        edition=edition_line(event.edition),
        corrected=is_correction(event),
    )


def relations(related: Iterable[Related], now: datetime, suffix: str = "") -> list[Relation]:
    """Relations gathered by kind, each worded from this event's side."""
    gathered: dict[str, dict[str, Card]] = {}
    for relation in related:
        forth, back = RELATIONS.get(relation.type, (relation.type, relation.type))
        cards = gathered.setdefault(str(forth if relation.outgoing else back), {})
        other = relation.event
        shown = card(other, suffix, overdue=is_overdue(other, now))
        cards.setdefault(other.id, shown)
    return [Relation(words, tuple(cards.values())) for words, cards in gathered.items()]


def _date_origins(event: record.Event, suffix: str) -> SafeString:
    origins = event.date_origins
    return origins_in_words(origins, event, suffix) if origins else SafeString()


def _participants(event: record.Event, suffix: str) -> Iterable[Participant]:
    alone = has_one_source(event)
    for part in event.participants:
        yield Participant(
            actor=actor_link(part.actor, event, suffix),
            role=heading_word(Role, part.role),
            office=choose(part.offices, part.office),
            described_as=Text(part.described_as, part.described_as_language),
            chains=chains(part.citations, event, alone=alone, suffix=suffix),
        )


def _other_date(other: record.OtherDate, event: record.Event, suffix: str) -> OtherDate:
    known = dating(other.start, event, [other.source] if other.source else [])
    return OtherDate(
        kind=heading_word(OtherDateKind, other.kind),
        wording=span_in_words(other.start, other.end),
        reasons=known.reasons if known else (),
        source=source_view(other.source, event, suffix) if other.source else None,
        note=other.note,
    )
