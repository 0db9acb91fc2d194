"""Parser and formatter of EDTF text.

The profile is a subset of ISO 8601-2:2019 (EDTF): level 0 dates and date-times (without fractions
of a second); of level 1 the qualifiers ``?`` ``~`` ``%``, unspecified digits ``202X`` ``20XX``
``2023-XX`` ``2023-02-XX`` ``2023-XX-XX``, seasons 21-24, and intervals with open (``..``) or
unknown (empty) ends; of level 2 quarters 33-36 and halves 40-41 (section 4.8) and one-of-a-range
``[a..b]`` ``[..b]`` ``[a..]`` and one-of-a-list ``[a,b]``. Years 0001 to 9999. Everything else
raises ``DateError``.
"""

import calendar
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from events.dates.errors import DateError

MAX_TEXT: Final = 100
MAX_LIST: Final = 4
"""How many dates a list can have: more do not fit into a sort key."""
MAX_OFFSET: Final = 14 * 60

Form = Literal[
    "century",
    "decade",
    "year",
    "half",
    "season",
    "quarter",
    "month_and_day_unknown",
    "month_unknown",
    "month",
    "day_unknown",
    "day",
    "minute",
    "second",
]
Kind = Literal["interval", "one_of", "list"]

PARTS: Final[dict[int, Form]] = {
    **dict.fromkeys(range(21, 25), "season"),
    **dict.fromkeys(range(33, 37), "quarter"),
    **dict.fromkeys(range(40, 42), "half"),
}


class Missing(Enum):
    """An interval's end that is not a date. The value is its EDTF text."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True)
class Point:
    """One date or date-time.

    ``year`` is the first year of a decade or century (0 for ``000X``). ``part`` is the ISO 8601-2
    code of a season, quarter or half. ``offset`` is in minutes east of UTC; None if there is none.
    """

    form: Form
    year: int
    month: int = 0
    day: int = 0
    part: int = 0
    hour: int = 0
    minute: int = 0
    second: int = 0
    offset: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def has_clock(self) -> bool:
        return self.form in ("minute", "second")


@dataclass(frozen=True)
class Span:
    """Two ends: ``a/b`` is an interval from a to b, ``[a..b]`` is one date of that range.

    ``[a,b,c]`` is one of these dates; ``between`` are those between the first and the last.
    """

    kind: Kind
    first: Point | Missing
    last: Point | Missing
    between: tuple[Point, ...] = ()


Expression = Point | Span

_POINT: Final = re.compile(
    r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-([0-9]{2}|XX)"
    r"(?:-([0-9]{2}|XX)"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?"
    r"([?~%])?"
)
_FRACTION: Final = re.compile(r".*T[0-9:]+[.,][0-9].*")
_QUALIFIERS: Final = {
    (False, False): "",
    (False, True): "?",
    (True, False): "~",
    (True, True): "%",
}
_DATE_FORMATS: Final[dict[str, str]] = {
    "century": "{year:.2}XX",
    "decade": "{year:.3}X",
    "year": "{year}",
    **dict.fromkeys(PARTS.values(), "{year}-{p.part}"),
    "month_and_day_unknown": "{year}-XX-XX",
    "month_unknown": "{year}-XX",
    "month": "{year}-{p.month:02d}",
    "day_unknown": "{year}-{p.month:02d}-XX",
    "day": "{year}-{p.month:02d}-{p.day:02d}",
}
"""Formats by form; a date-time begins with the format of "day"."""
_HINT: Final = "write for example 2023, 2023-02, 2023-02-21 or 2023-02-21T16:00+03:00"


def parse_expression(text: str) -> Expression:
    """Parse one expression; spaces around it and lower-case t, z and x are allowed.

    Does not check the order of the two ends of a span, which depends on the time zone:
    ``events.dates.bounds`` does. Raises ``DateError``.
    """
    if not isinstance(text, str):
        raise DateError("not_text", "A date must be given as text.")
    # Check the length first, so that a megabyte of text is rejected at once.
    if len(text) > MAX_TEXT:
        raise DateError("too_long", f"A date has at most {MAX_TEXT} characters.")
    # Only spaces: str.strip() would also remove newlines and Unicode whitespace.
    text = text.strip(" ")
    if not text:
        raise DateError("empty", "The date is empty.")
    # Before upper(), which turns some other letters (ı, ſ) into ASCII.
    if not text.isascii():
        raise DateError("not_in_profile", f"A date has only ASCII characters; {_HINT}.")
    text = text.upper()
    if text.startswith("[") and text.endswith("]"):
        return _list(text[1:-1]) if "," in text else _one_of(text[1:-1])
    if "/" in text:
        return _interval(text)
    return _point(text)


def expression_text(expression: Expression) -> str:
    """The canonical text; ``parse_expression(expression_text(e)) == e``."""
    if isinstance(expression, Point):
        return _point_text(expression)
    if expression.kind == "list":
        return f"[{','.join(map(_point_text, ends_of(expression)))}]"
    first = _end_text(expression.first)
    last = _end_text(expression.last)
    if expression.kind == "interval":
        return f"{first}/{last}"
    # In "[a..]" the dots of the range stand for the open end.
    return f"[{first.strip('.')}..{last.strip('.')}]"


def ends_of(expression: Expression) -> tuple[Point, ...]:
    """The dates in an expression: one for a point, one or two for a span, all of a list."""
    if isinstance(expression, Point):
        return (expression,)
    ends = (expression.first, *expression.between, expression.last)
    return tuple(end for end in ends if isinstance(end, Point))


def _interval(text: str) -> Span:
    first, last = _split_ends(text.split("/"))
    span = Span("interval", _interval_end(first), _interval_end(last))
    return _require_date(span)


def _one_of(text: str) -> Span:
    first, last = _split_ends(text.split(".."))
    return _require_date(
        Span(
            "one_of",
            _point(first) if first else Missing.OPEN,
            _point(last) if last else Missing.OPEN,
        )
    )


def _list(text: str) -> Span:
    """Two dates or more, in their order on the time axis."""
    points = [_point(item.strip(" ")) for item in text.split(",")]
    if len(points) > MAX_LIST or (len(points) > 2 and any(point.has_clock for point in points)):
        raise DateError(
            "too_long",
            f"A list has at most {MAX_LIST} dates, or two with clock times; write a range [a..b].",
        )
    return Span("list", points[0], points[-1], tuple(points[1:-1]))


def _split_ends(ends: list[str]) -> tuple[str, str]:
    if len(ends) != 2:
        raise DateError(
            "not_in_profile",
            "A span has two ends, a/b or [a..b]; sets are not supported.",
        )
    return ends[0], ends[1]


def _interval_end(text: str) -> Point | Missing:
    if text in ("", ".."):
        return Missing(text)
    return _point(text)


def _require_date(span: Span) -> Span:
    if not ends_of(span):
        raise DateError("unbounded", "At least one end of a span must be a date.")
    return span


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError("not_in_profile", _not_in_profile(text))
    year, month, day, hour, minute, second, offset, qualifier = match.groups()
    qualifiers = {"approximate": qualifier in ("~", "%"), "uncertain": qualifier in ("?", "%")}
    if "X" in year:
        if month:
            raise DateError(
                "not_in_profile", "A decade or century (202X, 20XX) has no month or day."
            )
        form: Form = "century" if year.endswith("XX") else "decade"
        return Point(form, int(year.replace("X", "0")), **qualifiers)
    if int(year) == 0:
        raise DateError("out_of_range", "Years go from 0001 to 9999.")
    point = _calendar_point(int(year), month, day, qualifiers)
    if hour is None:
        return point
    if point.form != "day":
        raise DateError("not_in_profile", "A clock time needs a full date.")
    clock = _clock(int(hour), int(minute), None if second is None else int(second))
    return Point(
        "minute" if second is None else "second",
        point.year,
        point.month,
        point.day,
        0,
        *clock,
        offset=_offset(offset),
        **qualifiers,
    )


def _calendar_point(
    year: int, month: str | None, day: str | None, qualifiers: dict[str, bool]
) -> Point:
    if month is None:
        return Point("year", year, **qualifiers)
    if month == "XX":
        if day not in (None, "XX"):
            raise DateError("not_in_profile", "A day needs its month: write 2023-XX or 2023-XX-XX.")
        return Point("month_and_day_unknown" if day else "month_unknown", year, **qualifiers)
    number = int(month)
    if number in PARTS and day is None:
        return Point(PARTS[number], year, part=number, **qualifiers)
    if not 1 <= number <= 12:
        _raise_for_month(number, day)
    if day is None:
        return Point("month", year, number, **qualifiers)
    if day == "XX":
        return Point("day_unknown", year, number, **qualifiers)
    _check_day(year, number, int(day))
    return Point("day", year, number, int(day), **qualifiers)


def _raise_for_month(number: int, day: str | None) -> None:
    if number in PARTS and day is not None:
        raise DateError("not_in_profile", "A season, quarter or half has no day.")
    if 21 <= number <= 41:
        raise DateError(
            "not_in_profile",
            "In place of a month, use 21 to 24 (seasons), 33 to 36 (quarters), 40 or 41 (halves).",
        )
    raise DateError("no_such_month", f"There is no month {number:02d}; months go from 01 to 12.")


def _check_day(year: int, month: int, day: int) -> None:
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateError("no_such_day", f"{year:04d}-{month:02d} has {days} days, no day {day:02d}.")


def _clock(hour: int, minute: int, second: int | None) -> tuple[int, int, int]:
    # ISO 8601-1:2019 has no 24:00; Python's datetime has no leap seconds (:60).
    if hour > 23 or minute > 59 or (second or 0) > 59:
        raise DateError("no_such_time", "A clock time goes from 00:00:00 to 23:59:59.")
    return hour, minute, second or 0


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[4:6] or "0")
    size = hours * 60 + minutes
    if minutes > 59 or size > MAX_OFFSET:
        raise DateError("out_of_range", "An offset from UTC goes from -14:00 to +14:00.")
    if text[0] == "-":
        # ISO 8601-1 section 4.3.13 excludes -00:00; in RFC 3339 it means an unknown offset.
        if size == 0:
            raise DateError("not_in_profile", "Write Z or +00:00 for UTC, not -00:00.")
        return -size
    return size


def _not_in_profile(text: str) -> str:
    if text.startswith(("-", "+", "Y")):
        return f"Years go from 0001 to 9999, without a sign or prefix; {_HINT}."
    if text.startswith(("{", "[")) or "," in text:
        return "Sets of dates are not supported; write a range [a..b] or a list [a,b]."
    if _FRACTION.fullmatch(text):
        return "Fractions of a second are not supported; write whole seconds."
    return f"This date cannot be read; {_HINT}."


def _end_text(end: Point | Missing) -> str:
    return end.value if isinstance(end, Missing) else _point_text(end)


def _point_text(point: Point) -> str:
    return _date_text(point) + _clock_text(point) + _QUALIFIERS[point.approximate, point.uncertain]


def _date_text(point: Point) -> str:
    # Not strftime: on some platforms its %Y does not pad years below 1000.
    return _DATE_FORMATS.get(point.form, _DATE_FORMATS["day"]).format(
        p=point, year=f"{point.year:04d}"
    )


def _clock_text(point: Point) -> str:
    if not point.has_clock:
        return ""
    second = f":{point.second:02d}" if point.form == "second" else ""
    return f"T{point.hour:02d}:{point.minute:02d}{second}{offset_text(point.offset)}"


def offset_text(offset: int | None) -> str:
    """Minutes east of UTC as ``Z`` or ``+hh:mm``; "" for None."""
    if offset is None:
        return ""
    if offset == 0:
        return "Z"
    sign = "-" if offset < 0 else "+"
    return f"{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
