"""iCalendar (RFC 5545): events that are known to the day, with their status."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from events.dates import When, extent
from events.interchange.exports.dump import Dump, names_of
from events.interchange.local_dates import single_day
from events.interchange.wording import body, date_in_words, headline
from events.record import Event
from events.record.when import parsed

PRODUCT: Final = "-//Event Tracker//Event Tracker 1//EN"
LINE_BYTES: Final = 75
STATUS: Final = {
    "announced": "TENTATIVE",
    "scheduled": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "occurred": "CONFIRMED",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
    "did_not_occur": "CANCELLED",
}
"""Events that took place, were planned or were cancelled. Others are not exported."""
_MINUTE: Final = timedelta(minutes=1)
_ZONED: Final = re.compile(r"(Z|[+-][0-9]{2}(:[0-9]{2})?)$")


def calendar(dump: Dump) -> Iterator[bytes]:
    """Yield an entry for each event that has a status and is known to the day: an entry for all of
    February would mean that the event lasts a month.
    """
    name, description = _text(dump.title), _text(dump.description)
    # What programs show, and how often they ask again: RFC 7986 and its forerunners.
    yield _lines(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN",
                  f"NAME:{name}", f"X-WR-CALNAME:{name}",
                  *([f"DESCRIPTION:{description}", f"X-WR-CALDESC:{description}"]
                    if description else []),
                  f"SOURCE;VALUE=URI:{dump.address(dump.path)}",
                  "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"])  # fmt: skip
    for event in dump.parsed():
        dates = _dates(parsed(event.start), parsed(event.end))
        if dates and event.occurrence in STATUS:
            yield _lines(_entry(event, dates, dump))
    yield _lines(["END:VCALENDAR"])


def _entry(event: Event, dates: list[str], dump: Dump) -> list[str]:
    changed = _utc(datetime.fromisoformat(event.edition.at))
    text = [*body(event), ", ".join(names_of(event))]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.id}@event-tracker",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{event.edition.number - 1}",
        *dates,
        f"SUMMARY:{_text(_summary(event))}",
        f"DESCRIPTION:{_text(chr(10).join(line for line in text if line))}",
        f"URL:{dump.address(event.url)}",
        f"CATEGORIES:{_text(event.type)}",
        f"X-EDTF:{_text(_edtf(event))}",
        f"STATUS:{STATUS[event.occurrence]}",
    ]
    if event.place:
        lines.append(f"LOCATION:{_text(event.place.name)}")
    return [*lines, "END:VEVENT"]


def _summary(event: Event) -> str:
    """Return the title, with the date if that is not exact: a calendar cannot show this."""
    unsure = any(when and (when.approximate or when.uncertain) for when in (event.start, event.end))
    return f"{headline(event)} ({date_in_words(event)})" if unsure else headline(event)


def _dates(start: When | None, end: When | None) -> list[str]:
    """Return the exact times if they are known, else whole days; the end is exclusive either way.

    Return nothing if the start or the end is not known to the day.
    """
    last = end or start
    if start is None or last is None or not (single_day(start) and single_day(last)):
        return []
    if _is_time(start) and _is_time(last):
        return _times(start, end)
    period = extent(start, end)
    first, until = period.day_earliest, period.day_latest
    if first is None or until is None:
        return []
    final = (until - timedelta(microseconds=1)).date()
    begins = f"DTSTART;VALUE=DATE:{_digits(first)}"
    # The last date that Python supports has no next day.
    if final == date.max:
        return [begins]
    return [begins, f"DTEND;VALUE=DATE:{_digits(final + timedelta(days=1))}"]


def _is_time(when: When) -> bool:
    return bool(
        when.day_earliest and when.day_latest and when.day_latest - when.day_earliest <= _MINUTE
    )


def _times(start: When, end: When | None) -> list[str]:
    """Return the times. Without a zone they are floating: local to the place (section 3.3.5)."""
    period = extent(start, end)
    zoned = start.timezone or _ZONED.search(start.edtf)
    if zoned and period.earliest and period.latest:
        return [f"DTSTART:{_utc(period.earliest)}", f"DTEND:{_utc(period.latest)}"]
    if period.day_earliest and period.day_latest:
        return [f"DTSTART:{_local(period.day_earliest)}", f"DTEND:{_local(period.day_latest)}"]
    return []


def _digits(day: date) -> str:
    # strftime writes the year 950 with three digits.
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _local(moment: datetime) -> str:
    return f"{_digits(moment)}T{moment:%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{_local(moment.astimezone(UTC))}Z"


def _edtf(event: Event) -> str:
    ends = [when.edtf for when in (event.start, event.end) if when]
    return "/".join(ends) if all("/" not in end for end in ends) else " ".join(ends)


def _text(text: str) -> str:
    """Return a TEXT value (RFC 5545, section 3.3.11), in which any line break is \\n."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", "\\\\n", text)


def _lines(lines: list[str]) -> bytes:
    return b"".join(fold(line) + b"\r\n" for line in lines)


def fold(line: str) -> bytes:
    """Fold a content line at 75 bytes, never inside a character (section 3.1)."""
    octets, parts, room = line.encode(), [], LINE_BYTES
    while len(octets) > room:
        end = room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[:end])
        octets = octets[end:]
        room = LINE_BYTES - 1  # the space that the next line begins with
    return b"\r\n ".join([*parts, octets])
