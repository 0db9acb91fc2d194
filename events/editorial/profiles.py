"""Profiles: the public record of actors, sources and storylines, stored whenever it changes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from anyascii import anyascii
from django.db.models import Prefetch

from events import record
from events.dates import LANGUAGES
from events.editorial.approved import Unreadable, approve_new, as_approved, cited_records
from events.editorial.columns import plain_members
from events.editorial.graph import load_source, tenures
from events.editorial.naming import (
    Mentions,
    Names,
    best_names,
    instant,
    office_names,
    source_members,
    when,
)
from events.editorial.visibility import behind_offices, public_actors, public_sources
from events.models import Actor, Citation, Edition, Profile, Source, Storyline, Tenure
from events.models.identity import Approvable
from events.models.rows import related, row
from events.record.language import in_language
from events.record.vocabulary import ProfileKind


def refresh_profiles(
    *,
    now: datetime,
    actors: Iterable[str] = (),
    sources: Iterable[str] = (),
    storylines: Iterable[str] = (),
) -> None:
    """Store changed profiles, and end the profiles of records that are no longer public.

    This includes the sources cited for the offices of `actors`, and the actors behind them.
    """
    cited, behind = behind_offices(actors := set(actors))
    actors |= behind
    source_list = sorted(_with_versions({*sources, *cited}))
    public = public_sources(source_list)
    for source_id in source_list:
        source = partial(_load_source_profile, source_id) if source_id in public else _nothing
        _replace(ProfileKind.SOURCE, source_id, source, now)
    actor_list = sorted(actors)
    public = public_actors(actor_list)
    for actor_id in actor_list:
        actor = partial(_load_actor_profile, actor_id) if actor_id in public else _nothing
        _replace(ProfileKind.ACTOR, actor_id, actor, now)
    for storyline_id in sorted(set(storylines)):
        storyline = partial(_storyline_profile, storyline_id)
        _replace(ProfileKind.STORYLINE, storyline_id, storyline, now)


def _nothing() -> None:
    """Return what readers see of a record that is not public."""


def _with_versions(sources: set[str]) -> set[str]:
    """Return the sources with their older and newer versions: each page names the others."""
    older = Source.objects.filter(revisions__in=sources)
    newer = Source.objects.filter(revision_of__in=sources)
    return {*sources, *older.values_list("pk", flat=True), *newer.values_list("pk", flat=True)}


def _replace(
    kind: ProfileKind, subject: str, load: Callable[[], record.Profile | None], now: datetime
) -> None:
    try:
        document = load()
    except Unreadable:
        return  # It stays as it is until the changes are approved.
    last = Profile.objects.filter(kind=kind, subject=subject).order_by("at").last()
    current = last if last and last.superseded_at is None else None
    text = record.write(document) if document else ""
    if (current.document if current else "") == text:
        return
    at = now
    if last:
        at = max(now, (last.superseded_at or last.at) + timedelta(microseconds=1))
    if current:
        Profile.objects.filter(pk=current.pk).update(superseded_at=at)
    if document:
        profile_row(kind, document, at).save(force_insert=True)


def profile_row(kind: ProfileKind, document: record.Profile, at: datetime) -> Profile:
    """Return an unsaved profile."""
    return row(
        Profile,
        kind=kind,
        subject=document.id,
        at=at,
        sort_key=sort_key(document),
        document=record.write(document),
        shape=record.SHAPE,
    )


def sort_key(document: record.Profile) -> str:
    """Return the folded name or title by which a profile is sorted."""
    name = document.name if isinstance(document, record.Actor) else document.title
    return anyascii(name).casefold()[:300]


def _public(citations: Iterable[Citation]) -> list[Citation]:
    """Return the citations of public sources: a profile must not reveal a draft's source."""
    listed = [(citation, _source_ids(citation)) for citation in citations]
    public = public_sources({source for _citation, named in listed for source in named})
    return [citation for citation, named in listed if named <= public]


def _source_ids(citation: Citation) -> set[str]:
    hops = {hop.source_id for hop in related(citation, "via") if hop.source_id}
    return {citation.source_id, *hops}


def _tenure(tenure: Tenure, public: set[str], mentions: Mentions) -> record.Tenure:
    names = office_names(tenure.office)
    body = tenure.office.body
    return record.Tenure(
        **plain_members(tenure, record.Tenure),
        office=in_language(names, mentions.language, tenure.office.label),
        offices=names,
        body=mentions.actor(body) if body and body.pk in public else None,
        start=when(tenure.start),
        end=when(tenure.end),
        citations=mentions.citations(_public(related(tenure, "citations"))),
    )


def _load_actor_profile(actor_id: str) -> record.Actor:
    actor = Actor.objects.prefetch_related("names", Prefetch("tenures", tenures())).get(pk=actor_id)
    as_approved([actor, *_behind_tenures(actor)])
    held = list(related(actor, "tenures"))
    approve_new([actor, *(tenure.office for tenure in held)])
    public = public_actors(t.office.body_id for t in held if t.office.body_id)
    return actor_profile(actor, held, public)


def _behind_tenures(actor: Actor) -> Iterator[Approvable]:
    for tenure in related(actor, "tenures"):
        yield tenure.office
        if tenure.office.body:
            yield tenure.office.body
        yield from cited_records(tenure)


def actor_profile(actor: Actor, held: Iterable[Tenure], public: set[str]) -> record.Actor:
    """Return the public record of an actor; it names the office bodies that are in `public`."""
    names, mentions = best_names(related(actor, "names")), Mentions(Names("en"))
    offices = [_tenure(tenure, public, mentions) for tenure in held]
    return record.Actor(
        **plain_members(actor, record.Actor),
        url=f"/actors/{actor.pk}/",
        name=in_language(names, "en", actor.label),
        names=names,
        all_names=[
            record.ActorName(**plain_members(name, record.ActorName))
            for name in related(actor, "names")
        ],
        offices=offices,
        actors=dict(sorted(mentions.actors.items())),
        sources=dict(sorted(mentions.sources.items())),
        shape=record.SHAPE,
    )


def _load_source_profile(source_id: str) -> record.Source:
    source: Source = load_source(source_id)
    as_approved([source, *([source.publisher] if source.publisher else [])])
    approve_new([source])
    revisions = [revision.pk for revision in related(source, "revisions")]
    return source_profile(source, public_sources([*revisions, source.revision_of_id or ""]))


def source_profile(source: Source, public: set[str]) -> record.Source:
    """Return the public record of a source; it names the versions that are in `public`."""
    newer = list(related(source, "revisions"))
    as_approved(newer)
    revisions = [revision.pk for revision in newer if revision.revision_of_id == source.pk]
    language = source.language if source.language in LANGUAGES else "en"
    mentions = Mentions(Names(language))
    publisher = mentions.actor(source.publisher) if source.publisher else None
    members = {**plain_members(source, record.Source), **source_members(source, publisher)}
    members["accessed_at"] = instant(source.accessed_at) if source.accessed_at else None
    members["url"] = (
        f"/sources/{source.pk}/"  # the column of this name is the web address of the source
    )
    return record.Source(
        **members,
        revision_of=source.revision_of_id if source.revision_of_id in public else None,
        revisions=[revision for revision in revisions if revision in public],
        actors=mentions.actors,
        shape=record.SHAPE,
    )


def _storyline_profile(storyline_id: str) -> record.Storyline | None:
    storyline = Storyline.objects.prefetch_related("texts", "pins").get(pk=storyline_id)
    as_approved([storyline])
    texts = list(related(storyline, "texts"))
    if not storyline.public or not texts:
        return None
    approve_new([storyline])
    first, *others = texts
    # Events name the storyline as it was approved, and bring their pins with them.
    rows = Edition.objects.current().listed().filter(storylines__storyline=storyline)
    public = set(rows.values_list("event_id", flat=True))
    pinned = [pin.event_id for pin in related(storyline, "pins")]
    pinned += sorted(public.difference(pinned))
    return record.Storyline(
        **plain_members(storyline, record.Storyline),
        url=f"/storylines/{storyline.pk}/",
        title=first.title,
        introduction=first.introduction,
        language=first.language,
        texts={
            text.language: record.StorylineText(**plain_members(text, record.StorylineText))
            for text in others
        },
        pinned=[event for event in pinned if event in public],
        shape=record.SHAPE,
    )
