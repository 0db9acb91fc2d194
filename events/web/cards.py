"""An event as it stands in a list."""

from dataclasses import dataclass
from functools import cached_property

from django.template import loader
from django.utils.safestring import SafeString

from events.record import Event
from events.record.vocabulary import ClaimLinkType, EditionCause, EditionKind
from events.web.dating import period_in_words
from events.web.languages import Text, actor_name, choose, in_reader_language, named
from events.web.links import event_path
from events.web.occurrences import Appearance, appearance, caution
from events.web.origins import origins_in_words

_NAMED_PARTICIPANTS = 4


@dataclass(frozen=True)
class Card:
    """`denied_by`, `taken_back_by`: who does so with one of the claims of the event. `level`: that
    of its heading.
    """

    id: str
    url: str
    title: Text
    summary: Text
    period: str
    type: str
    appearance: Appearance
    caution: str
    place: Text
    participants: tuple[Text, ...]
    more_participants: int
    origins: SafeString
    corrected: bool
    denied_by: tuple[Text, ...]
    taken_back_by: tuple[Text, ...]
    level: int = 5

    @cached_property
    def html(self) -> SafeString:
        """In the language in which it was first asked for."""
        return loader.render_to_string("events/parts/card.html", {**vars(self)})


def card(event: Event, suffix: str = "", *, overdue: bool = False) -> Card:
    """The card of an event. `suffix`: see `links.actor_link`; `overdue`: `occurrences.caution`."""
    actors = {part.actor.id: part.actor for part in event.participants}
    shown = list(actors.values())[:_NAMED_PARTICIPANTS]
    return Card(
        id=event.id,
        url=event_path(event) + suffix,
        title=in_reader_language(event, "title"),
        summary=in_reader_language(event, "summary"),
        period=period_in_words(event),
        type=choose(event.type_names, event.type),
        appearance=appearance(event.occurrence),
        caution=caution(event, overdue=overdue),
        place=named(event.place) if event.place else Text(""),
        participants=tuple(actor_name(actor, event) for actor in shown),
        more_participants=len(actors) - len(shown),
        origins=origins_in_words(event.origins, event),
        corrected=is_correction(event),
        denied_by=_answering(event, ClaimLinkType.DENIES),
        taken_back_by=_answering(event, ClaimLinkType.RETRACTS),
    )


def is_correction(event: Event) -> bool:
    """Whether the editors corrected the event with this edition."""
    edition = event.edition
    return edition.kind == EditionKind.CORRECTED and edition.cause == EditionCause.EDITORS


def _answering(event: Event, kind: ClaimLinkType) -> tuple[Text, ...]:
    """Who answers a claim of the event in this way, here or with another event."""
    speakers = {
        answer.speaker.id: answer.speaker
        for claim in event.claims
        for answer in claim.answered_by
        if answer.type == kind
    }
    return tuple(actor_name(speaker, event) for speaker in speakers.values())
