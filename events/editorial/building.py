"""The one place where the public record of an event is built: an allow-list, nothing else.

Members that are columns of the same name are derived from the declaration of the record.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from events import record
from events.dates import LANGUAGES, Extent
from events.editorial.columns import plain_members
from events.editorial.naming import (
    Mentions,
    Names,
    office_names,
    storyline_ref,
    when,
)
from events.editorial.offices import event_extent, tenure_at
from events.models import Claim, Event, EventOtherDate, EventText, Participation, Place
from events.models.rows import related
from events.record.language import in_language
from events.record.shapes import periods
from events.record.vocabulary import TextOrigin

UNNUMBERED = record.Edition(seq=0, number=0, shape=record.SHAPE, kind="", at="", note="")
"""The edition of a record that is not published yet: see `editions`."""

_NO_ORIGINS = record.Origins(count=0, of=[], why="")


def original_text(event: Event) -> EventText | None:
    texts: Iterable[EventText] = related(event, "texts")
    return next((text for text in texts if text.origin == TextOrigin.ORIGINAL), None)


def build_event(event: Event, known: dict[str, Names] | None = None) -> record.Event:
    """Return the record of an event without its edition (`UNNUMBERED`) and its links to other
    events (`event_links.linked`).

    `event` comes from `graph.load_event` and has passed `checks.problems`. `known`: the names used
    in earlier documents, by language; new ones are added to it.
    """
    text = original_text(event)
    if text is None:
        raise ValueError("an event without original text has no public record")
    language = text.language
    names = (known if known is not None else {}).setdefault(language, Names(language))
    mentions = Mentions(names)
    built = record.Event(
        **plain_members(event, record.Event),
        url=f"/events/{event.pk}/",
        title=text.title,
        summary=text.summary,
        language=language,
        texts=_texts(event, language),
        type=event.type.key,
        type_names={name.language: name.name for name in related(event.type, "names")},
        start=when(event.start),
        end=when(event.end),
        period=periods(event.start, event.end, tuple(LANGUAGES)),
        other_dates=[_other_date(other, mentions) for other in related(event, "other_dates")],
        place=place_record(event.place, language) if event.place else None,
        participants=_participants(event, mentions),
        claims=[_claim(claim, mentions) for claim in related(event, "claims")],
        citations=mentions.citations(related(event, "citations")),
        relations=[],
        storylines=[
            storyline_ref(pin.storyline) for pin in related(event, "pins") if pin.storyline.public
        ],
        origins=_NO_ORIGINS,
        date_origins=None,
        actors=mentions.actors,
        sources=mentions.sources,
        edition=UNNUMBERED,
    )
    return record.with_origins(built, mentions.first_versions)


def unnumbered(event: record.Event) -> record.Event:
    """Return the record without its edition, for comparison with another one."""
    return replace(event, edition=UNNUMBERED)


def _texts(event: Event, language: str) -> dict[str, record.EventText]:
    return {
        text.language: record.EventText(**plain_members(text, record.EventText))
        for text in related(event, "texts")
        if text.language != language
    }


def place_record(place: Place, language: str) -> record.Place:
    """Return the place as a record in this language describes it."""
    found = {name.language: name.name for name in related(place, "names")}
    names = {key: found[key] for key in LANGUAGES if key in found}
    name = in_language(names, language, place.label)
    return record.Place(**plain_members(place, record.Place), name=name, names=names)


def _participants(event: Event, mentions: Mentions) -> list[record.Participation]:
    lasts = event_extent(event)
    return [
        _participation(participation, lasts, mentions)
        for participation in related(event, "participations")
    ]


def _participation(
    participation: Participation, lasts: Extent | None, mentions: Mentions
) -> record.Participation:
    tenure = tenure_at(participation, lasts)
    offices = office_names(tenure.office) if tenure else {}
    return record.Participation(
        **plain_members(participation, record.Participation),
        actor=mentions.actor(participation.actor),
        office=in_language(offices, mentions.language, tenure.office.label) if tenure else "",
        offices=offices,
        tenure=tenure.public_id if tenure else None,
        citations=mentions.citations(related(participation, "citations")),
    )


def _claim(claim: Claim, mentions: Mentions) -> record.Claim:
    texts = {text.language: text.text for text in related(claim, "texts")}
    own = mentions.language if mentions.language in texts else next(iter(texts), "")
    return record.Claim(
        **plain_members(claim, record.Claim),
        event=claim.event_id,
        speaker=mentions.actor(claim.speaker),
        text=texts.pop(own, ""),
        language=own,
        texts=texts,
        said=when(claim.said),
        links=[],
        citations=mentions.citations(related(claim, "citations")),
        origins=_NO_ORIGINS,
        answered_by=[],
    )


def _other_date(other: EventOtherDate, mentions: Mentions) -> record.OtherDate:
    return record.OtherDate(
        **plain_members(other, record.OtherDate),
        start=when(other.start),
        end=when(other.end),
        source=mentions.source(other.source) if other.source else None,
    )
