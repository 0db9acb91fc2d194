"""JSON from strangers, read strictly: bounded in depth, and refused where JSON is lax.

Refused with the place (a JSON pointer): a key given twice, numbers that would change in storage
(beyond 64 bits, not finite), control characters, lone surrogates, nesting beyond `MAX_DEPTH`. A
plain parser lets them through, and they come back as a 500 from the database or the next reader.
"""

import json
import math
import re
from typing import Any

import orjson
from django.utils.translation import gettext as _

from events.record.text import has_control_characters, has_surrogates

MAX_DEPTH = 64
INTEGERS = range(-(2**63), 2**63)
POINTER_LENGTH = 200


class UnreadableJSON(ValueError):
    """Where a JSON text is wrong (a pointer; "" for the whole), and how, in words."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer[:POINTER_LENGTH]
        self.detail = detail


class _Pairs(list[tuple[str, Any]]):
    """An object as written: its keys may repeat."""


class _Unstorable:
    """A number that no column holds as it was written."""


def parse_json(body: bytes) -> Any:
    """The value of a JSON text. Raises `UnreadableJSON`."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise UnreadableJSON("", _("The body is not valid UTF-8.")) from None
    # The first pass is safe at any depth: json alone recurses and dies of "[" * 100,000.
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = _("The body is not valid JSON (line %(line)d, column %(column)d).")
        raise UnreadableJSON("", place % {"line": error.lineno, "column": error.colno}) from None
    if _depth(text) > MAX_DEPTH:
        raise UnreadableJSON("", _("The body is nested too deeply."))
    value = json.loads(text, object_pairs_hook=_Pairs, parse_int=_integer, parse_float=_number)
    return _checked(value, "")


def _depth(text: str) -> int:
    """The deepest nesting of valid JSON, strings left out of account."""
    deepest = depth = 0
    for found in re.finditer(r'[\[{\]}]|"[^"\\]*(?:\\.[^"\\]*)*"', text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _integer(digits: str) -> int | _Unstorable:
    # int() of thousands of digits takes quadratic time, and Python refuses it with a ValueError.
    if len(digits) > 20 or int(digits) not in INTEGERS:
        return _Unstorable()
    return int(digits)


def _number(digits: str) -> float | _Unstorable:
    number = float(digits)
    return number if math.isfinite(number) else _Unstorable()


def _checked(value: Any, pointer: str) -> Any:
    match value:
        case _Pairs():
            return _object(value, pointer)
        case list():
            return [_checked(item, f"{pointer}/{n}") for n, item in enumerate(value)]
        case str():
            _check_text(value, pointer)
        case _Unstorable():
            raise UnreadableJSON(pointer, _("The number is too large."))
    return value


def _object(pairs: _Pairs, pointer: str) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        _check_text(key, pointer)
        place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key in members:
            raise UnreadableJSON(place, _("The key is there twice."))
        members[key] = _checked(value, place)
    return members


def _check_text(text: str, pointer: str) -> None:
    if has_control_characters(text, multiline=True):
        raise UnreadableJSON(pointer, _("Control characters are not allowed."))
    if has_surrogates(text):
        raise UnreadableJSON(pointer, _("The text is not valid Unicode."))
