"""Citations, the chains by which a report reached us, and the origins that they lead to."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from events.record import limits
from events.record.members import COUNT, LANGUAGE, PUBLIC_ID, Document, member
from events.record.references import ActorRef, SourceRef
from events.record.vocabulary import Confidence, OriginReason, Stance


class Hop(Document, frozen=True, kw_only=True):
    """One step of the chain: by way of whom, or of which item, the source knows it."""

    actor: Annotated[ActorRef | None, member(_("actor"), "Who passed it on; null: a source.")]
    source: Annotated[SourceRef | None, member(_("source"), "What passed it on; null: an actor.")]
    wording: Annotated[
        str,
        member(_("as worded"), "How the source words the attribution.", max_length=limits.WORDING),
    ]


class CitationMembers(Document, frozen=True, kw_only=True):
    """What a citation says wherever it stands."""

    id: Annotated[
        str,
        member(
            _("citation"), "Permanent public id of the citation.", column="public_id", **PUBLIC_ID
        ),
    ]
    field: Annotated[
        str,
        member(
            _("for the field"),
            "The one field that it supports; empty: the whole.",
            max_length=limits.FIELD,
        ),
    ]
    quote: Annotated[
        str, member(_("short quote"), "Word for word, a sentence at most.", max_length=limits.QUOTE)
    ]
    quote_language: Annotated[str, member(_("language"), "Of the quote.", **LANGUAGE)]
    locator: Annotated[
        str,
        member(
            _("locator"), "Where in the source, such as a paragraph.", max_length=limits.LOCATOR
        ),
    ]
    stance: Annotated[str, member(_("stance"), "What the source does to it.", choices=Stance)]
    confidence: Annotated[
        str,
        member(
            _("confidence"), "How far the editors trust it.", choices=Confidence, blank=True
        ),
    ]  # fmt: skip


class Citation(CitationMembers, frozen=True, kw_only=True):
    """What ties a statement to a source."""

    source: Annotated[SourceRef, member(_("source"), "The item that was read.")]
    via: Annotated[
        list[Hop],
        member(_("by way of"), "The chain from the source outwards: the far end is the last hop."),
    ]


class Origin(Document, frozen=True, kw_only=True):
    """One independent origin of a statement, and the citations that lead to it."""

    name: Annotated[str, member(_("origin"), "Name of the actor, or title of the source.")]
    actor: Annotated[
        str | None,
        member(_("actor"), "Id of who first reported it; null: `source`.", **PUBLIC_ID),
    ]
    source: Annotated[
        str | None,
        member(_("source"), "Id of the item, where nobody is named as its publisher.", **PUBLIC_ID),
    ]
    citations: Annotated[
        list[str], member(_("citations"), "Ids of the citations that lead to this origin.")
    ]
    why: Annotated[
        str,
        member(
            _("counted as one because"),
            "Why several citations are one origin.",
            choices=OriginReason,
        ),
    ]


class Origins(Document, frozen=True, kw_only=True):
    """The independent origins of one statement: citations that dispute it are not among them."""

    count: Annotated[int, member(_("independent origins"), "How many there are.", **COUNT)]
    of: Annotated[list[Origin], member(_("origins"), "Each of them, in the order of citation.")]
    why: Annotated[
        str,
        member(
            _("counted as one because"),
            "Why there are fewer origins than citations, if there are.",
            choices=OriginReason,
        ),
    ]
