"""What changes the meaning of everything else in a record, and how each outlet says it.

A reader of any outlet must not take an allegation for a fact, a year for 1 January, or a bound for
a date. The meanings follow from the members that are declared with ``meaning=True``; the table says
for each outlet how it conveys them, or that it leaves the event out. ``docs/meaning.md`` is made
from it, and ``tests/test_meaning.py`` holds every outlet to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.functional import Promise

from events.record.edition import Retraction
from events.record.event import Event
from events.record.members import documents_in, members_of
from events.record.schema import schemas_of
from events.record.vocabulary import Occurrence

HAPPENED: Final = frozenset({Occurrence.OCCURRED.value, Occurrence.ONGOING.value})
"""Of other events nobody may say that they took place."""
PLANNED: Final = frozenset(
    {
        Occurrence.ANNOUNCED.value,
        Occurrence.SCHEDULED.value,
        Occurrence.POSTPONED.value,
        Occurrence.CANCELLED.value,
    }
)
"""Somebody planned them, whatever became of the plan."""
OPEN: Final = frozenset({Occurrence.ANNOUNCED.value, Occurrence.SCHEDULED.value})
"""Expected to take place. Unresolved, once the date has passed."""


@dataclass(frozen=True)
class Meaning:
    """One value of a member that changes the meaning of the rest: ``Event.occurrence=alleged``.

    `label` says what the member is, or for meanings that are derived what they are themselves.
    """

    member: str
    value: str
    label: str | Promise

    @property
    def name(self) -> str:
        return f"{self.member}={self.value}"


UNDATED: Final = Meaning("Event.start", "null", "no date is known")
UNBOUNDED: Final = Meaning("When.bounds", "open", "an open-ended date")
UNRESOLVED: Final = Meaning(
    "Event.occurrence", "unresolved", "announced or scheduled, and the date has passed"
)


DERIVED: Final = (UNRESOLVED, UNDATED, UNBOUNDED)
"""Meanings that are no value of a member that is declared with ``meaning=True``."""


def meanings() -> Iterator[Meaning]:
    """All of them: those that are derived, then the declared ones in their order."""
    yield from DERIVED
    documents = documents_in(Event, Retraction)
    schemas = schemas_of(documents)
    for document in documents:
        for name, declared in members_of(document).items():
            if declared.member.meaning and declared.document is None:
                member, label = f"{document.__name__}.{name}", declared.member.label
                schema = schemas[document.__name__]["properties"][name]
                for value in schema.get("enum", ["true"]):
                    yield Meaning(member, str(value).lower(), label)


class How(Enum):
    SAID = "says it"
    LEFT_OUT = "leaves it out"
    ABSENT = "has nothing of the kind"


@dataclass(frozen=True)
class Handling:
    """What an outlet does with a meaning. `words`: a sentence for the docs."""

    how: How
    words: str


def _said(words: str) -> Handling:
    return Handling(How.SAID, words)


def _left_out(words: str) -> Handling:
    return Handling(How.LEFT_OUT, words)


def _absent(words: str) -> Handling:
    return Handling(How.ABSENT, words)


# By the member, or by the name of one meaning where that is handled differently.
Row = Mapping[str, Handling]

_RETRACTED_LEFT_OUT: Final = _left_out("A retracted event is left out.")
_NO_CLAIMS: Final = _absent("Claims are left out, and so are their answers.")

_DOCUMENT: Final[Row] = {
    "Event.occurrence": _said("`occurrence`"),
    UNRESOLVED.name: _said("`occurrence` as it was known at `edition.at`; compare `start.latest`."),
    "Event.start": _said("`start` is null."),
    "When.bounds": _said("`earliest` or `latest` is null."),
    "When.precision": _said("`precision`; `edtf` says the same."),
    "When.approximate": _said("`approximate`"),
    "When.uncertain": _said("`uncertain`"),
    "Claim.modality": _said("`modality` of the claim"),
    "Answer.type": _said("`answered_by` of the claim that is answered"),
}
_COLUMNS: Final[Row] = {
    "Event.occurrence": _said("`occurrence`"),
    UNRESOLVED.name: _said("`occurrence` as it was known at `edition_at`; compare `start_latest`."),
    "Event.start": _said("All columns of the start are empty."),
    "When.bounds": _said("`start_earliest` or `start_latest` is empty, and so is `start_date`."),
    "When.precision": _said(
        "`start_precision`; `start_date`, `start_month` and `start_year` are filled as far as they "
        "are known."
    ),
    "When.approximate": _said(
        "`start_approximate`; what is only about right is not in `start_date`, `start_month` or "
        "`start_year`."
    ),
    "When.uncertain": _said("`start_uncertain`"),
    "Claim.modality": _said("`claims`: after the speaker"),
    "Answer.type": _said("`claims`: after the claim that is answered"),
    "Retraction.retracted": _RETRACTED_LEFT_OUT,
}
# What the formats have in common that consist of a title and a text.
_TEXT: Final[Row] = {
    "Event.occurrence": _said("The title begins with it, unless the event took place."),
    UNRESOLVED.name: _said(
        "The title begins with “Announced” or “Scheduled”, and the text says as of when."
    ),
    "Event.start": _said("The text names no date."),
    "When.bounds": _said("The text says that the date is open."),
    "When.precision": _said("The text words the date as it is known."),
    "When.approximate": _said("The text says “around”."),
    "When.uncertain": _said("The text says “uncertain”."),
    "Claim.modality": _said("The text has it after the speaker of the claim."),
    "Answer.type": _said("The text has the answer after the claim."),
    "Retraction.retracted": _RETRACTED_LEFT_OUT,
}
_TOMBSTONE: Final = _said("A tombstone, `retracted`, with the note that says why")

_CARD: Final[Row] = {
    "Event.occurrence": _said("A word and a mark"),
    UNRESOLVED.name: _said("The card says that the date has passed."),
    "Event.start": _said("The event is listed under “undated”."),
    "When.bounds": _said("The date in words is open."),
    "When.precision": _said("The date in words, as exact as it is known"),
    "When.approximate": _said("The date in words says “around”."),
    "When.uncertain": _said("The date in words says “uncertain”."),
    "Claim.modality": _absent("Claims are not on cards."),
    "Answer.type": _absent("Claims are not on cards."),
    "Answer.type=denies": _said("It names who denies a claim of the event."),
    "Answer.type=retracts": _said("It names who took a claim of the event back."),
    "Retraction.retracted": _RETRACTED_LEFT_OUT,
}

TABLE: Final[Mapping[str, Row]] = {
    "page": {
        "Event.occurrence": _said("A word, a mark and a sentence beside the title"),
        UNRESOLVED.name: _said("The sentence says as of when, and that the date has passed."),
        "Event.start": _said("It says that the date is not known."),
        "When.bounds": _said("The date in words is open."),
        "When.precision": _said("The date in words, as exact as it is known"),
        "When.approximate": _said("The date in words says “around”."),
        "When.uncertain": _said("The date in words says “uncertain”."),
        "Claim.modality": _said("A word beside the claim"),
        "Answer.type": _said("The answer is shown below the claim."),
        "Retraction.retracted": _said("The page says that the event was withdrawn, and why."),
    },
    "card": _CARD,
    "embed": {
        **_CARD,
        "Event.occurrence": _said("A word, a mark and a sentence beside the title"),
        UNRESOLVED.name: _said("The sentence says as of when, and that the date has passed."),
        "Event.start": _said("It says that the date is not known."),
        "Claim.modality": _absent("Claims are not in embeds."),
        "Answer.type": _absent("Claims are not in embeds."),
        "Retraction.retracted": _said("It says that the event was retracted, and why."),
    },
    "embedded_list": {
        **_CARD,
        "Event.start": _said("It says that the date is not known."),
    },
    "json": {**_DOCUMENT, "Retraction.retracted": _TOMBSTONE},
    "changes": {**_DOCUMENT, "Retraction.retracted": _TOMBSTONE},
    "webhook": {**_DOCUMENT, "Retraction.retracted": _TOMBSTONE},
    "ndjson": {**_DOCUMENT, "Retraction.retracted": _RETRACTED_LEFT_OUT},
    "csv": _COLUMNS,
    "parquet": _COLUMNS,
    "jsonld": {
        **_TEXT,
        "Event.occurrence": _said(
            "`et:occurrence`. The name begins with it, and the type is CreativeWork rather than "
            "Event. Only an event that took place has attendees."
        ),
        "Event.occurrence=occurred": _said("An Event, with its organizer and attendees"),
        "Event.occurrence=ongoing": _said(
            "An Event, with its organizer and attendees; its name begins with “Ongoing”."
        ),
        **{
            f"Event.occurrence={value}": _said(
                "An Event with its `eventStatus` but without attendees; its name begins with it."
            )
            for value in sorted(PLANNED)
        },
        "Event.start": _said("There is no `startDate`."),
        "When.bounds": _said("There is no `startDate`; `et:start` is EDTF."),
        "When.precision": _said("`startDate` is as exact as the date; `et:start` is EDTF."),
        "When.approximate": _said("There is no `startDate`; `et:start` is EDTF."),
        "When.uncertain": _said("There is no `startDate`; `et:start` is EDTF."),
        "Claim.modality": _said("`et:modality` of the Claim"),
        "Answer.type": _said("`et:denies` and so on of the answering Claim, reversed in the other"),
    },
    "timelinejs": {
        **_TEXT,
        "Event.start": _left_out("An event without a date is left out."),
        "When.bounds": _left_out("An event whose date is open-ended is left out."),
        "When.precision": _said("`display_date` words it; `start_date` has no more parts."),
        "When.approximate": _said("`display_date` says “around”."),
        "When.uncertain": _said("`display_date` says “uncertain”."),
    },
    "ics": {
        **_TEXT,
        "Event.occurrence": _left_out("An event that nobody planned or saw is left out."),
        "Event.occurrence=occurred": _said("`STATUS:CONFIRMED`"),
        "Event.occurrence=ongoing": _said("`STATUS:CONFIRMED`; the summary begins with “Ongoing”."),
        "Event.occurrence=announced": _said(
            "`STATUS:TENTATIVE`; the summary begins with “Announced”."
        ),
        "Event.occurrence=scheduled": _said(
            "`STATUS:CONFIRMED`; the summary begins with “Scheduled”."
        ),
        **{
            f"Event.occurrence={value}": _said("`STATUS:CANCELLED`; the summary begins with it.")
            for value in ("cancelled", "did_not_occur", "postponed")
        },
        UNRESOLVED.name: _said(
            "The summary begins with “Announced” or “Scheduled”, and the description says as of "
            "when."
        ),
        "Event.start": _left_out("An event without a date is left out."),
        "When.bounds": _left_out("An event whose date is open-ended is left out."),
        "When.precision": _left_out("An event that is not known to the day is left out."),
        "When.precision=day": _said("An entry of the whole day"),
        "When.precision=minute": _said("An entry with its time"),
        "When.precision=second": _said("An entry with its time"),
        "When.approximate": _said("The summary ends with the date in words: “around …”."),
        "When.uncertain": _said("The summary ends with the date in words: “… (uncertain)”."),
    },
    "atom": {
        **_TEXT,
        "Event.occurrence": _said(
            "A category of its own scheme; the title begins with it, unless the event took place."
        ),
        "Retraction.retracted": _said("A `deleted-entry`, if the feed is not filtered"),
    },
    # The title and the abstract of an item.
    "bibtex": _TEXT,
    "ris": _TEXT,
    "csl": _TEXT,
    "ninjs": {
        **_TEXT,
        "Event.occurrence": _said(
            "`genres`; the headline begins with it, unless the event took place. Only what took "
            "place or was planned is of the type `event`."
        ),
    },
    "ftm": {
        **_TEXT,
        "Event.occurrence": _said(
            "`keywords`; the name begins with it, and nobody is `involved` on any date."
        ),
        "Event.occurrence=occurred": _said("An Event with its dates and those involved"),
        "Event.occurrence=ongoing": _said(
            "An Event with its dates and those involved; its name begins with “Ongoing”."
        ),
        "When.precision": _said("`startDate` is as exact as the date."),
        "When.approximate": _said("There is no `startDate`; the description says “around”."),
        "When.uncertain": _said("There is no `startDate`; the description says “uncertain”."),
    },
    "acled": {
        "Event.occurrence": _left_out("Only what took place has a row."),
        "Event.occurrence=occurred": _said("`sub_event_type`"),
        "Event.occurrence=ongoing": _said("`sub_event_type`"),
        UNRESOLVED.name: _left_out("Only what took place has a row."),
        "Event.start": _said("`event_date`, `year` and `time_precision` are empty."),
        "When.bounds": _said("`event_date` and `time_precision` are empty; `tags` is EDTF."),
        "When.precision": _said(
            "`event_date` is empty unless the day is known; `time_precision` says how much is, and "
            "`tags` is EDTF."
        ),
        "When.approximate": _said("`time_precision` is not 1; `tags` is EDTF."),
        "When.uncertain": _said("`time_precision` is not 1; `tags` is EDTF."),
        "Claim.modality": _NO_CLAIMS,
        "Answer.type": _NO_CLAIMS,
        "Retraction.retracted": _RETRACTED_LEFT_OUT,
    },
}
"""How each outlet says each meaning. The names of formats are those of ``export/?format=``."""


def handling(outlet: str, meaning: Meaning) -> Handling:
    """What an outlet does with a meaning. An outlet or meaning without an answer is a KeyError."""
    row = TABLE[outlet]
    return row.get(meaning.name) or row[meaning.member]
