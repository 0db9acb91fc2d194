"""How one record names another, and what documents say once of the actors and sources they name."""

from typing import Annotated, Protocol

from django.utils.translation import gettext_lazy as _

from events.record import limits
from events.record.members import LANGUAGE, PATH, PUBLIC_ID, Document, member
from events.record.vocabulary import ActorKind, SourceKind
from events.record.when import When


class ActorRef(Document, frozen=True, kw_only=True):
    """An actor; what else is known of it stands under `actors` of the document."""

    id: Annotated[str, member(_("actor"), "Permanent public id of the actor.", **PUBLIC_ID)]
    name: Annotated[str, member(_("name"), "In the language of the document that names it.")]
    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]


class SourceRef(Document, frozen=True, kw_only=True):
    """A citable item; what else is known of it stands under `sources` of the document."""

    id: Annotated[str, member(_("source"), "Permanent public id of the source.", **PUBLIC_ID)]
    title: Annotated[str, member(_("title"), "In the language of the source.")]
    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]


class EventRef(Document, frozen=True, kw_only=True):
    """Another event."""

    id: Annotated[str, member(_("event"), "Permanent public id of the event.", **PUBLIC_ID)]
    title: Annotated[str, member(_("title"), "In the original language.", read_only=True)]
    titles: Annotated[
        dict[str, str],
        member(_("titles"), "Titles in other languages, by language tag.", read_only=True),
    ]
    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]


class StorylineRef(Document, frozen=True, kw_only=True):
    """A curated timeline that has the event."""

    id: Annotated[str, member(_("storyline"), "Permanent public id of the storyline.", **PUBLIC_ID)]
    title: Annotated[str, member(_("title"), "In its first language.", read_only=True)]
    titles: Annotated[
        dict[str, str],
        member(_("titles"), "Titles in other languages, by language tag.", read_only=True),
    ]
    url: Annotated[str, member(_("address"), "Path of its page.", read_only=True, **PATH)]


class NamedActor(Document, frozen=True, kw_only=True):
    """What a document says once of an actor that it names."""

    names: Annotated[
        dict[str, str],
        member(_("names"), "The name in the languages of the interface that have one."),
    ]
    kind: Annotated[str, member(_("kind"), "What the actor is.", choices=ActorKind)]


class SourceDetails(Document, frozen=True, kw_only=True):
    """What a source says in public and at the desk."""

    kind: Annotated[str, member(_("kind"), "What the source is.", choices=SourceKind)]
    language: Annotated[str, member(_("language"), "Of the source, or empty.", **LANGUAGE)]
    canonical_url: Annotated[
        str,
        member(
            _("web address"),
            "Web address of the source, or empty.",
            column="url",
            max_length=limits.WEB_ADDRESS,
        ),
    ]
    archive_url: Annotated[
        str,
        member(
            _("archived copy"), "Web address of a copy, or empty.", max_length=limits.WEB_ADDRESS
        ),
    ]
    held: Annotated[
        bool, member(_("held"), "False: known only second hand; nobody here has read it.")
    ]


class SourceMembers(SourceDetails, frozen=True, kw_only=True):
    """What every public document says of a source."""

    publisher: Annotated[ActorRef | None, member(_("publisher"), "Who published it.")]
    published: Annotated[When | None, member(_("published"), "When it was published.")]
    modified: Annotated[
        When | None, member(_("last modified"), "When it was last modified (“Stand”).")
    ]


class NamedSource(SourceMembers, frozen=True, kw_only=True):
    """What a document says once of a source that it names."""


class Linked(Protocol):
    """A document that says once what is known of the actors and sources that it names."""

    @property
    def actors(self) -> dict[str, NamedActor]: ...

    @property
    def sources(self) -> dict[str, NamedSource]: ...
