"""How a page says what is the case in the world: a word, a sentence, a shape; colour comes last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.dates import day_heading
from events.record import Event
from events.record.meaning import HAPPENED, OPEN
from events.record.vocabulary import ClaimKind, Occurrence
from events.record.when import parsed
from events.web.dating import day_in_words, period_in_words
from events.web.languages import reader_language


@dataclass(frozen=True)
class Appearance:
    value: str
    badge: str | Promise

    @property
    def happened(self) -> bool:
        """Whether a reader may take it as having happened; only then is the mark filled."""
        return self.value in HAPPENED

    @property
    def icon(self) -> str:
        """The template of the mark, whose shape tells the occurrence."""
        return f"events/marks/{self.value}.svg"


# In the order in which the legend and the form show them.
_APPEARANCES: Final = {
    appearance.value: appearance
    for appearance in (
        Appearance(Occurrence.OCCURRED.value, _("Took place")),
        Appearance(Occurrence.ONGOING.value, _("Ongoing")),
        Appearance(Occurrence.ANNOUNCED.value, _("Announced")),
        Appearance(Occurrence.SCHEDULED.value, _("Scheduled")),
        Appearance(Occurrence.POSTPONED.value, _("Postponed")),
        Appearance(Occurrence.CANCELLED.value, _("Cancelled")),
        Appearance(Occurrence.DID_NOT_OCCUR.value, _("Did not take place")),
        Appearance(Occurrence.ALLEGED.value, _("Alleged")),
        Appearance(Occurrence.HYPOTHETICAL.value, _("Hypothetical")),
        Appearance(Occurrence.UNKNOWN.value, _("Not known")),
    )
}

# `%(date)s` is the day since which the record says so.
_CAUTIONS: Final[dict[str, str | Promise]] = {
    Occurrence.OCCURRED: "",
    Occurrence.ONGOING: _("Under way as of %(date)s."),
    Occurrence.ANNOUNCED: _("Announced. Not known to have taken place as of %(date)s."),
    Occurrence.SCHEDULED: _("Scheduled. Not known to have taken place as of %(date)s."),
    Occurrence.POSTPONED: _("Postponed – did not take place on the date first announced."),
    Occurrence.CANCELLED: _("Cancelled – it will not take place."),
    Occurrence.DID_NOT_OCCUR: _("It was expected, but did not take place."),
    Occurrence.ALLEGED: _("Alleged – somebody says that it happened; it is not established."),
    Occurrence.HYPOTHETICAL: _("Hypothetical: not reported as having happened."),
    Occurrence.UNKNOWN: _("Whether it took place was not known as of %(date)s."),
}
_ANNOUNCED_ON: Final = _("Announced on %(said)s; no later report on record (as of %(date)s).")
_OVERDUE: Final[dict[str, str | Promise]] = {
    Occurrence.ANNOUNCED: _(
        "Announced for: %(period)s. That has passed; whether it took place is not on record (as of"
        " %(date)s)."
    ),
    Occurrence.SCHEDULED: _(
        "Scheduled for: %(period)s. That has passed; whether it took place is not on record (as of"
        " %(date)s)."
    ),
}


def appearance(occurrence: str) -> Appearance:
    """How an occurrence is shown; a value that is newer than this program as not known."""
    return _APPEARANCES.get(occurrence, _APPEARANCES[Occurrence.UNKNOWN])


def appearances() -> list[Appearance]:
    """All of them, in the order in which the legend and the form show them."""
    return list(_APPEARANCES.values())


def caution(event: Event, *, overdue: bool = False) -> str:
    """What a reader has to know before taking the event for a fact; "" for one that took place.

    `overdue`: see `is_overdue`.
    """
    words = {"date": day_in_words(event.edition.at), "period": period_in_words(event)}
    said = _announced_on(event)
    if event.occurrence == Occurrence.ANNOUNCED and said and not overdue:
        return str(_ANNOUNCED_ON) % {**words, "said": said}
    sentences = _OVERDUE if overdue else _CAUTIONS
    sentence = str(sentences.get(event.occurrence, _CAUTIONS[Occurrence.UNKNOWN]))
    return sentence and sentence % words


def _announced_on(event: Event) -> str:
    """The day of the announcement in words; "" if it is not known to the day."""
    for claim in event.claims:
        said = parsed(claim.said)
        if claim.kind == ClaimKind.ANNOUNCEMENT and said is not None and said.day_earliest:
            known_to_the_day = said.precision in {"day", "minute", "second"}
            sure = not (said.approximate or said.uncertain)
            if known_to_the_day and sure:
                day = said.day_earliest
                return day_heading(day.year, day.month, day.day, reader_language())
    return ""


def is_overdue(event: Event, now: datetime) -> bool:
    """Whether the event was announced for a date that has passed."""
    deadline = deadline_of(event)
    return deadline is not None and deadline <= now


def deadline_of(event: Event) -> datetime | None:
    """When an event that was announced should be over; None where that is open, or for others."""
    if event.occurrence not in OPEN:
        return None
    ends = [parsed(when).latest for when in (event.end, event.start) if when]
    return next((end for end in ends if end is not None), None)
