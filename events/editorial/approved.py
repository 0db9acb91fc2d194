"""Records as they were approved for readers, while later changes of them wait at the desk."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from events.editorial.drafts.filling import fill
from events.editorial.drafts.node import Node
from events.editorial.errors import EditorialError, Problem
from events.editorial.recording import KEPT, documents_at
from events.models import (
    Actor,
    ActorName,
    Citation,
    Event,
    Hop,
    Office,
    OfficeName,
    Place,
    PlaceName,
    Source,
    Storyline,
    StorylinePin,
    StorylineText,
    Tenure,
)
from events.models.identity import WAITING, Approvable
from events.models.rows import related
from events.record import ActorName as NameMembers
from events.record import StorylineText as TextMembers
from events.record.desk import DeskCitation, DeskHop, DeskTenure

APPROVABLE: Final[tuple[type[Approvable], ...]] = (Actor, Office, Place, Source, Storyline)


class Unreadable(EditorialError):
    """What was approved of a record is not known."""


def waiting(model: type[Approvable]) -> Any:
    """Return the records with changes that are not approved."""
    return model._default_manager.filter(WAITING)


def approve_new(records: Iterable[Approvable]) -> None:
    """Approve those of the records that were never public, in the version that was read."""
    found: dict[tuple[type[Approvable], int], set[str]] = defaultdict(set)
    for one in records:
        if one.approved_version is None:
            found[type(one), one.version].add(one.pk)
    for (model, version), pks in found.items():
        rows = model._default_manager.filter(pk__in=pks, approved_version=None)
        rows.update(approved_version=version)


def as_approved(records: Iterable[Approvable]) -> None:
    """Give these instances the values that were approved, in memory. Raise `Unreadable`.

    Relations are replaced if they were prefetched.
    """
    late = [one for one in records if one.is_waiting]
    if not late:
        return
    documents: dict[str, Node] = {}
    for model in APPROVABLE:
        numbers = {one.pk: one.approved_version or 0 for one in late if type(one) is model}
        for pk, document in documents_at(KEPT[model], numbers).items():
            documents[pk] = Node(document)
    for one in late:
        if one.pk not in documents:
            message = _("What readers see of “%(record)s” is not known. Approve its changes first.")
            raise Unreadable([Problem("", message % {"record": one})])
    others = _Others(documents.values())
    for one in late:
        node = documents[one.pk]
        fill(one, node, KEPT[type(one)].document)
        _RELATIONS[type(one)](one, node, others)


class _Others:
    """The records that documents refer to, as they were approved."""

    def __init__(self, documents: Iterable[Node]) -> None:
        named: dict[type[Approvable], set[str]] = defaultdict(set)
        for document in documents:
            _collect(document.value, "", named)
        actors = Actor.objects.prefetch_related("names")
        sources = Source.objects.select_related("publisher")
        offices = Office.objects.select_related("body")
        self.found: dict[str, Any] = {
            **_loaded(actors, named[Actor]),
            **_loaded(sources.prefetch_related("publisher__names"), named[Source]),
            **_loaded(offices.prefetch_related("names", "body__names"), named[Office]),
        }
        as_approved(
            record for one in self.found.values() for record in (one, *_behind(one)) if record
        )

    def get(self, document: Node) -> Any:
        return self.found.get(document.text("id")) if document.value else None


def _loaded(rows: Any, pks: Collection[str]) -> dict[str, Any]:
    return {row.pk: row for row in rows.filter(pk__in=pks)} if pks else {}


def _behind(record: Any) -> tuple[Actor | None, ...]:
    """Return the publisher of a source, or the body of an office."""
    match record:
        case Source():
            return (record.publisher,)
        case Office():
            return (record.body,)
    return ()


_REFERENCES: Final[dict[str, type[Approvable]]] = {
    "publisher": Actor, "body": Actor, "actor": Actor, "source": Source, "office": Office,
}  # fmt: skip


def _collect(value: Any, member: str, named: dict[type[Approvable], set[str]]) -> None:
    if isinstance(value, list):
        for one in value:
            _collect(one, member, named)
    elif isinstance(value, dict):
        if member in _REFERENCES:
            named[_REFERENCES[member]].add(value["id"])
        for name, one in value.items():
            _collect(one, name, named)


def _prefetched(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = record.__dict__.setdefault("_prefetched_objects_cache", {})
    return found


def _filled(row: Any, node: Node, document: type[Any]) -> Any:
    fill(row, node, document)
    return row


def _actor(actor: Actor, document: Node, others: _Others) -> None:
    cache = _prefetched(actor)
    cache["names"] = [
        _filled(ActorName(actor=actor), node, NameMembers) for node in document.items("names")
    ]
    if "tenures" in cache:
        held = (_tenure(actor, node, others) for node in document.items("offices"))
        cache["tenures"] = [tenure for tenure in held if tenure]


def _tenure(actor: Actor, node: Node, others: _Others) -> Tenure | None:
    office = others.get(node["office"])
    if office is None:
        return None
    tenure = Tenure(actor=actor, office=office, public_id=node.text("id"))
    cited = (_citation(tenure, part, others) for part in node.items("citations"))
    _prefetched(tenure)["citations"] = [citation for citation in cited if citation]
    fill(tenure, node, DeskTenure)
    return tenure


def _citation(tenure: Tenure, node: Node, others: _Others) -> Citation | None:
    source = others.get(node["source"])
    if source is None:
        return None
    citation = Citation(tenure=tenure, source=source, public_id=node.text("id"))
    _prefetched(citation)["via"] = [
        _filled(
            Hop(actor=others.get(part["actor"]), source=others.get(part["source"])), part, DeskHop
        )
        for part in node.items("via")
    ]
    fill(citation, node, DeskCitation)
    return citation


def _office(office: Office, document: Node, others: _Others) -> None:
    office.body = others.get(document["body"])
    _prefetched(office)["names"] = _by_language(OfficeName, document)


def _place(place: Place, document: Node, _others: _Others) -> None:
    _prefetched(place)["names"] = _by_language(PlaceName, document)


def _by_language(model: Callable[..., Any], document: Node) -> list[Any]:
    return [model(language=key, name=name.value) for key, name in document.texts("names")]


def _source(source: Source, document: Node, others: _Others) -> None:
    source.publisher = others.get(document["publisher"])
    source.revision_of_id = document.text("revision_of") or None


def _storyline(storyline: Storyline, document: Node, _others: _Others) -> None:
    texts = [_filled(StorylineText(language=document.text("language")), document, TextMembers)]
    texts += [
        _filled(StorylineText(language=key), text, TextMembers)
        for key, text in document.translations("texts")
    ]
    cache = _prefetched(storyline)
    cache["texts"] = texts if document.text("title") else []
    cache["pins"] = [StorylinePin(event_id=node.value) for node in document.items("pinned")]


_RELATIONS: Final[dict[type[Any], Callable[[Any, Node, _Others], None]]] = {
    Actor: _actor, Office: _office, Place: _place, Source: _source, Storyline: _storyline,
}  # fmt: skip


def records_of(event: Event) -> Iterator[Approvable]:
    """Yield the records that an event from `graph.load_event` names, once per instance."""
    if event.place:
        yield event.place
    for pin in related(event, "pins"):
        if pin.storyline.public:
            yield pin.storyline
    for other in related(event, "other_dates"):
        yield from _with_publisher(other.source)
    yield from cited_records(event)
    for part in related(event, "participations"):
        yield part.actor
        held = [*related(part.actor, "tenures"), *([part.tenure] if part.tenure_id else [])]
        yield from (tenure.office for tenure in held)
        yield from cited_records(part)
    for claim in related(event, "claims"):
        yield claim.speaker
        yield from cited_records(claim)


def cited_records(record: Any) -> Iterator[Approvable]:
    """Yield the sources and actors that the citations of a prefetched row name."""
    for citation in related(record, "citations"):
        yield from _with_publisher(citation.source)
        for hop in related(citation, "via"):
            if hop.actor_id:
                yield hop.actor
            if hop.source_id:
                yield from _with_publisher(hop.source)


def _with_publisher(source: Source | None) -> Iterator[Approvable]:
    if source:
        yield source
        if source.publisher_id and source.publisher:
            yield source.publisher
