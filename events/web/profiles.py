"""What the pages of actors, sources and storylines show, from their profiles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from events.web.cards import Card, card
from events.web.chains import attribution
from events.web.citations import CitationView, SourceView, citation_view, source_view
from events.web.dating import worded, worded_instant
from events.web.languages import Text, choose, in_reader_language, language_name, named, script_name
from events.web.links import Link, actor_link
from events.web.vocabulary import heading_word, word

Document = dict[str, Any]


@dataclass(frozen=True)
class ActorName:
    name: Text
    about: str


@dataclass(frozen=True)
class Office:
    """`since` says whether the start is that of the office or only of its first mention."""

    name: str
    body: Link | None
    since: str
    until: str
    chains: tuple[SafeString, ...]


@dataclass(frozen=True)
class ActorProfile:
    id: str
    name: Text
    kind: str
    wikidata: str
    names: tuple[ActorName, ...]
    metonyms: tuple[ActorName, ...]
    offices: tuple[Office, ...]


@dataclass(frozen=True)
class ActorRow:
    link: Link
    kind: str
    office: str
    also: tuple[Text, ...]


@dataclass(frozen=True)
class SourceProfile:
    source: SourceView
    id: str
    title: Text
    published: str
    modified: str
    accessed: str
    content_hash: str
    revision_of: str
    revisions: tuple[str, ...]


@dataclass(frozen=True)
class CitingEvent:
    card: Card
    citations: tuple[CitationView, ...]


@dataclass(frozen=True)
class StorylineRow:
    link: Link
    introduction: Text


@dataclass(frozen=True)
class StorylineProfile:
    title: Text
    introduction: Text


_OTHER_NAMES = 5


def actor_profile(document: Document, suffix: str = "") -> ActorProfile:
    names = [_actor_name(name) for name in document["all_names"] if name["kind"] != "metonym"]
    metonyms = [_actor_name(name) for name in document["all_names"] if name["kind"] == "metonym"]
    return ActorProfile(
        id=document["id"],
        name=named(document),
        kind=heading_word("actor", document["kind"]),
        wikidata=document["wikidata"],
        names=tuple(names),
        metonyms=tuple(metonyms),
        offices=tuple(_office(office, suffix) for office in document["offices"]),
    )


def actor_row(document: Document, suffix: str = "") -> ActorRow:
    """`also`: full names in other languages and scripts; `office`: the one that is still held."""
    name = named(document)
    others = {
        entry["name"]: Text(entry["name"], entry["language"], script=entry["script"])
        for entry in document["all_names"]
        if entry["name"] != name.value and entry["kind"] not in {"metonym", "short"}
    }
    office = next((held for held in document["offices"] if not held["end"]), None)
    return ActorRow(
        link=actor_link(document, suffix),
        kind=heading_word("actor", document["kind"]),
        office=choose(office["offices"], office["office"]) if office else "",
        also=tuple(others.values())[:_OTHER_NAMES],
    )


def source_profile(document: Document, suffix: str = "") -> SourceProfile:
    accessed = document["accessed_at"]
    return SourceProfile(
        source=source_view(document, suffix),
        id=document["id"],
        title=Text(document["title"], document["language"]),
        published=worded(document["published"]),
        modified=worded(document["modified"]),
        accessed=worded_instant(accessed) if accessed else "",
        content_hash=document["content_hash"],
        revision_of=_source_url(document["revision_of"], suffix),
        revisions=tuple(_source_url(revision, suffix) for revision in document["revisions"]),
    )


def source_row(document: Document, suffix: str = "") -> SourceView:
    return source_view(document, suffix)


def citing_event(document: Document, source_id: str, suffix: str = "") -> CitingEvent:
    """An event with the citations that lead to a source, directly or by way of others."""
    shown = card(document, suffix)
    citations = [
        citation_view(
            citation,
            anchor=False,
            here=citation["source"]["id"] == source_id,
            about=about,
            url=shown.url,
            suffix=suffix,
        )
        for about, citation in _with_subjects(document)
        if _leads_to(citation, source_id)
    ]
    return CitingEvent(shown, tuple(citations))


def storyline_row(document: Document, suffix: str = "") -> StorylineRow:
    return StorylineRow(
        Link(document["url"] + suffix, in_reader_language(document, "title")),
        in_reader_language(document, "introduction"),
    )


def storyline_profile(document: Document) -> StorylineProfile:
    return StorylineProfile(
        in_reader_language(document, "title"), in_reader_language(document, "introduction")
    )


def _source_url(source_id: str | None, suffix: str) -> str:
    return f"/sources/{source_id}/{suffix}" if source_id else ""


def _with_subjects(document: Document) -> Iterable[tuple[str, Document]]:
    """Every citation of an event with what it is for, in words."""
    for citation in document["citations"]:
        yield "", citation
    for part in document["participants"]:
        about = gettext("%(name)s takes part") % {"name": named(part["actor"])}
        yield from ((about, citation) for citation in part["citations"])
    for claim in document["claims"]:
        speaker = named(claim["speaker"])
        values = {"speaker": speaker, "kind": heading_word("claim", claim["kind"])}
        about = gettext("%(kind)s by %(speaker)s") % values
        yield from ((about, citation) for citation in claim["citations"])


def _leads_to(citation: Document, source_id: str) -> bool:
    sources = (citation["source"], *(hop["source"] for hop in citation["via"]))
    return any(source and source["id"] == source_id for source in sources)


def _actor_name(name: Document) -> ActorName:
    parts = [word("name", name["kind"]), language_name(name["language"])]
    if name["script"] != "Latn":
        parts.append(script_name(name["script"]))
    return ActorName(Text(name["name"], name["language"], script=name["script"]), ", ".join(parts))


def _office(office: Document, suffix: str) -> Office:
    start = worded(office["start"])
    if office["start_means"] == "cited_since":
        since = gettext("cited in this office since %(date)s; when it began is not known")
    else:
        since = gettext("in office since %(date)s")
    end = worded(office["end"])
    chains = dict.fromkeys(attribution(citation, suffix=suffix) for citation in office["citations"])
    return Office(
        name=choose(office["offices"], office["office"]),
        body=actor_link(office["body"], suffix) if office["body"] else None,
        since=since % {"date": start} if start else "",
        until=gettext("until %(date)s") % {"date": end} if end else "",
        chains=tuple(chains),
    )
