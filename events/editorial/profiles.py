"""Profiles: the public record of actors, sources and storylines, frozen whenever it changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import orjson
from anyascii import anyascii

from events.dates import LANGUAGES
from events.editorial.graph import load_source, tenures
from events.editorial.references import (
    Document,
    References,
    actor_ref,
    best_names,
    in_language,
    instant,
    office_names,
    source_ref,
    when,
)
from events.editorial.standing import behind_offices, public_actors, public_sources
from events.models import (
    Actor,
    Edition,
    Profile,
    Source,
    Storyline,
    Tenure,
)
from events.models.rows import related, row
from events.record.vocabulary import ProfileKind


def refresh_profiles(
    *,
    now: datetime,
    actors: Iterable[str] = (),
    sources: Iterable[str] = (),
    storylines: Iterable[str] = (),
) -> None:
    """Freeze anew what changed, and end the profiles of what is not public any more.

    What the offices of `actors` rest on comes and goes with them.
    """
    cited, behind = behind_offices(actors := set(actors))
    actors |= behind
    source_list = sorted(_with_versions({*sources, *cited}))
    public = public_sources(source_list)
    for source_id in source_list:
        document = _load_source_profile(source_id) if source_id in public else None
        _stand(ProfileKind.SOURCE, source_id, document, now)
    actor_list = sorted(actors)
    public = public_actors(actor_list)
    for actor_id in actor_list:
        document = _load_actor_profile(actor_id) if actor_id in public else None
        _stand(ProfileKind.ACTOR, actor_id, document, now)
    for storyline_id in sorted(set(storylines)):
        document = _storyline_profile(storyline_id)
        _stand(ProfileKind.STORYLINE, storyline_id, document, now)


def _with_versions(sources: set[str]) -> set[str]:
    """The sources and their older and newer versions: each page names the others."""
    older = Source.objects.filter(revisions__in=sources)
    newer = Source.objects.filter(revision_of__in=sources)
    return {*sources, *older.values_list("pk", flat=True), *newer.values_list("pk", flat=True)}


def _stand(kind: ProfileKind, subject: str, document: Document | None, now: datetime) -> None:
    last = Profile.objects.filter(kind=kind, subject=subject).order_by("at").last()
    standing = last if last and last.superseded_at is None else None
    text = orjson.dumps(document).decode() if document else ""
    if (standing.document if standing else "") == text:
        return
    at = now
    if last:
        at = max(now, (last.superseded_at or last.at) + timedelta(microseconds=1))
    if standing:
        Profile.objects.filter(pk=standing.pk).update(superseded_at=at)
    if document:
        profile_row(kind, subject, document, at).save(force_insert=True)


def profile_row(kind: ProfileKind, subject: str, document: Document, at: datetime) -> Profile:
    """Not saved yet."""
    name = document["name" if kind == ProfileKind.ACTOR else "title"]
    return row(
        Profile,
        kind=kind,
        subject=subject,
        at=at,
        sort_key=anyascii(name).casefold()[:300],
        document=orjson.dumps(document).decode(),
    )


def _public_citations(citations: Iterable[Any]) -> list[Document]:
    """Only those to sources that are public anyway: a profile must not reveal a draft's source."""
    references = References("en")
    listed = [references.citation(citation) for citation in citations]
    named = {citation["source"]["id"] for citation in listed}
    named |= {hop["source"]["id"] for c in listed for hop in c["via"] if hop["source"]}
    public = public_sources(named)
    return [
        citation
        for citation in listed
        if citation["source"]["id"] in public
        and all(hop["source"]["id"] in public for hop in citation["via"] if hop["source"])
    ]


def _tenure_record(tenure: Tenure, public: set[str]) -> Document:
    names = office_names(tenure.office)
    body = tenure.office.body
    return {
        "office": in_language(names, "en", tenure.office.label),
        "offices": names,
        "body": actor_ref(body, "en") if body and body.pk in public else None,
        "start": when(tenure.start),
        "end": when(tenure.end),
        "start_means": tenure.start_means,
        "citations": _public_citations(tenure.citations.all()),
    }


def _load_actor_profile(actor_id: str) -> Document:
    actor = Actor.objects.prefetch_related("names").get(pk=actor_id)
    held = list(tenures().filter(actor=actor))
    public = public_actors(t.office.body_id for t in held if t.office.body_id)
    return actor_profile(actor, held, public)


def actor_profile(actor: Actor, held: Iterable[Tenure], public: set[str]) -> Document:
    """The public record of an actor; of the bodies of its offices those in `public` are named."""
    names = best_names(related(actor, "names"))
    return {
        "id": actor.pk,
        "url": f"/actors/{actor.pk}/",
        "name": in_language(names, "en", actor.label),
        "names": names,
        "kind": actor.kind,
        "wikidata": actor.wikidata or "",
        "all_names": [
            {
                "name": name.name,
                "language": name.language,
                "script": name.script,
                "kind": name.kind,
            }
            for name in related(actor, "names")
        ],
        "offices": [_tenure_record(tenure, public) for tenure in held],
    }


def _load_source_profile(source_id: str) -> Document:
    source: Source = load_source(source_id)
    revisions = [revision.pk for revision in related(source, "revisions")]
    return source_profile(source, public_sources([*revisions, source.revision_of_id or ""]))


def source_profile(source: Source, public: set[str]) -> Document:
    """The public record of a source; of its versions those in `public` are named."""
    revisions = [revision.pk for revision in related(source, "revisions")]
    return {
        **source_ref(source, source.language if source.language in LANGUAGES else "en"),
        "content_hash": source.content_hash,
        "accessed_at": instant(source.accessed_at) if source.accessed_at else None,
        "revision_of": source.revision_of_id if source.revision_of_id in public else None,
        "revisions": [revision for revision in revisions if revision in public],
    }


def _storyline_profile(storyline_id: str) -> Document | None:
    storyline = Storyline.objects.prefetch_related("texts", "pins").get(pk=storyline_id)
    texts = list(storyline.texts.all())
    if not storyline.public or not texts:
        return None
    first = texts[0]
    pinned = [pin.event_id for pin in storyline.pins.all()]
    public = set(
        Edition.objects.filter(event_id__in=pinned, superseded_at=None, listed=True).values_list(
            "event_id", flat=True
        )
    )
    return {
        "id": storyline.pk,
        "url": f"/storylines/{storyline.pk}/",
        "title": first.title,
        "introduction": first.introduction,
        "language": first.language,
        "texts": {
            text.language: {
                "title": text.title,
                "introduction": text.introduction,
                "origin": text.origin,
            }
            for text in texts[1:]
        },
        "filter": storyline.filter,
        "pinned": [event for event in pinned if event in public],
    }
