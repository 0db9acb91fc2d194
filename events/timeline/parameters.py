"""Reading the parameters of a query one by one, and collecting what is wrong with them."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from typing import Final

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.dates import DateError, window
from events.record import limits
from events.record.date_errors import INSTANT_UNREADABLE, date_error_message
from events.record.identity import is_public_id
from events.record.text import has_invalid_characters
from events.timeline.problems import FilterError, Problem

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)
# A "+" that was not encoded as %2B arrives as a space, but only an offset can follow a time of day.
_LOST_PLUS: Final = re.compile(r"(?<=[0-9]:[0-9]{2})([0-9:.]*) (?=[0-9]{2}(?::?[0-9]{2})?(?:/|\Z))")


class Parameters:
    """The values of a query string, with the problems found in them so far."""

    def __init__(self, params: MultiValueDict[str, str]) -> None:
        self.params = params
        self.problems: list[Problem] = []

    def add(self, parameter: str, detail: str | Promise) -> None:
        self.problems.append(Problem(parameter, str(detail)))

    def finish(self) -> None:
        """Raise `FilterError` if anything was wrong."""
        if self.problems:
            raise FilterError(self.problems)

    def refuse_unknown(self, known: Collection[str]) -> None:
        unknown = [name for name in self.params if name not in known]
        for name in unknown[: limits.VALUES]:
            # The name comes from outside too: only a plain one is repeated.
            shown = name if _NAME.fullmatch(name) else "query"
            self.add(shown, _("There is no such parameter."))

    def many(self, name: str, *, longest: int = limits.PARAMETER) -> tuple[str, ...]:
        """All values in the order given, each once; none when one of them cannot be used.

        `longest`: characters that one value may have.
        """
        if name not in self.params:  # most are not
            return ()
        values = self.params.getlist(name)
        if len(values) > limits.VALUES:
            self.add(name, gettext("At most {number} values.").format(number=limits.VALUES))
            return ()
        for value in values:
            if (detail := _unusable(value, longest)) is not None:
                self.add(name, detail)
                return ()
        return tuple(dict.fromkeys(values))

    def one(self, name: str) -> str:
        """The only value; "" when there is none, or it cannot be used."""
        if len(self.params.getlist(name)) > 1:
            self.add(name, _("Give this parameter only once."))
            return ""
        values = self.many(name)
        return values[0] if values else ""

    def moment(self, name: str) -> str:
        """`one`, of what may hold an offset from UTC."""
        return _LOST_PLUS.sub(r"\1+", self.one(name))

    def choices(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        values = self.many(name)
        listed = list(allowed)
        if all(value in listed for value in values):
            return values
        self.add(name, gettext("Choose from: {choices}.").format(choices=", ".join(listed)))
        return ()

    def choice(self, name: str, allowed: Iterable[str], default: str) -> str:
        before = len(self.problems)
        self.one(name)
        if len(self.problems) > before:
            return default
        return next(iter(self.choices(name, allowed)), default)

    def number(self, name: str, allowed: range, default: int, detail: str) -> int:
        """The only value, a whole number among the allowed ones; `detail` says which these are."""
        values = self.params.getlist(name)
        if not values:
            return default
        text = values[0]
        # Digits are counted first: int() of a megabyte of them takes seconds.
        if len(values) == 1 and len(text) < 20 and text.isascii() and text.isdigit():
            number = int(text)
            if number in allowed:
                return number
        self.add(name, detail)
        return default

    def ids(self, name: str) -> tuple[str, ...]:
        values = self.many(name)
        if all(map(is_public_id, values)):
            return values
        self.add(name, _("This is not an id. Ids look like bq4d-7hkm-x2tz."))
        return ()

    def period(self, from_name: str, to_name: str) -> tuple[str, str]:
        """Two dates of the EDTF profile as given; "" for no limit."""
        first, last = self.moment(from_name), self.moment(to_name)
        before = len(self.problems)
        self._check_window(from_name, first, None)
        self._check_window(to_name, None, last)
        if len(self.problems) == before and first and last:
            try:
                window(first, last)
            except DateError as error:
                for name in (from_name, to_name):
                    self.add(name, date_error_message(error, context="query"))
        return first, last

    def _check_window(self, name: str, first: str | None, last: str | None) -> None:
        if not (first or last):
            return
        try:
            window(first, last)
        except DateError as error:
            self.add(name, date_error_message(error, context="query"))

    def instant(self, name: str, *, at: time) -> datetime | None:
        """An instant in UTC. A bare date is that day in UTC at the time `at`."""
        value = self.moment(name)
        if not value:
            return None
        found = _read_instant(value, at)
        if found is None:
            self.add(name, INSTANT_UNREADABLE)
        return found


def without_blanks(params: MultiValueDict[str, str]) -> MultiValueDict[str, str]:
    """The parameters that have a value: an HTML form sends its empty fields as well."""
    filled = {name: [value for value in values if value] for name, values in params.lists()}
    return MultiValueDict({name: values for name, values in filled.items() if values})


def _unusable(value: str, longest: int) -> Promise | None:
    if len(value) > longest:
        return _("The value is too long.")
    if not value.strip():
        return _("The value is empty.")
    if has_invalid_characters(value):
        return _("The value contains invalid characters.")
    return None


def _read_instant(text: str, at: time) -> datetime | None:
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), at, tzinfo=UTC)
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    # OverflowError: the first and last day of the calendar in another zone.
    except (ValueError, OverflowError):
        pass
    return None
