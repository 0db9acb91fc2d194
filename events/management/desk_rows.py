"""From the demo's files to rows of the desk: vocabulary, places, actors, sources, citations."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model

from events import editorial
from events.management.fixture import Fixture, Node
from events.models import (
    Actor,
    ActorName,
    Citation,
    EventType,
    EventTypeName,
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
    User,
)
from events.record.vocabulary import (
    Confidence,
    NameKind,
    Stance,
    StartMeaning,
    TextOrigin,
)


@dataclass
class Desk:
    """What has been loaded so far, by register and key, and who is at the desk, at what hour."""

    fixture: Fixture
    editor: User
    now: datetime
    known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def find(self, register: str, node: Node) -> Any:
        """The record that the text of the node names; an earlier step must have created it."""
        key = node.as_text()
        if (register, key) not in self.known:
            raise node.error(f"“{key}” is not there (yet) among the {register}.")
        return self.known[register, key]

    def maybe(self, register: str, node: Node, key: str) -> Any:
        return self.find(register, node.node(key)) if node.has(key) else None

    def remember(self, register: str, key: str, row: Model) -> None:
        self.known[register, key] = row

    def curated(self, node: Node) -> dict[str, Any]:
        """What every record of the desk has, as the demo's clock says it."""
        return {"id": node.public_id(), "created_at": self.now, "updated_at": self.now}


def keep(node: Node, row: Model) -> None:
    """Check and save a row; `FixtureError` at the node when model or database refuse it."""
    derived = {column.name for column in row._meta.fields if not column.editable}
    try:
        row.full_clean(exclude=derived)
        row.save(force_insert=row._state.adding)
    except ValidationError as error:
        parts = (
            f"{'' if name == NON_FIELD_ERRORS else f'{name}: '}{' '.join(messages)}"
            for name, messages in error.message_dict.items()
        )
        raise node.error(" ".join(parts)) from error
    except IntegrityError as error:
        raise node.error(f"the database refuses it ({error}).") from error


def create_type(desk: Desk, key: str, node: Node) -> None:
    """A type that an installation already has keeps its own place and names."""
    node.only("parent", "names")
    row = EventType.objects.filter(key=key).first()
    if row is None:
        row = EventType(key=key, parent=desk.maybe("types", node, "parent"))
        keep(node, row)
        for language, name in node.entries("names").items():
            keep(name, EventTypeName(type=row, language=language, name=name.as_text()))
    desk.remember("types", key, row)


def create_place(desk: Desk, key: str, node: Node) -> None:
    node.only("id", "label", "country", "precision", "latitude", "longitude", "names")
    row = Place(
        **desk.curated(node),
        label=node.text("label"),
        country=node.text("country", ""),
        precision=node.text("precision"),
        latitude=node.value.get("latitude"),
        longitude=node.value.get("longitude"),
    )
    keep(node, row)
    for language, name in node.entries("names").items():
        keep(name, PlaceName(place=row, language=language, name=name.as_text()))
    desk.remember("places", key, row)


def create_actor(desk: Desk, key: str, node: Node) -> None:
    """An actor with its names; its offices come once the offices and their sources are there."""
    node.only("id", "kind", "label", "wikidata", "names", "tenures")
    row = Actor(
        **desk.curated(node),
        kind=node.text("kind"),
        label=node.text("label"),
        wikidata=node.text("wikidata", "") or None,
    )
    keep(node, row)
    for name in node.items("names"):
        name.only("name", "language", "script", "kind")
        spelling = ActorName(
            actor=row,
            name=name.text("name"),
            language=name.text("language"),
            script=name.text("script", "Latn"),
            kind=name.text("kind", NameKind.OFFICIAL),
        )
        keep(name, spelling)
    desk.remember("actors", key, row)


def create_office(desk: Desk, key: str, node: Node) -> None:
    node.only("id", "label", "body", "names")
    row = Office(
        **desk.curated(node), label=node.text("label"), body=desk.maybe("actors", node, "body")
    )
    keep(node, row)
    for language, name in node.entries("names").items():
        keep(name, OfficeName(office=row, language=language, name=name.as_text()))
    desk.remember("offices", key, row)


def create_source(desk: Desk, key: str, node: Node) -> None:
    optional = "language publisher published modified accessed_at url content_hash held revision_of"
    node.only("id", "kind", "title", *optional.split())
    row = Source(
        **desk.curated(node),
        kind=node.text("kind"),
        title=node.text("title"),
        language=node.text("language", ""),
        publisher=desk.maybe("actors", node, "publisher"),
        accessed_at=node.instant("accessed_at") if node.has("accessed_at") else None,
        url=node.text("url", "") or None,
        content_hash=node.text("content_hash", ""),
        held=node.value.get("held", True),
        revision_of=desk.maybe("sources", node, "revision_of"),
    )
    row.published = node.when("published")
    row.modified = node.when("modified")
    keep(node, row)
    desk.remember("sources", key, row)


def create_tenures(desk: Desk, node: Node, actor: Actor) -> None:
    """The offices of an actor, after which its names are brought up to date."""
    for key, held in node.entries("tenures").items():
        held.only("office", "start", "end", "start_means", "citations")
        row = Tenure(
            actor=actor,
            office=desk.find("offices", held.node("office")),
            start_means=held.text("start_means", StartMeaning.IN_OFFICE_SINCE),
        )
        row.start, row.end = held.when("start"), held.when("end")
        keep(held, row)
        add_citations(desk, held, tenure=row)
        desk.remember("tenures", key, row)
    editorial.save_actor(actor=actor, editor=desk.editor, now=desk.now)


def create_storyline(desk: Desk, key: str, node: Node) -> None:
    node.only("id", "label", "language", "texts", "filter", "pins")
    row = Storyline(**desk.curated(node), label=node.text("label"), filter=node.text("filter", ""))
    keep(node, row)
    for language, text in node.entries("texts").items():
        text.only("title", "introduction")
        written = StorylineText(
            storyline=row,
            language=language,
            title=text.text("title"),
            introduction=text.text("introduction", ""),
            origin=origin(node, language),
        )
        keep(text, written)
    desk.remember("storylines", key, row)
    pin(desk, row, node.items("pins"))


def pin(desk: Desk, storyline: Storyline, events: list[Node]) -> None:
    """Add events to the end of a storyline."""
    before = storyline.pins.count()
    for position, event in enumerate(events, before):
        row = StorylinePin(storyline=storyline, event=desk.find("events", event), position=position)
        keep(event, row)


def add_citations(desk: Desk, node: Node, **of: Model) -> None:
    """The citations of one record (`event=`, `claim=`, …), each with its chain."""
    name, owner = next(iter(of.items()))
    before = Citation.objects.filter(**{name: owner}).count()
    for position, cited in enumerate(node.items("citations"), before):
        cited.only(
            "source", "field", "locator", "quote", "quote_language", "stance", "confidence", "via"
        )
        row = Citation(
            **of,
            source=desk.find("sources", cited.node("source")),
            field=cited.text("field", ""),
            locator=cited.text("locator", ""),
            quote=cited.text("quote", ""),
            quote_language=cited.text("quote_language", ""),
            stance=cited.text("stance", Stance.REPORTS),
            confidence=cited.text("confidence", Confidence.MEDIUM),
            position=position,
        )
        keep(cited, row)
        for number, step in enumerate(cited.items("via")):
            step.only("actor", "source", "wording")
            hop = Hop(
                citation=row,
                position=number,
                actor=desk.maybe("actors", step, "actor"),
                source=desk.maybe("sources", step, "source"),
                wording=step.text("wording", ""),
            )
            keep(step, hop)


def origin(node: Node, language: str) -> TextOrigin:
    """A text in the record's own language is the original, any other a translation."""
    own = node.text("language") == language
    return TextOrigin.ORIGINAL if own else TextOrigin.TRANSLATION
