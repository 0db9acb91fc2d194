"""Creating records that a document names and the desk does not have (`Session.make_missing`).

A public record describes the actors and sources that it names, so that it can be imported into
another installation. Records without a description are created from their name alone. The rest (an
actor's other names, the dates of an office) is left to the editors.
"""

from typing import Any

from events.dates import LANGUAGES
from events.editorial.drafts.filling import fill
from events.editorial.drafts.node import Node
from events.editorial.drafts.saving import save_checked
from events.editorial.drafts.session import Session
from events.models import (
    Actor,
    ActorName,
    EventType,
    EventTypeName,
    Office,
    OfficeName,
    Source,
    Storyline,
    StorylineText,
    Tenure,
)
from events.record import NamedActor, NamedSource
from events.record.identity import is_public_id, new_public_id
from events.record.scripts import script_of
from events.record.vocabulary import ActorKind, SourceKind, StartMeaning, TextOrigin
from events.search import name_key

_NO_LANGUAGE = "und"
"""The tag of an undetermined language (RFC 5646, section 4.1)."""


def make_actor(session: Session, node: Node, public_id: str = "") -> Actor | None:
    """Create an actor with this name; `unnamed` if the document does not give its kind."""
    name = node.text("name")
    if not name or not _can_be_made(session, public_id):
        return None
    described = node.root["actors"][public_id]
    row = Actor(pk=public_id or new_public_id(), label=name, kind=ActorKind.UNNAMED)
    fill(row, described, NamedActor, whole=False)
    if not save_checked(session, node, row):
        return None
    names = [(language, text.value) for language, text in described.texts("names")]
    if described.value is None:
        names = [(node.root.language("language") or _NO_LANGUAGE, name)]
    for language, spelling in names:
        spelled = ActorName(actor=row, name=spelling, language=language, key=name_key(spelling))
        spelled.script = script_of(spelling, language)
        save_checked(session, node, spelled)
    return row


def make_source(
    session: Session, node: Node, public_id: str, described: Node, publisher: Actor | None
) -> Source | None:
    """Create a source with this title or address; an article if the document does not give its
    kind.
    """
    address = node.text("canonical_url")
    title = node.text("title") or address
    if not title or not _can_be_made(session, public_id):
        return None
    row = Source(pk=public_id or new_public_id(), title=title, kind=SourceKind.ARTICLE)
    fill(row, described, NamedSource, whole=False)
    row.url, row.publisher = row.url or address or None, publisher
    return row if save_checked(session, node, row) else None


def make_type(session: Session, node: Node, key: str) -> EventType | None:
    if not session.make_missing:
        return None
    row = EventType(key=key)
    if not save_checked(session, node["type"], row):
        return None
    for language, name in node.texts("type_names"):
        save_checked(session, name, EventTypeName(type=row, language=language, name=name.value))
    return row


def make_tenure(
    session: Session, node: Node, actor: Actor, title: str, public_id: str
) -> Tenure | None:
    """Create a tenure of the actor in an office with this title; its dates are unknown."""
    if not title or not _can_be_made(session, public_id):
        return None
    office = Office.objects.filter(label=title).order_by("created_at", "id").first()
    if office is None:
        office = Office(label=title)
        if not save_checked(session, node["office"], office):
            return None
        for language, name in node.texts("offices"):
            save_checked(
                session, name, OfficeName(office=office, language=language, name=name.value)
            )
    tenure = Tenure(
        public_id=public_id or new_public_id(),
        actor=actor,
        office=office,
        start_means=StartMeaning.CITED_SINCE,
    )
    return tenure if save_checked(session, node, tenure) else None


def make_storyline(session: Session, node: Node) -> Storyline | None:
    public_id, title = node.text("id"), node.text("title")
    if not (title and public_id and _can_be_made(session, public_id)):
        return None
    if Storyline.objects.filter(pk=public_id).exists():
        return None
    row = Storyline(pk=public_id, label=title, public=session.restoring)
    if not save_checked(session, node, row):
        return None
    titles = {language: text.value for language, text in node.texts("titles")}
    # The reference does not give the language of its first title.
    first = next((language for language in LANGUAGES if language not in titles), _NO_LANGUAGE)
    for language, text in {first: title, **titles}.items():
        origin = TextOrigin.ORIGINAL if language == first else TextOrigin.TRANSLATION
        written = StorylineText(storyline=row, language=language, title=text, origin=origin)
        save_checked(session, node, written)
    return row


def _can_be_made(session: Session, public_id: Any) -> bool:
    is_id = isinstance(public_id, str) and (not public_id or is_public_id(public_id))
    return session.make_missing and is_id
