"""TimelineJS 3."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from typing import Any, Final

from events.interchange.exports.dump import Dump, json_array
from events.interchange.wording import date_in_words, headline, paragraphs
from events.record import Event
from events.record.when import parsed

_DEPTHS: Final = {"year": 1, "month": 2, "day": 3, "minute": 5, "second": 6}
_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
_MOMENT: Final = timedelta(microseconds=1)


def timeline_js(dump: Dump) -> Iterator[bytes]:
    """Yield the JSON of a timeline. Texts are HTML and therefore escaped. Dates consist of a year,
    month and so on, so that a month remains a month. Open-ended starts are omitted.
    """
    slides = (slide for event in dump.parsed() if (slide := _slide(event, dump)))
    yield from json_array(slides, b'{"events": [', b"]}")


def _slide(event: Event, dump: Dump) -> dict[str, Any] | None:
    start, end = parsed(event.start), parsed(event.end)
    if start is None or start.day_earliest is None or start.day_latest is None:
        return None
    # A date that is not a single day, month and so on is drawn between its bounds.
    depth = _depth(start.precision, start.edtf)
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date(start.day_earliest, depth or 3),
        "display_date": escape(date_in_words(event)),
        "group": event.type,
        "text": {
            "headline": f'<a href="{escape(dump.address(event.url))}">'
            f"{escape(headline(event))}</a>",
            "text": "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs(event)),
        },
    }
    if end is not None and end.day_latest is not None:
        slide["end_date"] = _date(end.day_latest - _MOMENT, _depth(end.precision, end.edtf) or 3)
    elif depth is None:
        slide["end_date"] = _date(start.day_latest - _MOMENT, 3)
    return slide


def _depth(precision: str, edtf: str) -> int | None:
    is_span = "/" in edtf or ".." in edtf or "," in edtf
    return None if is_span else _DEPTHS.get(precision)


def _date(moment: datetime, depth: int) -> dict[str, int]:
    return {name: getattr(moment, name) for name in _PARTS[:depth]}
