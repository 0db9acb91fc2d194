"""Citations: what ties a record to its sources, gathered by source."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from events.record import ActorRef, Citation, Event, Linked, Source, SourceRef
from events.record.mentions import citations_in
from events.record.references import SourceMembers
from events.record.vocabulary import Confidence, SourceKind, Stance
from events.web.chains import attribution
from events.web.dating import plain_source_date
from events.web.languages import NamesActors, Text, language_name
from events.web.links import Link, actor_link, known_source, source_link
from events.web.vocabulary import FIELDS, heading_word, word


@dataclass(frozen=True)
class CitationView:
    """`anchor`: its id on the page; `url`: where it stands, when that is another page."""

    anchor: str
    url: str
    about: str
    field: str
    stance: str
    stance_word: str
    confidence: str
    quote: Text
    locator: str
    chain: SafeString | None
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class SourceView:
    """A source as other pages name it; `held` false: known only second hand."""

    link: Link
    kind: str
    publisher: Link | None
    language: str
    date: str
    held: bool
    canonical_url: str
    archive_url: str


@dataclass(frozen=True)
class CitedSource:
    source: SourceView
    citations: tuple[CitationView, ...]


def citation_view(
    citation: Citation,
    document: Linked,
    *,
    anchor: bool = True,
    here: bool = True,
    about: str = "",
    url: str = "",
    suffix: str = "",
) -> CitationView:
    """`here`: the passage is about the cited source; a citation without hops then has no chain.

    `about`: what in an event it is for, as words.
    """
    chained = bool(citation.via) or not here
    name = f"citation-{citation.id}"
    return CitationView(
        anchor=name if anchor else "",
        url=f"{url}#{name}" if url else "",
        about=about,
        field=str(FIELDS.get(citation.field, citation.field)),
        stance=citation.stance,
        stance_word=heading_word(Stance, citation.stance),
        confidence=word(Confidence, citation.confidence),
        quote=Text(citation.quote, citation.quote_language),
        locator=citation.locator,
        chain=attribution(citation, document, here=here, suffix=suffix) if chained else None,
        wordings=tuple(hop.wording for hop in citation.via if hop.wording),
    )


def chains(
    citations: list[Citation],
    document: Linked,
    *,
    speaker: ActorRef | None = None,
    alone: bool = False,
    suffix: str = "",
) -> tuple[SafeString, ...]:
    """The chains of several citations, each different one once."""
    found = (
        attribution(citation, document, speaker=speaker, alone=alone, suffix=suffix)
        for citation in citations
    )
    return tuple(dict.fromkeys(found))


def source_view(source: SourceRef, document: Linked, suffix: str = "") -> SourceView:
    """A source that the document names."""
    link = source_link(source, document, suffix)
    return _source_view(link, known_source(source, document), document, suffix)


def profile_view(source: Source, suffix: str = "") -> SourceView:
    """A source from its own record."""
    link = Link(source.url + suffix, Text(source.title, source.language))
    return _source_view(link, source, source, suffix)


def _source_view(
    link: Link, source: SourceMembers, document: NamesActors, suffix: str
) -> SourceView:
    return SourceView(
        link=link,
        kind=heading_word(SourceKind, source.kind),
        publisher=actor_link(source.publisher, document, suffix) if source.publisher else None,
        language=language_name(source.language) if source.language else "",
        date=plain_source_date(source),
        held=source.held,
        canonical_url=source.canonical_url,
        archive_url=source.archive_url,
    )


def cited_sources(event: Event, suffix: str = "") -> list[CitedSource]:
    """The sources of an event in the order in which it cites them, each with its citations.

    Sources known only through others (the hops) follow with no citation of their own.
    """
    cited: dict[str, list[CitationView]] = {}
    for citation in event.citations:
        view = citation_view(citation, event, suffix=suffix)
        cited.setdefault(citation.source.id, []).append(view)
    references = [citation.source for citation in event.citations]
    references += [source for citation in citations_in(event) for source in _sources_of(citation)]
    sources = {source.id: source for source in references}
    return [
        CitedSource(source_view(source, event, suffix), tuple(cited.get(source_id, ())))
        for source_id, source in sources.items()
    ]


def has_one_source(event: Event) -> bool:
    """Whether all that an event says comes from one source (which may name others)."""
    return len({citation.source.id for citation in citations_in(event)}) == 1


def leads_to(citation: Citation, source_id: str) -> bool:
    """Whether the source is cited, directly or by way of another one."""
    return any(source.id == source_id for source in _sources_of(citation))


def _sources_of(citation: Citation) -> list[SourceRef]:
    return [citation.source, *(hop.source for hop in citation.via if hop.source)]
