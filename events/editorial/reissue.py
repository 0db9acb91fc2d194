"""New editions of events whose record names something that changed: a title, a name, a source.

A reissue changes what the public document says of others, nothing else: it starts from the standing
document and never from the desk, which may hold unpublished changes, and it leaves the office that
an actor held at the event's date as it was frozen.
"""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from django.db.models import Q

from events.editorial.editions import (
    Issue,
    Ties,
    document_of,
    standing_documents,
    write_edition,
)
from events.editorial.record import storyline_ref
from events.editorial.references import Document, actor_ref, source_ref
from events.editorial.ties import tie, tied_events
from events.models import Action, Actor, Claim, Edition, Source, StorylinePin
from events.record.vocabulary import Verb

Rewrite = Callable[[Document, Ties], Document]


def _reissue(editions: Iterable[Edition], rewrite: Rewrite, issue: Issue) -> list[Edition]:
    written = []
    for edition in editions:
        ties: Ties = orjson.loads(edition.ties)
        old = document_of(edition)
        del old["edition"]
        new = rewrite(old, ties)
        if new == old:
            continue
        again = write_edition(edition.event, new, issue, ties)
        Action.objects.create(
            event=edition.event,
            verb=Verb.REISSUED,
            editor=issue.editor,
            at=issue.now,
            version=edition.event.version,
            edition=again,
        )
        written.append(again)
    return written


def _standing(**conditions: Any) -> Iterable[Edition]:
    chosen = Edition.objects.filter(superseded_at=None, listed=True, **conditions)
    return Edition.objects.filter(pk__in=chosen.values("pk")).select_related("event")


def reissue_tied(event_id: str, issue: Issue) -> list[Edition]:
    """Bring up to date what other standing editions say of this event, after it changed or went."""
    shares = Claim.also_about.through.objects.filter(claim__event=event_id).values("event_id")
    chosen = Edition.objects.filter(
        Q(relations__to_event=event_id) | Q(event_id__in=shares), superseded_at=None, listed=True
    ).exclude(event_id=event_id)
    editions = Edition.objects.filter(pk__in=chosen.values("pk")).select_related("event")

    def rewrite(document: Document, ties: Ties) -> Document:
        if Claim.objects.filter(event=event_id, also_about=document["id"]).exists():
            ties["shared"] = sorted({*ties["shared"], event_id})
        return tie(document, ties, standing_documents(tied_events(ties)))

    return _reissue(editions, rewrite, issue)


def _replace(value: Any, fresh: dict[str, Document]) -> Any:
    """The JSON value with every reference whose ``url`` is in `fresh` replaced by that."""
    if isinstance(value, list):
        return [_replace(item, fresh) for item in value]
    if isinstance(value, dict):
        known = fresh.get(value.get("url", ""))
        return known or {key: _replace(item, fresh) for key, item in value.items()}
    return value


def reissue_actor(actor: Actor, issue: Issue) -> list[Edition]:
    """After a corrected name: every standing edition that names the actor."""

    def rewrite(document: Document, _ties: Ties) -> Document:
        ref = actor_ref(actor, document["language"])
        replaced: Document = _replace(document, {ref["url"]: ref})
        return replaced

    return _reissue(_standing(actors__actor=actor), rewrite, issue)


def reissue_source(source: Source, issue: Issue) -> list[Edition]:
    """After a corrected title, date or address: every standing edition that cites the source."""

    def rewrite(document: Document, _ties: Ties) -> Document:
        ref = source_ref(source, document["language"])
        replaced: Document = _replace(document, {ref["url"]: ref})
        return replaced

    return _reissue(_standing(sources__source=source), rewrite, issue)


def reissue_pinned(storyline_id: str, issue: Issue) -> list[Edition]:
    """After a storyline was published, changed or withdrawn: the events that are or were in it."""
    pinned = StorylinePin.objects.filter(storyline=storyline_id).values("event_id")
    chosen = Edition.objects.filter(
        Q(storylines__storyline=storyline_id) | Q(event_id__in=pinned),
        superseded_at=None,
        listed=True,
    )
    editions = Edition.objects.filter(pk__in=chosen.values("pk")).select_related("event")

    def rewrite(document: Document, _ties: Ties) -> Document:
        pins = StorylinePin.objects.filter(event=document["id"], storyline__public=True)
        pins = pins.select_related("storyline").prefetch_related("storyline__texts")
        return {**document, "storylines": [storyline_ref(pin.storyline) for pin in pins]}

    return _reissue(editions, rewrite, issue)
