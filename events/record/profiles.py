"""Profiles: the public record of actors, sources and storylines."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from events.record import limits
from events.record.citation import Citation
from events.record.members import INSTANT, LANGUAGE, PATH, PUBLIC_ID, Document, member
from events.record.references import ActorRef, NamedActor, NamedSource, SourceMembers
from events.record.vocabulary import ActorKind, NameKind, StartMeaning, TextOrigin
from events.record.when import When


class ActorName(Document, frozen=True, kw_only=True):
    """One of an actor's names."""

    name: Annotated[str, member(_("name"), "As it is written.", max_length=limits.NAME)]
    language: Annotated[str, member(_("language"), "Of the name.", **LANGUAGE)]
    script: Annotated[
        str, member(_("script"), "ISO 15924, such as Latn or Cyrl.", max_length=limits.SCRIPT)
    ]
    kind: Annotated[str, member(_("kind"), "What kind of name it is.", choices=NameKind)]


class TenureMembers(Document, frozen=True, kw_only=True):
    """What a tenure says in public and at the desk."""

    id: Annotated[
        str,
        member(
            _("tenure"), "Permanent public id of the tenure.",
            since=2, column="public_id", **PUBLIC_ID,
        ),
    ]  # fmt: skip
    start_means: Annotated[
        str,
        member(
            _("the start means"), "Whether the start is only the first mention.",
            choices=StartMeaning,
        ),
    ]  # fmt: skip


class Tenure(TenureMembers, frozen=True, kw_only=True):
    """An actor holding an office."""

    office: Annotated[str, member(_("office"), "Title of the office.")]
    offices: Annotated[
        dict[str, str], member(_("office"), "The title in the languages of the interface.")
    ]
    body: Annotated[
        ActorRef | None, member(_("of"), "The state or organisation that the office belongs to.")
    ]
    start: Annotated[When | None, member(_("start"), "Since when.")]
    end: Annotated[When | None, member(_("end"), "Until when; null: not known to have ended.")]
    citations: Annotated[list[Citation], member(_("citations"), "What says so.")]


class ActorMembers(Document, frozen=True, kw_only=True):
    """What an actor says in public and at the desk."""

    id: Annotated[str, member(_("actor"), "Permanent public id of the actor.", **PUBLIC_ID)]
    kind: Annotated[str, member(_("kind"), "What the actor is.", choices=ActorKind)]
    wikidata: Annotated[
        str, member(_("Wikidata id"), "Wikidata item, or empty.", max_length=limits.WIKIDATA)
    ]


class Actor(ActorMembers, frozen=True, kw_only=True):
    """An actor that a public event names."""

    url: Annotated[str, member(_("address"), "Path of its page.", **PATH)]
    name: Annotated[str, member(_("name"), "The best name, in English where there is one.")]
    names: Annotated[
        dict[str, str],
        member(_("names"), "The name in the languages of the interface that have one."),
    ]
    all_names: Annotated[list[ActorName], member(_("all names"), "Every name on record.")]
    offices: Annotated[list[Tenure], member(_("offices"), "Offices held.")]
    actors: Annotated[
        dict[str, NamedActor],
        member(_("actors"), "What is known of each actor named here, by id.", since=2),
    ]
    sources: Annotated[
        dict[str, NamedSource],
        member(_("sources"), "What is known of each source named here, by id.", since=2),
    ]
    shape: Annotated[int, member(_("shape"), "The shape of this document.", since=2, minimum=1)] = 1


# What the desk has besides `SourceDetails`: a struct can't have two bases.
SourceId = Annotated[str, member(_("source"), "Permanent public id of the source.", **PUBLIC_ID)]
SourceTitle = Annotated[
    str, member(_("title"), "In the language of the source.", max_length=limits.TITLE)
]
ContentHash = Annotated[
    str,
    member(_("SHA-256 of the text"), "In hexadecimal, or empty.", max_length=limits.CONTENT_HASH),
]


class Source(SourceMembers, frozen=True, kw_only=True):
    """A source that a public event cites."""

    id: SourceId
    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]
    title: SourceTitle
    content_hash: ContentHash
    accessed_at: Annotated[str | None, member(_("accessed"), "When it was read.", **INSTANT)]
    revision_of: Annotated[
        str | None, member(_("newer version of"), "Id of the version before it.", **PUBLIC_ID)
    ]
    revisions: Annotated[
        list[str], member(_("newer versions"), "Ids of newer versions.", read_only=True)
    ]
    actors: Annotated[
        dict[str, NamedActor],
        member(
            _("actors"), "What is known of each actor named here, by id.", since=2, read_only=True
        ),
    ]
    shape: Annotated[
        int, member(_("shape"), "The shape of this document.", since=2, read_only=True, minimum=1)
    ] = 1


class StorylineText(Document, frozen=True, kw_only=True):
    """A storyline's words in one more language."""

    title: Annotated[
        str, member(_("title"), "The title in this language.", max_length=limits.STORYLINE_TITLE)
    ]
    introduction: Annotated[
        str, member(_("introduction"), "In this language.", max_length=limits.INTRODUCTION)
    ]
    origin: Annotated[str, member(_("origin"), "Whether it is a translation.", choices=TextOrigin)]


class StorylineMembers(Document, frozen=True, kw_only=True):
    """What a storyline says in public and at the desk."""

    id: Annotated[str, member(_("storyline"), "Permanent public id of the storyline.", **PUBLIC_ID)]
    title: Annotated[str, member(_("title"), "In `language`.", max_length=limits.STORYLINE_TITLE)]
    introduction: Annotated[
        str, member(_("introduction"), "In `language`.", max_length=limits.INTRODUCTION)
    ]
    language: Annotated[str, member(_("language"), "Of title and introduction.", **LANGUAGE)]
    texts: Annotated[
        dict[str, StorylineText],
        member(_("translations"), "Title and introduction in other languages, by language tag."),
    ]
    filter: Annotated[
        str,
        member(
            _("saved filter"), "A query of the list of events, or empty.", max_length=limits.FILTER
        ),
    ]


class Storyline(StorylineMembers, frozen=True, kw_only=True):
    """A curated timeline: pinned events, a saved filter, or both."""

    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]
    pinned: Annotated[
        list[str], member(_("pinned events"), "Ids of public events, in the curator's order.")
    ]
    shape: Annotated[
        int, member(_("shape"), "The shape of this document.", since=2, read_only=True, minimum=1)
    ] = 1
