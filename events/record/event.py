"""One edition of an event: everything that is public about it."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from events.record import limits
from events.record.citation import Citation, Origins
from events.record.claim import Claim
from events.record.edition import Edition
from events.record.members import LANGUAGE, PATH, PUBLIC_ID, Document, member
from events.record.references import (
    ActorRef,
    EventRef,
    NamedActor,
    NamedSource,
    SourceRef,
    StorylineRef,
)
from events.record.vocabulary import (
    Occurrence,
    OtherDateKind,
    PlacePrecision,
    RelationType,
    Role,
    TextOrigin,
)
from events.record.when import When


class EventText(Document, frozen=True, kw_only=True):
    """Title and summary in one more language."""

    title: Annotated[
        str, member(_("title"), "The title in this language.", max_length=limits.TITLE)
    ]
    summary: Annotated[
        str, member(_("summary"), "The summary in this language.", max_length=limits.SUMMARY)
    ]
    origin: Annotated[str, member(_("origin"), "Whether it is a translation.", choices=TextOrigin)]
    translator: Annotated[
        str,
        member(_("translated by"), "Who translated; empty: unknown.", max_length=limits.TRANSLATOR),
    ]


class PlaceMembers(Document, frozen=True, kw_only=True):
    """What a place says in public and at the desk."""

    country: Annotated[
        str, member(_("country"), "ISO 3166-1 alpha-2, or empty.", max_length=limits.COUNTRY)
    ]
    precision: Annotated[
        str,
        member(
            _("precision"), "What the place is known as: a country is no point.",
            choices=PlacePrecision,
        ),
    ]  # fmt: skip
    latitude: Annotated[
        float | None, member(_("latitude"), "In degrees (WGS 84).", minimum=-90, maximum=90)
    ]
    longitude: Annotated[
        float | None, member(_("longitude"), "In degrees (WGS 84).", minimum=-180, maximum=180)
    ]


class Place(PlaceMembers, frozen=True, kw_only=True):
    """Where, as exactly as it is known."""

    name: Annotated[str, member(_("name"), "In the language of the event.")]
    names: Annotated[
        dict[str, str],
        member(_("names"), "The name in the languages of the interface that have one."),
    ]


class ParticipationMembers(Document, frozen=True, kw_only=True):
    """What a participation says in public and at the desk."""

    role: Annotated[str, member(_("role"), "What the actor did in it.", choices=Role)]
    described_as: Annotated[
        str, member(_("described as"), "The wording of the source.", max_length=limits.WORDING)
    ]
    described_as_language: Annotated[str, member(_("language"), "Of that wording.", **LANGUAGE)]


class Participation(ParticipationMembers, frozen=True, kw_only=True):
    """An actor in an event."""

    actor: Annotated[ActorRef, member(_("actor"), "Who took part.")]
    office: Annotated[
        str,
        member(
            _("office"),
            "Title of the office held at the event's date, or empty.",
            max_length=limits.NAME,
        ),
    ]
    offices: Annotated[
        dict[str, str],
        member(_("office"), "The title in the languages of the interface.", read_only=True),
    ]
    tenure: Annotated[
        str | None,
        member(
            _("tenure"),
            "Permanent public id of the tenure of that office; null: not known.",
            since=2,
            **PUBLIC_ID,
        ),
    ] = None
    citations: Annotated[list[Citation], member(_("citations"), "What says that they took part.")]


class OtherDateMembers(Document, frozen=True, kw_only=True):
    """What a further date says in public and at the desk."""

    kind: Annotated[str, member(_("kind"), "Why this date is recorded.", choices=OtherDateKind)]
    note: Annotated[
        str, member(_("note"), "What is to be said about it.", max_length=limits.DATE_NOTE)
    ]


class OtherDate(OtherDateMembers, frozen=True, kw_only=True):
    """A date that was announced earlier, or that another source gives."""

    start: Annotated[When | None, member(_("start"), "Its start.")]
    end: Annotated[When | None, member(_("end"), "Its end; null: no more is known.")]
    source: Annotated[SourceRef | None, member(_("source"), "Who gives this date.")]


class Relation(Document, frozen=True, kw_only=True):
    """A relation to another event."""

    type: Annotated[str, member(_("relation"), "What this event is to it.", choices=RelationType)]
    event: Annotated[EventRef, member(_("event"), "The other event.")]


class EventMembers(Document, frozen=True, kw_only=True):
    """What an event says in public and at the desk. A plain new member of both goes here."""

    id: Annotated[str, member(_("event"), "Permanent public id of the event.", **PUBLIC_ID)]
    title: Annotated[
        str, member(_("title"), "In `language`: the original title.", max_length=limits.TITLE)
    ]
    summary: Annotated[str, member(_("summary"), "In `language`.", max_length=limits.SUMMARY)]
    language: Annotated[str, member(_("language"), "Of title and summary.", **LANGUAGE)]
    texts: Annotated[
        dict[str, EventText],
        member(_("translations"), "Title and summary in other languages, by language tag."),
    ]
    type: Annotated[
        str,
        member(_("type"), "Key of the type of event.", max_length=limits.KEY, examples=["talks"]),
    ]
    occurrence: Annotated[
        str,
        member(
            _("occurrence"), "Whether the event took place; not all events did.",
            choices=Occurrence, meaning=True,
        ),
    ]  # fmt: skip


class Event(EventMembers, frozen=True, kw_only=True):
    """One edition of an event: everything that is public about it."""

    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]
    type_names: Annotated[
        dict[str, str],
        member(_("type"), "Name of the type, by language of the interface.", read_only=True),
    ]
    start: Annotated[When | None, member(_("start"), "When it began; null: not known.")]
    end: Annotated[When | None, member(_("end"), "When it ended; null: not known, or at once.")]
    period: Annotated[
        dict[str, str],
        member(
            _("date"), "Start and end in one wording, by language of the interface.",
            read_only=True,
        ),
    ]  # fmt: skip
    other_dates: Annotated[list[OtherDate], member(_("other dates"), "Further dates on record.")]
    place: Annotated[Place | None, member(_("place"), "Where; null: not known.")]
    participants: Annotated[list[Participation], member(_("participants"), "Who took part.")]
    claims: Annotated[list[Claim], member(_("claims"), "What was said about it, by whom.")]
    citations: Annotated[list[Citation], member(_("citations"), "What the event itself rests on.")]
    relations: Annotated[list[Relation], member(_("relations"), "To other public events.")]
    storylines: Annotated[
        list[StorylineRef],
        member(_("storylines"), "Public storylines that the event is pinned in.", read_only=True),
    ]
    origins: Annotated[
        Origins,
        member(_("origins"), "Who independently reports that it happened.", read_only=True),
    ]
    date_origins: Annotated[
        Origins | None,
        member(
            _("origins of the date"),
            "Who independently reports its date; null: no citation is for the date alone.",
            since=2,
            read_only=True,
        ),
    ]
    actors: Annotated[
        dict[str, NamedActor],
        member(
            _("actors"), "What is known of each actor named here, by id.", since=2, read_only=True
        ),
    ]
    sources: Annotated[
        dict[str, NamedSource],
        member(
            _("sources"), "What is known of each source named here, by id.", since=2, read_only=True
        ),
    ]
    edition: Annotated[Edition, member(_("edition"), "Which version this is.", read_only=True)]
