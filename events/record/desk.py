"""Desk documents: the editors' working copies of records, drafts included, never public.

What the public record says too is declared once, in the base classes that both have. So a document
that was read from the public API can be sent to the desk, and a member that is added to such a base
class is read, shown and compared at the desk without further ado.
"""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from msgspec import UNSET, UnsetType

from events.record import limits
from events.record.citation import CitationMembers
from events.record.claim import ClaimMembers
from events.record.event import EventMembers, OtherDateMembers, ParticipationMembers, PlaceMembers
from events.record.members import INSTANT, PUBLIC_ID, Document, member
from events.record.profiles import (
    ActorMembers,
    ActorName,
    ContentHash,
    SourceId,
    SourceTitle,
    StorylineMembers,
    TenureMembers,
)
from events.record.references import SourceDetails
from events.record.vocabulary import ClaimLinkType, RelationType, State
from events.record.when import DeskWhen

Version = Annotated[
    int,
    member(_("version"), "Counts the changes; also the ETag.", read_only=True, minimum=1),
]
UpdatedAt = Annotated[
    str, member(_("changed"), "When it was last changed.", read_only=True, **INSTANT)
]
Names = Annotated[
    dict[str, str], member(_("names"), "The name by language tag.", max_length=limits.NAME)
]


class DeskReference(Document, frozen=True, kw_only=True):
    """Another record. An id is enough, as a text or in an object; what else the object says of the
    record is not read then; read-only members of it must be as they are.
    """


class DeskActorRef(DeskReference, frozen=True, kw_only=True):
    """An actor: found by its id, or by a name that no other actor has."""

    id: Annotated[str, member(_("actor"), "Permanent public id of the actor.", **PUBLIC_ID)]
    name: Annotated[
        str,
        member(
            _("name"), "What the desk calls it; any of its names finds it.", max_length=limits.NAME
        ),
    ]


class DeskSourceRef(DeskReference, frozen=True, kw_only=True):
    """A source: found by its id or its web address."""

    id: Annotated[str, member(_("source"), "Permanent public id of the source.", **PUBLIC_ID)]
    title: Annotated[str, member(_("title"), "Its title.", max_length=limits.TITLE)]
    canonical_url: Annotated[
        str | UnsetType,
        member(
            _("web address"),
            "Finds a source whose id is not known. Never shown here.",
            max_length=limits.WEB_ADDRESS,
        ),
    ] = UNSET


class DeskEventRef(DeskReference, frozen=True, kw_only=True):
    """Another event, which may be a draft."""

    id: Annotated[str, member(_("event"), "Permanent public id of the event.", **PUBLIC_ID)]


class DeskStorylineRef(DeskReference, frozen=True, kw_only=True):
    """A storyline, which may not be public yet."""

    id: Annotated[str, member(_("storyline"), "Permanent public id of the storyline.", **PUBLIC_ID)]
    title: Annotated[
        str, member(_("title"), "What the desk calls it.", max_length=limits.STORYLINE_TITLE)
    ]


class DeskOfficeRef(DeskReference, frozen=True, kw_only=True):
    """An office: found by its id, or by a title that no other office has."""

    id: Annotated[str, member(_("office"), "Permanent public id of the office.", **PUBLIC_ID)]
    title: Annotated[
        str,
        member(
            _("title"),
            "What the desk calls it; any of its titles finds it.",
            max_length=limits.NAME,
        ),
    ]


class DeskHop(Document, frozen=True, kw_only=True):
    """One step of the chain: either an actor or a source."""

    actor: Annotated[DeskActorRef | None, member(_("actor"), "Who passed it on.")]
    source: Annotated[DeskSourceRef | None, member(_("source"), "What passed it on.")]
    wording: Annotated[
        str,
        member(_("as worded"), "How the source words the attribution.", max_length=limits.WORDING),
    ]


class DeskCitation(CitationMembers, frozen=True, kw_only=True):
    """What ties a statement to a source. One with the id of a citation changes that citation."""

    source: Annotated[DeskSourceRef, member(_("source"), "The item that was read.")]
    via: Annotated[
        list[DeskHop],
        member(_("by way of"), "The chain from the source outwards: the far end is the last hop."),
    ]


class DeskClaimLink(Document, frozen=True, kw_only=True):
    """What a claim does to another one."""

    type: Annotated[str, member(_("answer"), "What it does to it.", choices=ClaimLinkType)]
    claim: Annotated[
        str, member(_("claim"), "Permanent public id of the other claim.", **PUBLIC_ID)
    ]


class DeskClaim(ClaimMembers, frozen=True, kw_only=True):
    """Who said what. One with the id of a claim changes that claim."""

    speaker: Annotated[DeskActorRef, member(_("speaker"), "Who said it.")]
    said: Annotated[DeskWhen | None, member(_("said"), "When it was said.")]
    also_about: Annotated[
        list[str], member(_("also about"), "Ids of further events that the claim is about.")
    ]
    links: Annotated[list[DeskClaimLink], member(_("answers"), "Which claims it answers.")]
    citations: Annotated[list[DeskCitation], member(_("citations"), "What reports the claim.")]


class DeskParticipation(ParticipationMembers, frozen=True, kw_only=True):
    """An actor in an event."""

    actor: Annotated[DeskActorRef, member(_("actor"), "Who took part.")]
    tenure: Annotated[
        str | None,
        member(
            _("office"),
            "Id of the tenure (see the actor); null: the office held at the event's date, if there "
            "is exactly one.",
            **PUBLIC_ID,
        ),
    ]
    citations: Annotated[
        list[DeskCitation], member(_("citations"), "What says that they took part.")
    ]


class DeskOtherDate(OtherDateMembers, frozen=True, kw_only=True):
    """A date that was announced earlier, or that another source gives."""

    start: Annotated[DeskWhen | None, member(_("start"), "Its start.")]
    end: Annotated[DeskWhen | None, member(_("end"), "Its end; null: no more is known.")]
    source: Annotated[DeskSourceRef | None, member(_("source"), "Who gives this date.")]


class DeskPlace(PlaceMembers, frozen=True, kw_only=True):
    """A place: the one with this id, else one that is known with all of this, else a new one."""

    id: Annotated[str, member(_("place"), "Permanent public id of the place.", **PUBLIC_ID)]
    name: Annotated[
        str, member(_("name"), "What the desk calls it.", column="label", max_length=limits.NAME)
    ]
    names: Names


class DeskPlaceRecord(DeskPlace, frozen=True, kw_only=True):
    """A place as a record of its own."""

    version: Version
    updated_at: UpdatedAt


class DeskRelation(Document, frozen=True, kw_only=True):
    """A relation to another event."""

    type: Annotated[str, member(_("relation"), "What this event is to it.", choices=RelationType)]
    event: Annotated[DeskEventRef, member(_("event"), "The other event.")]


class DeskEvent(EventMembers, frozen=True, kw_only=True):
    """An event as the editors have it."""

    external_key: Annotated[
        str,
        member(
            _("external key"),
            "Its key in the system it was imported from, or empty.",
            max_length=limits.EXTERNAL_KEY,
        ),
    ]
    version: Version
    state: Annotated[
        str,
        member(
            _("editorial state"), "State in the editorial workflow.",
            choices=State, read_only=True,
        ),
    ]  # fmt: skip
    published_version: Annotated[
        int | None,
        member(
            _("published version"), "The version that the current edition was made from.",
            read_only=True, minimum=1,
        ),
    ]  # fmt: skip
    updated_at: UpdatedAt
    start: Annotated[DeskWhen | None, member(_("start"), "When it began; null: not known.")]
    end: Annotated[DeskWhen | None, member(_("end"), "When it ended; null: not known, or at once.")]
    other_dates: Annotated[
        list[DeskOtherDate], member(_("other dates"), "Further dates on record.")
    ]
    place: Annotated[DeskPlace | None, member(_("place"), "Where; null: not known.")]
    participants: Annotated[list[DeskParticipation], member(_("participants"), "Who took part.")]
    claims: Annotated[list[DeskClaim], member(_("claims"), "What was said about it, by whom.")]
    citations: Annotated[
        list[DeskCitation], member(_("citations"), "What the event itself rests on.")
    ]
    relations: Annotated[list[DeskRelation], member(_("relations"), "To other events.")]
    storylines: Annotated[
        list[DeskStorylineRef], member(_("storylines"), "Storylines that the event is pinned in.")
    ]


class DeskTenure(TenureMembers, frozen=True, kw_only=True):
    """An actor holding an office. One with the id of a tenure changes that tenure."""

    office: Annotated[DeskOfficeRef, member(_("office"), "The office.")]
    start: Annotated[DeskWhen | None, member(_("start"), "Since when.")]
    end: Annotated[DeskWhen | None, member(_("end"), "Until when; null: not known to have ended.")]
    citations: Annotated[list[DeskCitation], member(_("citations"), "What says so.")]


class DeskActor(ActorMembers, frozen=True, kw_only=True):
    """An actor as the editors have it."""

    version: Version
    updated_at: UpdatedAt
    label: Annotated[
        str,
        member(
            _("name on the desk"),
            "What editors see; by default the first name.",
            max_length=limits.NAME,
        ),
    ]
    names: Annotated[list[ActorName], member(_("names"), "Every name, in its order.")]
    offices: Annotated[list[DeskTenure], member(_("offices"), "Offices held.")]


class DeskOffice(Document, frozen=True, kw_only=True):
    """A post that actors hold from one date to another."""

    id: Annotated[str, member(_("office"), "Permanent public id of the office.", **PUBLIC_ID)]
    version: Version
    updated_at: UpdatedAt
    title: Annotated[
        str, member(_("title"), "What the desk calls it.", column="label", max_length=limits.NAME)
    ]
    names: Annotated[
        dict[str, str], member(_("titles"), "The title by language tag.", max_length=limits.NAME)
    ]
    body: Annotated[
        DeskActorRef | None,
        member(_("of"), "The state or organisation that the office belongs to."),
    ]


class DeskSource(SourceDetails, frozen=True, kw_only=True):
    """A source as the editors have it."""

    id: SourceId
    version: Version
    updated_at: UpdatedAt
    title: SourceTitle
    publisher: Annotated[DeskActorRef | None, member(_("publisher"), "Who published it.")]
    published: Annotated[DeskWhen | None, member(_("published"), "When it was published.")]
    modified: Annotated[
        DeskWhen | None, member(_("last modified"), "When it was last modified (“Stand”).")
    ]
    accessed_at: Annotated[
        str | None,
        member(
            _("accessed"),
            "When it was read, with the offset from UTC.",
            max_length=limits.INSTANT,
            format="date-time",
        ),
    ]
    content_hash: ContentHash
    revision_of: Annotated[
        str | None, member(_("newer version of"), "Id of the version before it.", **PUBLIC_ID)
    ]


class DeskStoryline(StorylineMembers, frozen=True, kw_only=True):
    """A storyline as the editors have it."""

    version: Version
    updated_at: UpdatedAt
    label: Annotated[
        str,
        member(
            _("title on the desk"),
            "What editors see; by default the title.",
            max_length=limits.STORYLINE_TITLE,
        ),
    ]
    public: Annotated[bool, member(_("public"), "Whether readers see it.", read_only=True)]
    pinned: Annotated[
        list[str], member(_("pinned events"), "Ids of events, in the curator's order.")
    ]


class DeskEventType(Document, frozen=True, kw_only=True):
    """A term of the editors' vocabulary."""

    key: Annotated[
        str,
        member(
            _("key"),
            "Part of the public interface.",
            max_length=limits.KEY,
            pattern="^[a-z][a-z0-9_]*$",
        ),
    ]
    parent: Annotated[
        str | None,
        member(_("parent type"), "Key of the parent type; null: none.", max_length=limits.KEY),
    ]
    names: Annotated[
        dict[str, str],
        member(_("names"), "The name by language tag.", max_length=limits.TERM),
    ]
