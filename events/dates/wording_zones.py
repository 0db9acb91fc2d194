"""Labels of time zones after a clock time: "CET", "MEZ", "UTC+03:00"."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from events.dates.bounds import wall_start
from events.dates.edtf import Point
from events.dates.zones import zone

# Abbreviations of several zones (CST: China, Cuba, American Midwest), and LMT (local mean time).
_UNUSED_ABBREVIATIONS: Final = frozenset({"CST", "CDT", "IST", "PST", "PDT", "LMT"})


def zone_label(point: Point, timezone: str | None, abbreviations: Mapping[str, str]) -> str:
    """The zone's abbreviation, else the offset ("UTC+03:00"); "" if neither is known.

    ``abbreviations`` are a language's own ones, by the English abbreviation.
    """
    wall = wall_start(point)
    if point.offset is not None:
        offset = timedelta(minutes=point.offset)
        local = _in_zone(wall, offset, timezone)
        if local is None or local.utcoffset() != offset:
            return _offset_name(offset)
    elif timezone is not None:
        local = wall.replace(tzinfo=zone(timezone))
    else:
        return ""
    name = local.tzname() or ""
    if name.isalpha() and name not in _UNUSED_ABBREVIATIONS:
        return abbreviations.get(name, name)
    return _offset_name(local.utcoffset() or timedelta(0))


def _in_zone(wall: datetime, offset: timedelta, timezone: str | None) -> datetime | None:
    if timezone is None:
        return None
    try:
        return (wall - offset).replace(tzinfo=UTC).astimezone(zone(timezone))
    except OverflowError:
        # In the first and last hours of the calendar, the instant has no date in the zone.
        return None


def _offset_name(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "\N{MINUS SIGN}" if offset < timedelta(0) else "+"
    return f"UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}"
