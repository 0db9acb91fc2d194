"""Citations: what ties a record to its sources, gathered by source."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from events.web.chains import attribution
from events.web.dating import plain_source_date
from events.web.languages import Text, language_name
from events.web.links import Link, actor_link, source_link
from events.web.vocabulary import FIELDS, heading_word, word

Document = dict[str, Any]


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
    citation: Document,
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
    chained = bool(citation["via"]) or not here
    name = f"citation-{citation['id']}"
    return CitationView(
        anchor=name if anchor else "",
        url=f"{url}#{name}" if url else "",
        about=about,
        field=str(FIELDS.get(citation["field"], citation["field"])),
        stance=citation["stance"],
        stance_word=heading_word("stance", citation["stance"]),
        confidence=word("confidence", citation["confidence"]),
        quote=Text(citation["quote"], citation["quote_language"]),
        locator=citation["locator"],
        chain=attribution(citation, here=here, suffix=suffix) if chained else None,
        wordings=tuple(hop["wording"] for hop in citation["via"] if hop["wording"]),
    )


def source_view(source: Document, suffix: str = "") -> SourceView:
    return SourceView(
        link=source_link(source, suffix),
        kind=heading_word("source", source["kind"]),
        publisher=actor_link(source["publisher"], suffix) if source["publisher"] else None,
        language=language_name(source["language"]) if source["language"] else "",
        date=str(plain_source_date(source)),
        held=source["held"],
        canonical_url=source["canonical_url"],
        archive_url=source["archive_url"],
    )


def cited_sources(document: Document, suffix: str = "") -> list[CitedSource]:
    """The sources of an event in the order in which it cites them, each with its citations.

    Sources known only through others (the hops) follow with no citation of their own.
    """
    sources: dict[str, Document] = {}
    cited: dict[str, list[CitationView]] = {}
    for citation in document["citations"]:
        sources.setdefault(citation["source"]["id"], citation["source"])
        view = citation_view(citation, suffix=suffix)
        cited.setdefault(citation["source"]["id"], []).append(view)
    for citation in all_citations(document):
        for source in (citation["source"], *(hop["source"] for hop in citation["via"])):
            if source:
                sources.setdefault(source["id"], source)
    return [
        CitedSource(source_view(source, suffix), tuple(cited.get(source_id, ())))
        for source_id, source in sources.items()
    ]


def has_one_source(document: Document) -> bool:
    """Whether all that an event document says comes from one source (which may name others)."""
    return len({citation["source"]["id"] for citation in all_citations(document)}) == 1


def all_citations(document: Document) -> Iterable[Document]:
    """Every citation in an event document, whatever it belongs to."""
    yield from document["citations"]
    for part in (*document["participants"], *document["claims"]):
        yield from part["citations"]
