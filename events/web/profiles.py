"""What the pages of actors, sources and storylines show, from their profiles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from events import record
from events.record.vocabulary import ActorKind, ClaimKind, NameKind, StartMeaning
from events.web.cards import Card, card
from events.web.citations import (
    CitationView,
    SourceView,
    chains,
    citation_view,
    leads_to,
    profile_view,
)
from events.web.dating import date_in_words, moment_in_words
from events.web.languages import (
    Text,
    actor_name,
    choose,
    in_reader_language,
    language_name,
    named,
    script_name,
)
from events.web.links import Link, actor_link, profile_link
from events.web.occurrences import is_overdue
from events.web.vocabulary import heading_word, word


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
class StorylineProfile:
    link: Link
    introduction: Text


_OTHER_NAMES = 5


def actor_profile(actor: record.Actor, suffix: str = "") -> ActorProfile:
    metonyms = [name for name in actor.all_names if name.kind == NameKind.METONYM]
    names = [name for name in actor.all_names if name.kind != NameKind.METONYM]
    return ActorProfile(
        id=actor.id,
        name=named(actor),
        kind=heading_word(ActorKind, actor.kind),
        wikidata=actor.wikidata,
        names=tuple(map(_actor_name, names)),
        metonyms=tuple(map(_actor_name, metonyms)),
        offices=tuple(_office(office, actor, suffix) for office in actor.offices),
    )


def actor_row(actor: record.Actor, suffix: str = "") -> ActorRow:
    """`also`: full names in other languages and scripts; `office`: the one that is still held."""
    name = named(actor)
    others = {
        entry.name: Text(entry.name, entry.language, script=entry.script)
        for entry in actor.all_names
        if entry.name != name.value and entry.kind not in {NameKind.METONYM, NameKind.SHORT}
    }
    office = next((held for held in actor.offices if not held.end), None)
    return ActorRow(
        link=profile_link(actor, suffix),
        kind=heading_word(ActorKind, actor.kind),
        office=choose(office.offices, office.office) if office else "",
        also=tuple(others.values())[:_OTHER_NAMES],
    )


def source_profile(source: record.Source, suffix: str = "") -> SourceProfile:
    return SourceProfile(
        source=profile_view(source, suffix),
        id=source.id,
        title=Text(source.title, source.language),
        published=date_in_words(source.published),
        modified=date_in_words(source.modified),
        accessed=moment_in_words(source.accessed_at) if source.accessed_at else "",
        content_hash=source.content_hash,
        revision_of=_source_url(source.revision_of, suffix),
        revisions=tuple(_source_url(revision, suffix) for revision in source.revisions),
    )


def citing_event(
    event: record.Event, source_id: str, now: datetime, suffix: str = ""
) -> CitingEvent:
    """An event with the citations that lead to a source, directly or by way of others."""
    shown = card(event, suffix, overdue=is_overdue(event, now))
    citations = [
        citation_view(
            citation,
            event,
            anchor=False,
            here=citation.source.id == source_id,
            about=about,
            url=shown.url,
            suffix=suffix,
        )
        for about, citation in _with_subjects(event)
        if leads_to(citation, source_id)
    ]
    return CitingEvent(shown, tuple(citations))


def storyline_profile(storyline: record.Storyline, suffix: str = "") -> StorylineProfile:
    return StorylineProfile(
        Link(storyline.url + suffix, in_reader_language(storyline, "title")),
        in_reader_language(storyline, "introduction"),
    )


def _source_url(source_id: str | None, suffix: str) -> str:
    return f"/sources/{source_id}/{suffix}" if source_id else ""


def _with_subjects(event: record.Event) -> Iterable[tuple[str, record.Citation]]:
    """Every citation of an event with what it is for, in words."""
    for citation in event.citations:
        yield "", citation
    for part in event.participants:
        about = gettext("%(name)s takes part") % {"name": actor_name(part.actor, event)}
        yield from ((about, citation) for citation in part.citations)
    for claim in event.claims:
        speaker = actor_name(claim.speaker, event)
        values = {"speaker": speaker, "kind": heading_word(ClaimKind, claim.kind)}
        about = gettext("%(kind)s by %(speaker)s") % values
        yield from ((about, citation) for citation in claim.citations)


def _actor_name(name: record.ActorName) -> ActorName:
    parts = [word(NameKind, name.kind), language_name(name.language)]
    if name.script != "Latn":
        parts.append(script_name(name.script))
    return ActorName(Text(name.name, name.language, script=name.script), ", ".join(parts))


def _office(office: record.Tenure, actor: record.Actor, suffix: str) -> Office:
    start, end = date_in_words(office.start), date_in_words(office.end)
    if office.start_means == StartMeaning.CITED_SINCE:
        since = gettext("cited in this office since %(date)s; when it began is not known")
    else:
        since = gettext("in office since %(date)s")
    return Office(
        name=choose(office.offices, office.office),
        body=actor_link(office.body, actor, suffix) if office.body else None,
        since=since % {"date": start} if start else "",
        until=gettext("until %(date)s") % {"date": end} if end else "",
        chains=chains(office.citations, actor, suffix=suffix),
    )
