"""Claims as a page shows them: every answer directly beside the claim that it answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from events.record import Answer, Claim, Event, EventRef
from events.record.answers import event_reference
from events.record.mentions import citations_in
from events.record.vocabulary import ClaimKind, ClaimLinkType, Modality
from events.web.citations import CitationView, chains, citation_view
from events.web.dating import date_in_words
from events.web.languages import Text, said
from events.web.links import Link, actor_link, event_link
from events.web.origins import origins_in_words
from events.web.vocabulary import ANSWERS, MODALITIES, heading_word


@dataclass(frozen=True)
class ClaimView:
    """`anchor` is "" for a second showing of a claim that answers several, and for one that is
    recorded with another event, to which `home` leads.
    """

    anchor: str
    speaker: Link
    kind: str
    modality: str
    text: Text
    said: str
    home: Link | None
    quote: Text | None = None
    origins: SafeString | None = None
    chains: tuple[SafeString, ...] = ()
    citations: tuple[CitationView, ...] = ()


@dataclass(frozen=True)
class AnswerView:
    type: str
    words: str
    claim: ClaimView


@dataclass(frozen=True)
class Exchange:
    """A claim with what others say to it; `denied`: at least one of them denies it."""

    claim: ClaimView
    answers: tuple[AnswerView, ...]

    @property
    def denied(self) -> bool:
        return any(answer.type == ClaimLinkType.DENIES for answer in self.answers)

    @property
    def heading(self) -> str:
        """What became of the claim."""
        if self.denied:
            return gettext("Denied claim")
        if any(answer.type == ClaimLinkType.RETRACTS for answer in self.answers):
            return gettext("Claim taken back")
        return gettext("Claim")


def other_events(event: Event) -> set[str]:
    """The events whose records `exchanges` needs: those that hold a claim which this one answers or
    shows, without having recorded it itself.
    """
    own = {claim.id for claim in event.claims}
    answered = {
        link.event for claim in event.claims for link in claim.links if link.claim not in own
    }
    return (answered | {claim.event for claim in event.claims}) - {event.id}


def exchanges(event: Event, others: Iterable[Event] = (), suffix: str = "") -> list[Exchange]:
    """The claims of an event with their answers, wherever these are recorded.

    A claim that answers another stands beside it and not once more by itself; with answers of its
    own it also heads an exchange, so that a denial of a denial stands next to what it denies.
    `others`: see `other_events`; what is answered there heads an exchange here.
    """
    homes = {other.id: other for other in others}
    heads = list(_heads(event, homes))
    answering = {answer.claim for head, _source in heads for answer in head.answered_by}
    foreign = [head for head, source in heads if source is not event]
    views = _Views(event, homes, suffix, alone=_cite_one_source(event, foreign))
    return [
        Exchange(views.claim(head, source), tuple(map(views.answer, head.answered_by)))
        for head, source in heads
        if head.answered_by or head.id not in answering
    ]


def _heads(event: Event, homes: dict[str, Event]) -> Iterator[tuple[Claim, Event]]:
    """The claims that may head an exchange, each with the event whose record it is from; what one
    of them answers elsewhere goes before it.
    """
    own = {claim.id for claim in event.claims}
    there = {
        claim.id: (claim, home)
        for home in homes.values()
        for claim in home.claims
        if claim.id not in own
    }
    for claim in event.claims:
        for link in claim.links:
            if link.claim in there:
                yield there.pop(link.claim)
        yield claim, event


def _cite_one_source(event: Event, foreign: Iterable[Claim]) -> bool:
    elsewhere = (citation for claim in foreign for citation in claim.citations)
    return len({citation.source.id for citation in (*citations_in(event), *elsewhere)}) == 1


class _Views:
    """Remembers which claims were shown: an anchor may stand only once on a page."""

    def __init__(self, event: Event, homes: dict[str, Event], suffix: str, *, alone: bool) -> None:
        self.event = event
        self.homes = homes
        self.suffix = suffix
        self.alone = alone
        self.claims = {claim.id: claim for claim in event.claims}
        self.shown: set[str] = set()

    def answer(self, answer: Answer) -> AnswerView:
        own = self.claims.get(answer.claim)
        view = self.claim(own, self.event) if own else self._elsewhere(answer)
        return AnswerView(answer.type, str(ANSWERS.get(answer.type, answer.type)), view)

    def claim(self, claim: Claim, source: Event) -> ClaimView:
        """`source`: the event whose record the claim is from."""
        anchored = source is self.event and claim.id not in self.shown
        self.shown.add(claim.id)
        home = self.homes.get(claim.event)
        return ClaimView(
            anchor=f"claim-{claim.id}" if anchored else "",
            speaker=actor_link(claim.speaker, source, self.suffix),
            kind=heading_word(ClaimKind, claim.kind),
            modality=_modality(claim),
            text=said(claim),
            said=_said(claim),
            quote=Text(claim.quote, claim.quote_language),
            home=self._home(event_reference(home), claim.id) if home else None,
            origins=origins_in_words(claim.origins, source, self.suffix),
            chains=chains(
                claim.citations,
                source,
                speaker=claim.speaker,
                alone=self.alone,
                suffix=self.suffix,
            ),
            citations=tuple(
                citation_view(citation, source, anchor=anchored, suffix=self.suffix)
                for citation in claim.citations
            ),
        )

    def _elsewhere(self, answer: Answer) -> ClaimView:
        return ClaimView(
            anchor="",
            speaker=actor_link(answer.speaker, self.event, self.suffix),
            kind=heading_word(ClaimKind, answer.kind),
            modality=_modality(answer),
            text=said(answer),
            said=_said(answer),
            home=self._home(answer.event, answer.claim),
        )

    def _home(self, event: EventRef, claim_id: str) -> Link:
        link = event_link(event, self.suffix)
        return replace(link, url=f"{link.url}#claim-{claim_id}")


def _modality(claim: Claim | Answer) -> str:
    # Their kind says already that something is not so.
    negative = {ClaimKind.DENIAL, ClaimKind.NO_STATEMENT}
    if claim.kind in negative and claim.modality == Modality.NEGATED:
        return ""
    return str(MODALITIES.get(claim.modality, claim.modality))


def _said(claim: Claim | Answer) -> str:
    words = date_in_words(claim.said)
    if not words:
        return ""
    if claim.kind == ClaimKind.NO_STATEMENT:
        return gettext("as of %(date)s") % {"date": words}
    return gettext("said %(date)s") % {"date": words}
