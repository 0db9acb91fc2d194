"""Who says so, by way of whom: the attribution chain of a citation in one natural phrase.

    Wang Yi, according to Tass, in the article “Rückendeckung aus Peking” (tagesschau.de)
    Wang Yi, laut Tass, im Artikel „Rückendeckung aus Peking“ (tagesschau.de)

Grammar needs more than words put in a row (German has cases and genders), so each language has a
table of patterns, as the wording of dates has in `events.dates`.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events.record.vocabulary import ActorKind
from events.web.languages import Text, named, reader_language
from events.web.links import Link, actor_link, source_link


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

Document = dict[str, Any]


def attribution(
    citation: Document,
    *,
    speaker: Document | None = None,
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
    grammar = _GRAMMARS[reader_language()]
    hops = list(reversed(citation["via"]))
    parts = [actor_link(speaker, suffix).html] if speaker else []
    parts += [_hop(hop, grammar, suffix, far=place == 0) for place, hop in enumerate(hops)]
    if here or alone:
        parts.append(_this(citation["source"], grammar, suffix, linked=not here))
    else:
        parts.append(_item(citation["source"], 0, grammar, suffix))
    return format_html_join(", ", "{}", ((part,) for part in parts))


def _hop(hop: Document, grammar: _Grammar, suffix: str, *, far: bool) -> SafeString:
    pattern = grammar.according_to if far else grammar.by_way_of
    if hop["actor"]:
        return format_html(pattern, name=actor_link(hop["actor"], suffix).html)
    source = hop["source"]
    if _has_named_publisher(source):
        # "According to Reuters" is what people say; the link leads to what Reuters wrote.
        link = Link(source["url"] + suffix, named(source["publisher"]))
        return format_html(pattern, name=link.html)
    return _item(source, 1 if far else 2, grammar, suffix)


def _this(source: Document, grammar: _Grammar, suffix: str, *, linked: bool) -> SafeString:
    words = Text(grammar.this.get(source["kind"], grammar.this["document"]), reader_language())
    return Link(source["url"] + suffix, words).html if linked else words.html


def _item(source: Document, case: int, grammar: _Grammar, suffix: str) -> SafeString:
    """`case`: which of the three nouns of `_Grammar.item` stands before the title."""
    nouns = grammar.item.get(source["kind"], grammar.item["document"])
    title = format_html("<q>{}</q>", source_link(source, suffix).html)
    if _has_named_publisher(source):
        publisher = named(source["publisher"]).html
        title = format_html(grammar.issued_by, title=title, publisher=publisher)
    return format_html("{} {}", nouns[case], title)


def _has_named_publisher(source: Document) -> bool:
    return bool(source["publisher"]) and source["publisher"]["kind"] != ActorKind.UNNAMED
