"""A JSON parser for bodies from strangers: bounded in size and depth, and strict where JSON is lax.

Refused with the place (a JSON pointer): a key given twice, numbers that would change in storage
(beyond 64 bits, not finite), control characters, lone surrogates, nesting beyond `MAX_DEPTH`. A
plain parser lets them through, and they come back as a 500 from the database or the next reader.
"""

import json
import math
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser

from events.api.problems import Refusal

MAX_DEPTH = 64
INTEGERS = range(-(2**63), 2**63)
# Line breaks and tabs belong to texts; the rest of C0, DEL and C1 does not.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
POINTER_LENGTH = 200


class _Pairs(list[tuple[str, Any]]):
    """An object as written: its keys may repeat."""


class _Unstorable:
    """A number that no column holds as it was written."""


class BoundedJSONParser(BaseParser):
    media_type = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if _charset(media_type) not in {"", "utf-8", "utf8"}:
            raise Refusal(415, _("JSON is read as UTF-8 only."))
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = (stream or BytesIO()).read(limit + 1)
        if len(body) > limit:
            raise Refusal(413)
        return parse_json(body)


def parse_json(body: bytes) -> Any:
    """The value of a JSON text. Raises `Refusal` (400) that says where it is wrong."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise _refusal("", _("The body is not valid UTF-8.")) from None
    # The first pass is safe at any depth: json alone recurses and dies of "[" * 100,000.
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = _("The body is not valid JSON (line %(line)d, column %(column)d).")
        raise _refusal("", place % {"line": error.lineno, "column": error.colno}) from None
    if _depth(text) > MAX_DEPTH:
        raise _refusal("", _("The body is nested too deeply."))
    value = json.loads(text, object_pairs_hook=_Pairs, parse_int=_integer, parse_float=_number)
    return _checked(value, "")


def _charset(media_type: str | None) -> str:
    found = re.search(r'charset\s*=\s*"?([^\s";]*)', media_type or "", re.IGNORECASE)
    return found[1].lower() if found else ""


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
            raise _refusal(pointer, _("The number is too large."))
    return value


def _object(pairs: _Pairs, pointer: str) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        _check_text(key, pointer)
        place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key in members:
            raise _refusal(place, _("The key is there twice."))
        members[key] = _checked(value, place)
    return members


def _check_text(text: str, pointer: str) -> None:
    if CONTROL.search(text):
        raise _refusal(pointer, _("Control characters are not allowed."))
    if SURROGATE.search(text):
        raise _refusal(pointer, _("The text is not valid Unicode."))


def _refusal(pointer: str, detail: Any) -> Refusal:
    place = {"pointer": pointer[:POINTER_LENGTH], "detail": str(detail)}
    return Refusal(400, _("The body is not valid. Nothing was written."), [place])
