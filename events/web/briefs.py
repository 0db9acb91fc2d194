"""What the band of time shows of a single event."""

from dataclasses import dataclass
from functools import lru_cache

from events.dates import extent
from events.record import Event, read_event
from events.record.vocabulary import ClaimLinkType, Occurrence
from events.record.when import parsed
from events.web.dating import period_in_words
from events.web.languages import actor_name, choose, in_reader_language, titled
from events.web.marks import Bounds
from events.web.occurrences import appearance

_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Brief:
    """`actors`, `storylines`: names by id. `denied`: somebody denies one of its claims."""

    id: str
    url: str
    title: str
    period: str
    occurrence: str
    type: str
    type_name: str
    actors: tuple[tuple[str, str], ...]
    storylines: tuple[tuple[str, str], ...]
    denied: bool
    at: str
    bounds: Bounds

    @property
    def goes_on(self) -> bool:
        """Whether it is under way without a known end."""
        known = self.bounds
        is_start_alone = known.starts_by == known.latest and known.ends_from == known.earliest
        return self.occurrence == Occurrence.ONGOING and is_start_alone

    @property
    def words(self) -> str:
        """The event in a line: what is the case, its title, its date."""
        title = self.title
        if len(title) > _TITLE_LENGTH:
            title = title[:_TITLE_LENGTH].rstrip() + "…"
        look = appearance(self.occurrence)
        text = f"{title}, {self.period}"
        return text if self.occurrence == Occurrence.OCCURRED else f"{look.badge}: {text}"


# A document never changes; the language stands for that of the words.
@lru_cache(maxsize=4096)
def brief(text: str, _language: str) -> Brief:
    """From a document of today's shape. Raises `UnreadableDocument`."""
    event = read_event(text)
    actors = {part.actor.id: str(actor_name(part.actor, event)) for part in event.participants}
    return Brief(
        id=event.id,
        url=event.url,
        title=str(in_reader_language(event, "title")),
        period=period_in_words(event),
        occurrence=event.occurrence,
        type=event.type,
        type_name=choose(event.type_names, event.type),
        actors=tuple(actors.items()),
        storylines=tuple((story.id, str(titled(story))) for story in event.storylines),
        denied=_is_denied(event),
        at=event.edition.at,
        bounds=_bounds(event),
    )


def _bounds(event: Event) -> Bounds:
    start = parsed(event.start)
    if start is None:
        return Bounds(None, None, None, None)
    known = extent(start, parsed(event.end))
    return Bounds(known.day_earliest, known.day_starts_by, known.day_ends_from, known.day_latest)


def _is_denied(event: Event) -> bool:
    return any(
        answer.type == ClaimLinkType.DENIES
        for claim in event.claims
        for answer in claim.answered_by
    )
