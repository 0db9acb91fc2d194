"""The When: a point or interval in time as far as it is known, with its origin.

Whens are ordered by ``sort_key``, bytewise:

1. the calendar day of the earliest bound on the event's own wall clock; undated events are first,
   dates without an earliest bound second;
2. the precision, coarse before fine: a month precedes its days;
3. the instant of the earliest bound, then of the latest (no latest bound is last);
4. the EDTF text without colons and brackets, and without hyphens in a list.

A column of ``sort_key`` must compare bytes (SQLite's default, PostgreSQL's collation "C").

Whens with equal keys have equal bounds and EDTF texts. They can differ in zone name, phrase and
origin; sort them by an id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, Final, Literal, Self, get_args

from events.dates.bounds import PRECISIONS, Bounds, Precision, bounds_of, precision_of, seconds
from events.dates.edtf import Expression, ends_of, expression_text, offset_text, parse_expression
from events.dates.errors import DateError
from events.dates.wording import display
from events.dates.zones import zone

Basis = Literal["stated", "resolved_phrase", "inferred", "external"]
BASES: Final[tuple[str, ...]] = get_args(Basis)
SORT_KEY_LENGTH: Final = 80
"""The length of the longest sort key, and of its column."""

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_NOT_SORTED: Final = str.maketrans("", "", ":[]")


@dataclass(frozen=True)
class When:
    """A date as far as it is known. Both ``When(text)`` and ``When.parse(text)`` validate the text.

    ``earliest`` (inclusive) and ``latest`` (exclusive) are aware UTC datetimes; None is unbounded.
    ``day_earliest`` and ``day_latest`` are the same bounds on the wall clock of the event's own
    zone, stored as UTC: calendar filters compare these, so that an all-day date never moves to
    another day. Equality ignores derived fields. Raises ``DateError``.
    """

    edtf: str
    timezone: str | None = None
    basis: str = "stated"
    phrase: str = ""
    phrase_language: str = ""
    anchor: datetime | None = None

    expression: Expression = field(init=False, repr=False, compare=False)
    earliest: datetime | None = field(init=False, repr=False, compare=False)
    latest: datetime | None = field(init=False, repr=False, compare=False)
    day_earliest: datetime | None = field(init=False, repr=False, compare=False)
    day_latest: datetime | None = field(init=False, repr=False, compare=False)
    precision: Precision = field(init=False, repr=False, compare=False)
    approximate: bool = field(init=False, repr=False, compare=False)
    uncertain: bool = field(init=False, repr=False, compare=False)
    sort_key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise DateError("basis_unknown", f"The basis of a date is one of {', '.join(BASES)}.")
        if self.anchor is not None and self.anchor.utcoffset() is None:
            raise DateError("anchor_naive", "The anchor needs an offset from UTC.")
        # Other types may not be hashable; the parser rejects them.
        hashable = all(isinstance(one, str | None) for one in (self.edtf, self.timezone))
        derive = _derived if hashable else _derived.__wrapped__
        vars(self).update(derive(self.edtf, self.timezone or None))

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        timezone: str | None = None,
        basis: str = "stated",
        phrase: str = "",
        phrase_language: str = "",
        anchor: datetime | None = None,
    ) -> Self:
        """Parse EDTF text of the profile (``events.dates.edtf``). Raises ``DateError``."""
        return cls(text, timezone, basis, phrase, phrase_language, anchor)

    def as_json(self, languages: Sequence[str] = ("en", "de")) -> dict[str, Any]:
        """The ``start`` and ``end`` object of the public API, with its order of keys."""
        return {**self._json, "display": self.displays(languages)}

    def displays(self, languages: Sequence[str]) -> dict[str, str]:
        """The date in the words of each language (see ``display``)."""
        displays = self._displays
        for language in languages:
            if language not in displays:
                displays[language] = display(self, language)
        return {language: displays[language] for language in languages}

    @cached_property
    def _displays(self) -> dict[str, str]:
        return {}

    @cached_property
    def _json(self) -> dict[str, Any]:
        return {
            "edtf": self.edtf,
            "earliest": json_datetime(self.earliest),
            "latest": json_datetime(self.latest),
            "precision": self.precision,
            "approximate": self.approximate,
            "uncertain": self.uncertain,
            "timezone": self.timezone,
            "basis": self.basis,
            "phrase": self.phrase,
            "phrase_language": self.phrase_language,
            "anchor": json_datetime(self.anchor),
        }

    # Not functools.total_ordering: its <= uses ==, but Whens with equal keys need not be equal.
    def __lt__(self, other: object) -> bool:
        return self.sort_key < other.sort_key if isinstance(other, When) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.sort_key <= other.sort_key if isinstance(other, When) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.sort_key > other.sort_key if isinstance(other, When) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.sort_key >= other.sort_key if isinstance(other, When) else NotImplemented


def json_datetime(moment: datetime | None) -> str | None:
    """RFC 3339 in one spelling: ``2023-02-21T00:00:00Z``, or with the datetime's own offset.

    Fractions of a second are written only if there are any, as in the last instant of the calendar,
    ``9999-12-31T23:59:59.999999Z``. Raises ``DateError`` ("anchor_naive") for a naive datetime.
    """
    if moment is None:
        return None
    if moment.tzinfo is UTC:  # the common case
        return moment.isoformat().removesuffix("+00:00") + "Z"
    offset = moment.utcoffset()
    if offset is None:
        raise DateError("anchor_naive", "A datetime needs an offset from UTC.")
    # RFC 3339 has no seconds in an offset; local mean times of before 1900 do.
    if offset % timedelta(minutes=1):
        moment, offset = moment.astimezone(UTC), timedelta(0)
    text = moment.replace(tzinfo=None).isoformat()
    return text + offset_text(offset // timedelta(minutes=1))


@lru_cache(maxsize=16_384)
def _derived(edtf: str, timezone: str | None) -> Mapping[str, Any]:
    """The derived fields. Cached, because most dates of a list or text occur several times."""
    expression = parse_expression(edtf)
    if timezone is not None:
        # Check the name even if an offset in the text makes the bounds independent of the zone.
        zone(timezone)
    bounds = bounds_of(expression, timezone)
    text, precision = expression_text(expression), precision_of(expression)
    return {
        "edtf": text,
        "timezone": timezone,
        "expression": expression,
        "earliest": bounds.earliest,
        "latest": bounds.latest,
        "day_earliest": bounds.day_earliest,
        "day_latest": bounds.day_latest,
        "precision": precision,
        "approximate": any(end.approximate for end in ends_of(expression)),
        "uncertain": any(end.uncertain for end in ends_of(expression)),
        "sort_key": _sort_key(text, precision, bounds),
    }


def _sort_key(edtf: str, precision: Precision, bounds: Bounds) -> str:
    # One character for the rank and eight for an instant, so that any EDTF text fits.
    day = "" if bounds.day_earliest is None else bounds.day_earliest.date().isoformat()
    rank = _DIGITS[PRECISIONS.index(precision)]
    earliest = "-" if bounds.earliest is None else _packed(seconds(bounds.earliest))
    latest = "~" if bounds.latest is None else _packed(seconds(bounds.latest))
    text = edtf.translate(_NOT_SORTED)
    # So that a list of four days fits.
    text = text.replace("-", "") if "," in text and "T" not in text else text
    return f"{day} {rank} {earliest} {latest} {text}"


def _packed(number: int) -> str:
    """The number in base 36 with eight digits, so that bytes sort like numbers."""
    digits = []
    for _ in range(8):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
