"""How public documents refer to records: by the same few members everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from events import record
from events.dates import LANGUAGES, json_datetime
from events.dates import When as Date
from events.editorial.columns import plain_members
from events.models import Actor, ActorName, Citation, Hop, Office, Source, Storyline
from events.models.rows import related
from events.record.language import in_language
from events.record.references import SourceMembers
from events.record.vocabulary import NameKind

# A metonym ("Moskau") finds an actor but is never used in our own words.
NAME_ORDER: Final[dict[str, int]] = {
    NameKind.OFFICIAL: 0,
    NameKind.TRANSLITERATION: 1,
    NameKind.SHORT: 2,
    NameKind.ALIAS: 3,
}


def instant(moment: datetime) -> str:
    """Return an instant in its only public format: UTC with Z."""
    return json_datetime(moment.astimezone(UTC)) or ""


def when(date: Date | None) -> record.When | None:
    return _when(date) if date else None


# Many records have the same dates.
@lru_cache(maxsize=16_384)
def _when(date: Date) -> record.When:
    return record.When(**date.as_json(tuple(LANGUAGES)))


def best_names(names: Iterable[ActorName | record.ActorName]) -> dict[str, str]:
    """Return one name for each language of the interface: the first of the best kind."""
    usable = [name for name in names if name.kind in NAME_ORDER and name.language in LANGUAGES]
    found: dict[str, str] = {}
    for name in sorted(usable, key=lambda name: NAME_ORDER[name.kind]):
        found.setdefault(name.language, name.name)
    return {language: found[language] for language in LANGUAGES if language in found}


def office_names(office: Office) -> dict[str, str]:
    found = {name.language: name.name for name in related(office, "names")}
    return {language: found[language] for language in LANGUAGES if language in found}


def storyline_ref(storyline: Storyline) -> record.StorylineRef:
    texts = {text.language: text.title for text in related(storyline, "texts")}
    first = next(iter(related(storyline, "texts")), None)
    title = texts.pop(first.language) if first else storyline.label
    return record.StorylineRef(
        id=storyline.pk, title=title, titles=texts, url=f"/storylines/{storyline.pk}/"
    )


@dataclass(frozen=True)
class Names:
    """The names of actors and sources in documents of one language, each looked up once.

    Documents may share it only as long as none of these names changes.
    """

    language: str
    _actors: dict[str, tuple[record.ActorRef, record.NamedActor]] = field(default_factory=dict)
    _sources: dict[str, tuple[record.SourceRef, record.NamedSource]] = field(default_factory=dict)

    def actor(self, actor: Actor) -> tuple[record.ActorRef, record.NamedActor]:
        known = self._actors.get(actor.id)
        if known is None:
            names = best_names(related(actor, "names"))
            name = in_language(names, self.language, actor.label)
            reference = record.ActorRef(id=actor.id, name=name, url=f"/actors/{actor.id}/")
            known = reference, record.NamedActor(names=names, kind=actor.kind)
            self._actors[actor.id] = known
        return known

    def source(self, source: Source) -> tuple[record.SourceRef, record.NamedSource]:
        known = self._sources.get(source.id)
        if known is None:
            publisher = self.actor(source.publisher)[0] if source.publisher else None
            known = source_ref(source), record.NamedSource(**source_members(source, publisher))
            self._sources[source.id] = known
        return known


def source_ref(source: Source) -> record.SourceRef:
    return record.SourceRef(id=source.id, title=source.title, url=f"/sources/{source.id}/")


def source_members(source: Source, publisher: record.ActorRef | None) -> dict[str, Any]:
    """Return the members that describe a source in every document (`SourceMembers`)."""
    return {
        **plain_members(source, SourceMembers),
        "publisher": publisher,
        "published": when(source.published),
        "modified": when(source.modified),
    }


@dataclass(frozen=True)
class Mentions:
    """The actors and sources that one document names, collected while it is built."""

    names: Names
    actors: dict[str, record.NamedActor] = field(default_factory=dict)
    sources: dict[str, record.NamedSource] = field(default_factory=dict)
    first_versions: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.names.language

    def actor(self, actor: Actor) -> record.ActorRef:
        reference, self.actors[actor.id] = self.names.actor(actor)
        return reference

    def source(self, source: Source) -> record.SourceRef:
        if source.publisher_id and source.publisher:
            self.actor(source.publisher)
        if source.revision_of_id:
            self.first_versions[source.id] = first_version(source)
        reference, self.sources[source.id] = self.names.source(source)
        return reference

    def citations(self, citations: Iterable[Citation]) -> list[record.Citation]:
        return [self._citation(citation) for citation in citations]

    def _citation(self, citation: Citation) -> record.Citation:
        return record.Citation(
            **plain_members(citation, record.Citation),
            source=self.source(citation.source),
            via=[self._hop(hop) for hop in related(citation, "via")],
        )

    def _hop(self, hop: Hop) -> record.Hop:
        return record.Hop(
            **plain_members(hop, record.Hop),
            actor=self.actor(hop.actor) if hop.actor_id and hop.actor else None,
            source=self.source(hop.source) if hop.source_id and hop.source else None,
        )


def first_version(source: Source) -> str:
    """Return the id of the first version of a source."""
    seen: set[str] = set()
    while source.revision_of_id and source.revision_of and source.id not in seen:
        seen.add(source.id)
        source = source.revision_of
    return str(source.pk)
