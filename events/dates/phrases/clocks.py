"""Clock times of composed dates: their zone, 24:00, and the changes of the clocks.

A clock time is in the zone that is written with it, else in that of the anchor. An anchor with a
mere offset does not say when its clocks change, so that a distant clock time is not sure.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Final

from events.dates.edtf import offset_text
from events.dates.phrases.calendar import days_after
from events.dates.phrases.reasons import Reason
from events.dates.zones import zone

DAY_LENGTH: Final = len("2023-02-21")
LOCAL: Final = "local"
"""The zone of "local time": that of a place which is not known."""
_CLOCK: Final = re.compile(r"T([0-9]{2}):([0-9]{2})(?::[0-9]{2})?$")
_SURE: Final = timedelta(days=21)
"""How far from the anchor its offset is taken for granted."""


@dataclass(frozen=True)
class ClockZone:
    """The zone written with a clock time ("", "Z", "+01:00", a name, "local"), and the anchor."""

    written: str
    anchor: datetime | None

    @property
    def is_anchors(self) -> bool:
        return not self.written and self.anchor is not None

    def tzinfo(self) -> tzinfo | None:
        if self.written == LOCAL:
            return None
        if not self.written:
            return self.anchor.tzinfo if self.anchor else None
        if self.written == "Z" or self.written[0] in "+-":
            sign = -1 if self.written[0] == "-" else 1
            hours, _, minutes = self.written.strip("Z+-").partition(":")
            return timezone(sign * timedelta(hours=int(hours or 0), minutes=int(minutes or 0)))
        return zone(self.written)


def next_day(text: str) -> str:
    return days_after(date.fromisoformat(text[:DAY_LENGTH]), 1).isoformat() + text[DAY_LENGTH:]


def timed(text: str, clock_zone: ClockZone) -> str:
    """A point with the offset of its clock time; 24:00 is 00:00 of the next day."""
    if "T" not in text:
        return text
    text = _normal(text)
    if _CLOCK.search(text) is None:
        return text
    tz = clock_zone.tzinfo()
    offset = datetime.fromisoformat(text).replace(tzinfo=tz).utcoffset() if tz else None
    if offset is None or offset % timedelta(minutes=1):
        return text
    return text + offset_text(offset // timedelta(minutes=1))


def _normal(text: str) -> str:
    return next_day(text.replace("T24:", "T00:")) if "T24:" in text else text


def clock_doubts(text: str, clock_zone: ClockZone) -> tuple[Reason, str] | None:
    """Why a clock time is not sure, and the same time with the other offset, if there is one."""
    text = _normal(text)
    tz = clock_zone.tzinfo()
    if _CLOCK.search(text) is None or tz is None:
        return None
    local = datetime.fromisoformat(text)
    first, second = (local.replace(tzinfo=tz, fold=fold).utcoffset() for fold in (0, 1))
    if first is not None and second is not None and first != second:
        code = "clock_twice" if first > second else "clock_skipped"
        return Reason(code), text + offset_text(second // timedelta(minutes=1))
    anchor = clock_zone.anchor
    if not (isinstance(tz, timezone) and clock_zone.is_anchors and anchor is not None and first):
        return None
    if abs(local - anchor.replace(tzinfo=None)) <= _SURE:
        return None
    return Reason("clock_offset", {"offset": offset_text(first // timedelta(minutes=1))}), ""
