"""Who says so, by way of whom: the attribution chain of a citation in one natural phrase.

    Wang Yi, according to Tass, in the article “Rückendeckung aus Peking” (tagesschau.de)
    Wang Yi, laut Tass, im Artikel „Rückendeckung aus Peking“ (tagesschau.de)

Grammar needs more than words put in a row (German has cases and genders), so each language has a
table of patterns, as the wording of dates has in `events.dates`.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events.record import ActorRef, Citation, Hop, Linked, SourceRef
from events.record.vocabulary import ActorKind
from events.web.languages import Text, actor_name, reader_language
from events.web.links import Link, actor_link, known_source, source_link


@dataclass(frozen=True)
class _Grammar:
    """`according_to` and `by_way_of`: the far end of a chain, and every step nearer to us.

    `item` names a kind of source after `in_`, after `according_to` and after `by_way_of`; `this` is
    the same for the source whose page is being read.
    """

    according_to: str
    by_way_of: str
    issued_by: str
    item: dict[str, tuple[str, str, str]]
    this: dict[str, str]


_ENGLISH_NOUNS: Final = {
    "article": "article",
    "agency_report": "agency report",
    "statement": "statement",
    "document": "document",
    "post": "post",
    "data_set": "data set",
}
_ENGLISH: Final = _Grammar(
    according_to="according to {name}",
    by_way_of="as relayed by {name}",
    issued_by="{title} ({publisher})",
    item={
        kind: (f"in the {noun}", f"according to the {noun}", f"as relayed in the {noun}")
        for kind, noun in _ENGLISH_NOUNS.items()
    },
    this={
        **{kind: f"in this {noun}" for kind, noun in _ENGLISH_NOUNS.items()},
        "article": "in this report",
        "agency_report": "in this report",
    },
)
_GERMAN: Final = _Grammar(
    according_to="laut {name}",
    by_way_of="weitergegeben von {name}",
    issued_by="{title} ({publisher})",
    item={
        "article": ("im Artikel", "laut dem Artikel", "weitergegeben im Artikel"),
        "agency_report": (
            "in der Agenturmeldung",
            "laut der Agenturmeldung",
            "weitergegeben in der Agenturmeldung",
        ),
        "statement": ("in der Erklärung", "laut der Erklärung", "weitergegeben in der Erklärung"),
        "document": ("im Dokument", "laut dem Dokument", "weitergegeben im Dokument"),
        "post": ("im Beitrag", "laut dem Beitrag", "weitergegeben im Beitrag"),
        "data_set": ("im Datensatz", "laut dem Datensatz", "weitergegeben im Datensatz"),
    },
    this={
        "article": "in diesem Bericht",
        "agency_report": "in dieser Meldung",
        "statement": "in dieser Erklärung",
        "document": "in diesem Dokument",
        "post": "in diesem Beitrag",
        "data_set": "in diesem Datensatz",
    },
)
_GRAMMARS: Final = {"en": _ENGLISH, "de": _GERMAN}


def attribution(
    citation: Citation,
    document: Linked,
    *,
    speaker: ActorRef | None = None,
    here: bool = False,
    alone: bool = False,
    suffix: str = "",
) -> SafeString:
    """The chain in the reader's language, from who said it to where we read it, each with its link.

    `via` of a citation goes from the source outwards: its last hop is the far end and is named
    first. "This report" is said where no other can be meant: `here`, the source is what the page or
    the passage is about; `alone`, it is the only one that the page cites. `suffix`: see
    `links.actor_link`.
    """
    phrases = _Phrases(document, suffix)
    parts = [actor_link(speaker, document, suffix).html] if speaker else []
    hops = list(reversed(citation.via))
    parts += [phrases.hop(hop, far=place == 0) for place, hop in enumerate(hops)]
    if here or alone:
        parts.append(phrases.this(citation.source, linked=not here))
    else:
        parts.append(phrases.item(citation.source, 0))
    return format_html_join(", ", "{}", ((part,) for part in parts))


class _Phrases:
    """The parts of a chain, in the grammar of the reader's language."""

    def __init__(self, document: Linked, suffix: str) -> None:
        self.grammar = _GRAMMARS.get(reader_language(), _ENGLISH)
        self.document = document
        self.suffix = suffix

    def hop(self, hop: Hop, *, far: bool) -> SafeString:
        pattern = self.grammar.according_to if far else self.grammar.by_way_of
        if hop.actor:
            return format_html(pattern, name=actor_link(hop.actor, self.document, self.suffix).html)
        if hop.source is None:
            return format_html(pattern, name=hop.wording)
        if publisher := self.publisher(hop.source):
            # "According to Reuters" is what people say; the link leads to what Reuters wrote.
            return format_html(pattern, name=Link(hop.source.url + self.suffix, publisher).html)
        return self.item(hop.source, 1 if far else 2)

    def this(self, source: SourceRef, *, linked: bool) -> SafeString:
        kind = known_source(source, self.document).kind
        words = self.grammar.this.get(kind, self.grammar.this["document"])
        link = Link(source.url + self.suffix, Text(words, reader_language()))
        return link.html if linked else link.text.html

    def item(self, source: SourceRef, case: int) -> SafeString:
        """`case`: which of the three nouns of `_Grammar.item` stands before the title."""
        kind = known_source(source, self.document).kind
        nouns = self.grammar.item.get(kind, self.grammar.item["document"])
        title = format_html("<q>{}</q>", source_link(source, self.document, self.suffix).html)
        if publisher := self.publisher(source):
            title = format_html(self.grammar.issued_by, title=title, publisher=publisher.html)
        return format_html("{} {}", nouns[case], title)

    def publisher(self, source: SourceRef) -> Text | None:
        """Who published it; None for nobody with a name."""
        publisher = known_source(source, self.document).publisher
        if publisher is None:
            return None
        known = self.document.actors.get(publisher.id)
        unnamed = known is not None and known.kind == ActorKind.UNNAMED
        return None if unnamed else actor_name(publisher, self.document)
