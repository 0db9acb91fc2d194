"""From the demo's files to rows of the desk: events, their claims and what changes in them."""

from events.management.desk_rows import Desk, add_citations, keep
from events.management.fixture import Node
from events.models import (
    Claim,
    ClaimLink,
    ClaimText,
    Event,
    EventOtherDate,
    EventRelation,
    EventText,
    Participation,
)
from events.record.vocabulary import ClaimKind, Modality, TextOrigin

_SCALARS = ("occurrence", "place", "start", "end", "texts")
_LISTS = ("participants", "citations", "claims", "relations", "other_dates")


def create_event(desk: Desk, key: str, node: Node) -> None:
    """The event and its texts; `fill_event` adds what may point to other events."""
    node.only("id", "type", "language", *_SCALARS, *_LISTS)
    row = Event(
        **desk.curated(node),
        label=node.node("texts").node(node.text("language")).text("title"),
        type=desk.find("types", node.node("type")),
        created_by=desk.editor,
    )
    _set(desk, node, row)
    keep(node, row)
    _write_texts(node, row, node.text("language"))
    desk.remember("events", key, row)


def fill_event(desk: Desk, key: str, node: Node) -> None:
    """Everything that hangs on the event; its claims may be about any event created so far."""
    event = desk.find("events", Node(key, node.file, node.path))
    _add(desk, node, event, node.text("language"))


def link_claims(desk: Desk, node: Node) -> None:
    """The answers of the event's claims to other claims, once all claims are there."""
    for key, said in node.entries("claims").items():
        claim = desk.known["claims", key]
        for link in said.items("links"):
            link.only("type", "claim")
            other = desk.find("claims", link.node("claim"))
            keep(link, ClaimLink(from_claim=claim, type=link.text("type"), to_claim=other))


def change_event(desk: Desk, step: Node, event: Event) -> None:
    """Write what a step sets in an event and adds to it. `event` is fresh from the database."""
    language = event.texts.get(origin=TextOrigin.ORIGINAL).language
    if step.has("set"):
        changes = step.node("set")
        changes.only(*_SCALARS)
        _set(desk, changes, event)
        keep(changes, event)
        _write_texts(changes, event, language)
    if step.has("add"):
        additions = step.node("add")
        additions.only(*_LISTS)
        _add(desk, additions, event, language)
        link_claims(desk, additions)


def _set(desk: Desk, node: Node, event: Event) -> None:
    if node.has("occurrence"):
        event.occurrence = node.text("occurrence")
    if node.has("place"):
        event.place = desk.find("places", node.node("place"))
    if node.has("start"):
        event.start = node.when("start")
    if node.has("end"):
        event.end = node.when("end")


def _write_texts(node: Node, event: Event, original: str) -> None:
    for language, text in node.entries("texts").items():
        text.only("title", "summary", "translator")
        row = EventText.objects.filter(event=event, language=language).first()
        row = row or EventText(event=event, language=language)
        row.title = text.text("title")
        row.summary = text.text("summary", "")
        row.translator = text.text("translator", "")
        own = language == original
        row.origin = TextOrigin.ORIGINAL if own else TextOrigin.TRANSLATION
        keep(text, row)


def _add(desk: Desk, node: Node, event: Event, language: str) -> None:
    for position, part in enumerate(node.items("participants"), event.participations.count()):
        _add_participation(desk, part, event, position)
    for position, (key, said) in enumerate(node.entries("claims").items(), event.claims.count()):
        _add_claim(desk, key, said, Claim(event=event, position=position), language)
    add_citations(desk, node, event=event)
    for relation in node.items("relations"):
        relation.only("type", "event")
        other = desk.find("events", relation.node("event"))
        keep(relation, EventRelation(from_event=event, type=relation.text("type"), to_event=other))
    for other_date in node.items("other_dates"):
        _add_other_date(desk, other_date, event)


def _add_participation(desk: Desk, node: Node, event: Event, position: int) -> None:
    node.only("actor", "role", "described_as", "described_as_language", "tenure", "citations")
    row = Participation(
        event=event,
        actor=desk.find("actors", node.node("actor")),
        role=node.text("role"),
        described_as=node.text("described_as", ""),
        described_as_language=node.text("described_as_language", ""),
        tenure=desk.maybe("tenures", node, "tenure"),
        position=position,
    )
    keep(node, row)
    add_citations(desk, node, participation=row)


def _add_claim(desk: Desk, key: str, node: Node, row: Claim, language: str) -> None:
    """`row` holds the event and the order; `language` is the event's own."""
    optional = "modality quote quote_language said also_about links citations"
    node.only("id", "speaker", "kind", "texts", *optional.split())
    for name, value in desk.curated(node).items():
        setattr(row, name, value)
    row.speaker = desk.find("actors", node.node("speaker"))
    row.kind = node.text("kind", ClaimKind.ASSERTION)
    row.modality = node.text("modality", Modality.ASSERTED)
    row.quote = node.text("quote", "")
    row.quote_language = node.text("quote_language", "")
    row.said = node.when("said")
    keep(node, row)
    row.also_about.set([desk.find("events", event) for event in node.items("also_about")])
    for own, text in node.entries("texts").items():
        written = TextOrigin.ORIGINAL if own == language else TextOrigin.TRANSLATION
        keep(text, ClaimText(claim=row, language=own, text=text.as_text(), origin=written))
    add_citations(desk, node, claim=row)
    desk.remember("claims", key, row)


def _add_other_date(desk: Desk, node: Node, event: Event) -> None:
    node.only("kind", "source", "note", "start", "end")
    row = EventOtherDate(
        event=event,
        kind=node.text("kind"),
        source=desk.maybe("sources", node, "source"),
        note=node.text("note", ""),
    )
    row.start, row.end = node.when("start"), node.when("end")
    keep(node, row)
