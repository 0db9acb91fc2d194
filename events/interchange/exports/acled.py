"""The columns of ACLED, which only has events that took place."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from events.dates import When
from events.interchange.cells import BYTE_ORDER_MARK, cell_of, line, without_formula
from events.interchange.exports.dump import Dump, names_of
from events.interchange.local_dates import local_date, single_day
from events.record import Event
from events.record.meaning import HAPPENED
from events.record.when import parsed

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "country", "location",
    "latitude", "longitude", "geo_precision", "source", "notes", "tags", "timestamp",
)  # fmt: skip
"""The columns of ACLED's export for which the record has data."""
_GEO: Final = {"point": "1", "city": "1", "region": "2", "country": "3"}


def acled_rows(dump: Dump) -> Iterator[bytes]:
    """Yield a row for each event that took place; ACLED has no announcements or allegations.

    ``event_date`` is empty if the day is unknown (ACLED uses the middle of the month).
    """
    yield BYTE_ORDER_MARK
    yield line(COLUMNS)
    for event in dump.parsed():
        if event.occurrence in HAPPENED:
            cells = _cells(event)
            yield line(cells.get(name, "") for name in COLUMNS)


def _cells(event: Event) -> dict[str, str]:
    start, place, names = parsed(event.start), event.place, names_of(event)
    texts = {
        "event_id_cnty": event.id,
        "event_type": event.type,
        "sub_event_type": event.occurrence,
        "actor1": names[0] if names else "",
        "actor2": names[1] if len(names) > 1 else "",
        "assoc_actor_2": "; ".join(names[2:]),
        "country": place.country if place else "",
        "location": place.name if place else "",
        "geo_precision": _GEO.get(place.precision, "") if place else "",
        "source": "; ".join(citation.source.title for citation in event.citations),
        "notes": event.summary or event.title,
        "tags": event.start.edtf if event.start else "",
        "timestamp": event.edition.at,
    }
    day = single_day(start)
    return {name: without_formula(text) for name, text in texts.items()} | {
        "event_date": cell_of(day),
        "year": cell_of(local_date(start).year),
        "time_precision": _time_precision(start),
        "latitude": cell_of(place.latitude if place else None),
        "longitude": cell_of(place.longitude if place else None),
    }


def _time_precision(start: When | None) -> str:
    """Return 1: known to the day; 2: to the week, approximate or uncertain; 3: to the month."""
    if start is None or start.day_earliest is None or start.day_latest is None:
        return ""
    span = start.day_latest - start.day_earliest
    if span > timedelta(days=31):
        return ""
    if span > timedelta(days=7):
        return "3"
    unsure = start.approximate or start.uncertain
    return "2" if span > timedelta(days=1) or unsure else "1"
