"""Which version of an event a document is, and what is left of events that were taken back."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from events.record.members import INSTANT, PATH, PUBLIC_ID, Document, member
from events.record.vocabulary import EditionCause, EditionKind


class Edition(Document, frozen=True, kw_only=True):
    """Which version this is. `seq` counts all editions, `number` those of the event."""

    seq: Annotated[int, member(_("sequence number"), "Counts all editions.", minimum=1)]
    number: Annotated[int, member(_("edition"), "Counts the editions of the event.", minimum=1)]
    shape: Annotated[int, member(_("shape"), "The shape of this document.", since=2, minimum=1)] = 1
    kind: Annotated[str, member(_("kind"), "What the edition does.", choices=EditionKind)]
    cause: Annotated[
        str,
        member(
            _("cause"),
            "Whether editors changed the event, or something else that its record says.",
            choices=EditionCause, since=2,
        ),
    ] = EditionCause.EDITORS.value  # fmt: skip
    at: Annotated[str, member(_("from"), "The instant since which it is valid.", **INSTANT)]
    note: Annotated[str, member(_("public note"), "What the newsroom says about the change.")]


class Retraction(Document, frozen=True, kw_only=True):
    """What is left of a retracted event: the note of the edition says why."""

    id: Annotated[str, member(_("event"), "Permanent public id of the event.", **PUBLIC_ID)]
    url: Annotated[str, member(_("address"), "Path of its page.", **PATH)]
    retracted: Annotated[Literal[True], member(_("withdrawn"), "Always true.", meaning=True)]
    edition: Annotated[Edition, member(_("edition"), "The edition that withdrew it.")]


class Merger(Document, frozen=True, kw_only=True):
    """What is left of an event that turned out to be another one."""

    id: Annotated[str, member(_("event"), "Permanent public id of the event.", **PUBLIC_ID)]
    url: Annotated[str, member(_("address"), "Path of its page.", **PATH)]
    merged_into: Annotated[str, member(_("merged into"), "The event that took over.", **PUBLIC_ID)]
    edition: Annotated[Edition, member(_("edition"), "The edition that merged it.")]
