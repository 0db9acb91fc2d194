"""The one reader of stored documents, of whatever shape; what is stored never changes."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar, cast

import msgspec
import orjson
from msgspec import convert
from msgspec.structs import replace

from events.dates import LANGUAGES
from events.record.answers import Answers, with_answers
from events.record.citation import Citation, Origins
from events.record.edition import Merger, Retraction
from events.record.event import Event
from events.record.members import Document
from events.record.origins import DATE, WHOLE, origins_of, supporting
from events.record.profiles import Actor, Source, Storyline
from events.record.shapes import LAST_STEP, PUBLIC, SHAPE, Json, upgraded, with_languages
from events.record.vocabulary import ProfileKind

EventRecord = Event | Retraction | Merger
Profile = Actor | Source | Storyline
D = TypeVar("D", bound=Document)

_DECODERS: Final[Mapping[type[Document], msgspec.json.Decoder[Any]]] = {
    kind: msgspec.json.Decoder(kind) for kind in PUBLIC
}
_NO_ANSWERS: Final[Answers] = {}
PROFILES: Final[Mapping[ProfileKind, type[Profile]]] = {
    ProfileKind.ACTOR: Actor,
    ProfileKind.SOURCE: Source,
    ProfileKind.STORYLINE: Storyline,
}
"""What the document of a profile is, by its kind."""


class UnreadableDocument(ValueError):
    """A stored document that is damaged, or of a shape that this program does not know yet."""


def read_record(text: str, answers: Answers = _NO_ANSWERS) -> EventRecord:
    """An event, or the tombstone of one, from the document of its edition.

    `answers`: what other events answer; needed for shape 1 alone, which does not say it.
    """
    return _read(text, _kind_of(text), answers)


def read_event(text: str, answers: Answers = _NO_ANSWERS) -> Event:
    """As `read_record`, where it is no tombstone."""
    return _read(text, Event, answers)


def read_profile(text: str, kind: type[D]) -> D:
    """The record of an actor, source or storyline. Raises `UnreadableDocument`."""
    return _read(text, kind)


def current_record(text: str, answers: Answers = _NO_ANSWERS) -> str:
    """The document of an edition in today's shape: as it is stored where it has it.

    Looks at both ends of a document that is today's, not at what lies between: lists send it on
    unread. Raises `UnreadableDocument`.
    """
    if is_current(text):
        return text
    return write(read_record(text, answers))


def current_profile(text: str, kind: type[Profile]) -> str:
    """The document of a profile in today's shape. Raises `UnreadableDocument`."""
    whole = text.startswith("{") and text.endswith(f'"shape":{SHAPE}}}')
    if whole and _has_languages(text):
        return text
    return write(_read(text, kind))


def write(document: Document) -> str:
    """The JSON text that is stored."""
    return msgspec.json.encode(document).decode()


def shape_of(text: str) -> int:
    """The shape that a document names; 1 where it names none."""
    place = text.rfind('"shape":', max(text.rfind('"edition":{'), 0))
    digits = text[place + 8 : place + 18].partition(",")[0].partition("}")[0] if place >= 0 else "1"
    if not (digits.isascii() and digits.isdigit()):
        raise UnreadableDocument("the shape is no number")
    return int(digits)


def is_current(text: str) -> bool:
    """Whether the document of an edition has today's shape, by a look at both ends of it."""
    place = text.rfind('"edition":{')
    begins, ends = text.startswith('{"id":"'), text.endswith("}}")
    shape = f'"shape":{SHAPE},' in text[place : place + 100]
    return begins and ends and shape and _has_languages(text)


def _has_languages(text: str) -> bool:
    """Whether dates are in the words of every language of the interface: the first one tells."""
    place = text.find('"display":{')
    if place < 0:
        place = text.find('"period":{')
    if place < 0:
        return True
    words = text[place : text.find("}", place)]
    return not [language for language in LANGUAGES if f'"{language}":"' not in words]


def _kind_of(text: str) -> type[EventRecord]:
    if '"claims":[' in text:
        return Event
    return Merger if '"merged_into":' in text else Retraction


def _read(text: str, kind: type[D], answers: Answers = _NO_ANSWERS) -> D:
    shape = shape_of(text)
    if not 1 <= shape <= SHAPE:
        raise UnreadableDocument(f"shape {shape} is not known")
    try:
        if shape > LAST_STEP and _has_languages(text):
            document: D = _DECODERS[kind].decode(text)
        else:
            value = upgraded(orjson.loads(text), shape)
            if not _has_languages(text):
                value = with_languages(value, tuple(LANGUAGES))
            document = _completed(value, kind, answers) if shape == 1 else convert(value, kind)
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableDocument(type(error).__name__) from error
    return document if shape == SHAPE else _with_shape(document)


def _with_shape(document: D) -> D:
    """The document says the shape that it has been brought to."""
    if isinstance(document, EventRecord):
        return replace(document, edition=replace(document.edition, shape=SHAPE))
    return replace(document, shape=SHAPE)


def _completed(value: Json, kind: type[D], answers: Answers) -> D:
    """A document of shape 1, whose origins and answers are worked out: it says neither."""
    if kind is not Event:
        return convert(value, kind)
    nothing = {"count": 0, "of": [], "why": ""}
    for claim in value["claims"]:
        claim.update(origins=nothing, answered_by=[])
    event = convert({**value, "origins": nothing, "date_origins": None}, Event)
    return cast(D, with_answers(with_origins(event, {}), answers))


def with_origins(event: Event, first_versions: Mapping[str, str]) -> Event:
    """The event with the origins of itself, of its date and of its own claims counted."""

    def count(citations: list[Citation]) -> Origins:
        return origins_of(citations, event.sources, first_versions)

    claims = [
        replace(claim, origins=count(supporting(claim.citations, WHOLE))) for claim in event.claims
    ]
    for_date = supporting(event.citations, DATE)
    return replace(
        event,
        claims=claims,
        origins=count(supporting(event.citations, WHOLE)),
        date_origins=count(for_date) if for_date else None,
    )
