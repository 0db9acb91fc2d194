"""Claims: who said what, and which other claims answer it."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from events.record import limits
from events.record.citation import Citation, Origins
from events.record.members import LANGUAGE, PUBLIC_ID, Document, member
from events.record.references import ActorRef, EventRef
from events.record.vocabulary import ClaimKind, ClaimLinkType, Modality
from events.record.when import When

_TEXT = "What was said, in our words"


class ClaimLink(Document, frozen=True, kw_only=True):
    """What a claim does to another one."""

    type: Annotated[str, member(_("answer"), "What it does to it.", choices=ClaimLinkType)]
    claim: Annotated[
        str, member(_("claim"), "Permanent public id of the other claim.", **PUBLIC_ID)
    ]
    event: Annotated[
        str,
        member(
            _("event"), "The event that the other claim belongs to.", read_only=True, **PUBLIC_ID
        ),
    ]


class Answer(Document, frozen=True, kw_only=True):
    """A claim that answers another one, recorded with the same or with another event."""

    type: Annotated[
        str, member(_("answer"), "What it does to the claim.", choices=ClaimLinkType, meaning=True)
    ]
    claim: Annotated[str, member(_("claim"), "Permanent public id of the answer.", **PUBLIC_ID)]
    event: Annotated[EventRef, member(_("event"), "The event that the answer belongs to.")]
    speaker: Annotated[ActorRef, member(_("speaker"), "Who answers.")]
    kind: Annotated[str, member(_("kind of claim"), "What the answer is.", choices=ClaimKind)]
    modality: Annotated[str, member(_("modality"), "How the answer is meant.", choices=Modality)]
    text: Annotated[str, member(_("text"), f"{_TEXT}.")]
    language: Annotated[str, member(_("language"), "Of the text.", **LANGUAGE)]
    texts: Annotated[
        dict[str, str], member(_("texts"), "The text in other languages, by language tag.")
    ]
    said: Annotated[When | None, member(_("said"), "When it was said.")]
    edition: Annotated[
        int | None,
        member(
            _("edition"),
            "Number of the edition of that event that brought the answer as it stands; null: this "
            "edition has it itself.",
        ),
    ]


class ClaimMembers(Document, frozen=True, kw_only=True):
    """What a claim says in public and at the desk."""

    id: Annotated[str, member(_("claim"), "Permanent public id of the claim.", **PUBLIC_ID)]
    kind: Annotated[str, member(_("kind of claim"), "What the speaker does.", choices=ClaimKind)]
    modality: Annotated[
        str,
        member(
            _("modality"), "Whether it is put as a fact, a possibility, the future or negated.",
            choices=Modality, meaning=True,
        ),
    ]  # fmt: skip
    text: Annotated[str, member(_("text"), f"{_TEXT}, in `language`.", max_length=limits.CLAIM)]
    language: Annotated[str, member(_("language"), "Of the text.", **LANGUAGE)]
    texts: Annotated[
        dict[str, str],
        member(
            _("texts"), "The text in other languages, by language tag.", max_length=limits.CLAIM
        ),
    ]
    quote: Annotated[
        str, member(_("quote"), "A short quote, word for word.", max_length=limits.QUOTE)
    ]
    quote_language: Annotated[str, member(_("language"), "Of the quote.", **LANGUAGE)]


class Claim(ClaimMembers, frozen=True, kw_only=True):
    """Who said what."""

    event: Annotated[str, member(_("event"), "The event that the claim belongs to.", **PUBLIC_ID)]
    speaker: Annotated[ActorRef, member(_("speaker"), "Who said it.")]
    said: Annotated[When | None, member(_("said"), "When it was said.")]
    links: Annotated[list[ClaimLink], member(_("answers"), "Which claims it answers.")]
    citations: Annotated[list[Citation], member(_("citations"), "What reports the claim.")]
    origins: Annotated[
        Origins,
        member(
            _("origins"), "Who independently reports that it was said.", since=2, read_only=True
        ),
    ]
    answered_by: Annotated[
        list[Answer],
        member(
            _("answered by"),
            "Every public claim that denies, confirms, repeats, qualifies or retracts it.",
            since=2, meaning=True, read_only=True,
        ),
    ]  # fmt: skip
