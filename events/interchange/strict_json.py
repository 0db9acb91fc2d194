"""A strict JSON parser for untrusted input.

It rejects duplicate keys, numbers that cannot be stored unchanged (beyond 64 bits or not finite),
control characters, lone surrogates and nesting deeper than `limits.JSON_DEPTH`, with a JSON pointer
to the place. Other parsers accept these, and the database or the next reader then fails with a 500.
"""

import json
import math
import re
from typing import Any

import orjson
from django.utils.translation import gettext as _

from events.record import limits
from events.record.text import has_control_characters, has_surrogates

INTEGERS = range(-(2**63), 2**63)
POINTER_LENGTH = 200


class UnreadableJSON(ValueError):
    """Invalid JSON: a JSON pointer to the place ("" for the whole text), and a message."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer[:POINTER_LENGTH]
        self.detail = detail


class _Pairs(list[tuple[str, Any]]):
    """The members of an object, in which keys may still be duplicates."""


class _OutOfRange:
    """A number that no column can store unchanged."""


def parse_json(body: bytes) -> Any:
    """Parse a JSON text. Raise `UnreadableJSON`."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise UnreadableJSON("", _("The body is not valid UTF-8.")) from None
    # orjson limits the depth by itself; json would exceed the recursion limit.
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = _("The body is not valid JSON (line %(line)d, column %(column)d).")
        raise UnreadableJSON("", place % {"line": error.lineno, "column": error.colno}) from None
    if _depth(text) > limits.JSON_DEPTH:
        raise UnreadableJSON("", _("The body is nested too deeply."))
    value = json.loads(text, object_pairs_hook=_Pairs, parse_int=_integer, parse_float=_number)
    return _validate(value, "")


def _depth(text: str) -> int:
    """Return the greatest depth of a valid JSON text, ignoring brackets in strings."""
    deepest = depth = 0
    for found in re.finditer(r'[\[{\]}]|"[^"\\]*(?:\\.[^"\\]*)*"', text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _integer(digits: str) -> int | _OutOfRange:
    # int() takes quadratic time, and raises ValueError for more than 4300 digits.
    if len(digits) > 20 or int(digits) not in INTEGERS:
        return _OutOfRange()
    return int(digits)


def _number(digits: str) -> float | _OutOfRange:
    number = float(digits)
    return number if math.isfinite(number) else _OutOfRange()


def _validate(value: Any, pointer: str) -> Any:
    """Return the value with its objects as dictionaries."""
    match value:
        case _Pairs():
            return _object(value, pointer)
        case list():
            return [_validate(item, f"{pointer}/{n}") for n, item in enumerate(value)]
        case str():
            _check_text(value, pointer)
        case _OutOfRange():
            raise UnreadableJSON(pointer, _("The number is too large."))
    return value


def _object(pairs: _Pairs, pointer: str) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        _check_text(key, pointer)
        place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key in members:
            raise UnreadableJSON(place, _("The key is a duplicate."))
        members[key] = _validate(value, place)
    return members


def _check_text(text: str, pointer: str) -> None:
    if has_control_characters(text, multiline=True):
        raise UnreadableJSON(pointer, _("Control characters are not allowed."))
    if has_surrogates(text):
        raise UnreadableJSON(pointer, _("The text is not valid Unicode."))
