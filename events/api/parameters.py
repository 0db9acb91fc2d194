"""Reading the query of a request: by the timeline's own rules, all problems at once."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.dates import LANGUAGES_READ, DateError, anchor_of
from events.record.date_errors import date_error_message
from events.record.text import has_invalid_characters
from events.record.vocabulary import ImportMode, RowResult, State
from events.timeline.filters import EventFilter
from events.timeline.paging import clean_cursor, clean_limit
from events.timeline.parameters import Parameters
from events.timeline.problems import FilterError, Problem

LAST_SEQ: Final = 2**63 - 1
LONGEST_TEXT: Final = 2_000
"""Characters of a text in which dates are read: what `events.dates.read` takes for one field."""

LONGEST_WAIT: Final = 30
"""Seconds. Below the minute after which proxies give up on an answer."""

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")


def all_events(request: HttpRequest, *extra: str) -> EventFilter:
    """The filter over events; `extra` are read by the caller. Raises `FilterError`."""
    return EventFilter.clean(request.GET, now=timezone.now(), extra=extra)


def asked(request: HttpRequest, *names: str) -> EventFilter:
    """What of a filter these endpoints know (``as_of``, ``q``); any other name is a problem."""
    refuse_others(request, names)
    return EventFilter.clean(request.GET, now=timezone.now(), extra=names)


def refuse_others(request: HttpRequest, names: Collection[str] = ()) -> None:
    given = Parameters(request.GET)
    given.refuse_unknown(names)
    given.finish()


def together(*readers: Callable[[], Any]) -> list[Any]:
    """The results of all readers, or one `FilterError` with the problems of all of them."""
    results: list[Any] = []
    problems: list[Problem] = []
    for read in readers:
        try:
            results.append(read())
        except FilterError as error:
            problems += error.problems
    if problems:
        raise FilterError(problems)
    return results


def limit(request: HttpRequest) -> int:
    return clean_limit(request.GET)


def cursor(request: HttpRequest) -> str | None:
    return clean_cursor(request.GET)


def after(request: HttpRequest) -> int:
    """The ``after`` of the changes: a sequence number, 0 where there is none."""
    given = Parameters(request.GET)
    text = given.one("after")
    # Digits are counted first: int() of a megabyte of them takes seconds.
    known = len(text) <= 19 and text.isascii() and text.isdigit() and int(text) <= LAST_SEQ
    if text and not known:
        given.add("after", _("Give the number of an edition, as in last_seq."))
    given.finish()
    return int(text or 0)


def wait(request: HttpRequest) -> int:
    """How many seconds to wait for a change, 0 to `LONGEST_WAIT`. Raises `FilterError`."""
    given = Parameters(request.GET)
    text = given.one("wait")
    known = len(text) <= 3 and text.isascii() and text.isdigit() and int(text) <= LONGEST_WAIT
    if text and not known:
        detail = gettext("Give a whole number of seconds from 0 to {number}.")
        given.add("wait", detail.format(number=LONGEST_WAIT))
    given.finish()
    return int(text or 0)


def desk(request: HttpRequest, names: Collection[str]) -> dict[str, str]:
    """What of a list of the desk is asked for: ``q``, ``state``, ``external_key``."""
    given = Parameters(request.GET)
    given.refuse_unknown((*names, "limit", "cursor"))
    found = {name: given.one(name) for name in names if name in request.GET}
    if "state" in found:
        given.choice("state", State.values, "")
    given.finish()
    return found


def export_format(request: HttpRequest, known: tuple[str, ...]) -> str:
    """The ``format`` of a dump, which must be there."""
    given = Parameters(request.GET)
    found = given.choice("format", known, "")
    if "format" not in request.GET:
        given.add("format", gettext("Choose from: {choices}.").format(choices=", ".join(known)))
    given.finish()
    return found


def importing(request: HttpRequest) -> dict[str, Any]:
    """``mode``, ``dry_run`` and ``make_missing`` of an import."""
    given = Parameters(request.GET)
    given.refuse_unknown(("mode", "dry_run", "make_missing"))
    found: dict[str, Any] = {
        "mode": ImportMode(given.choice("mode", ImportMode.values, ImportMode.ALL.value))
    }
    for name in ("dry_run", "make_missing"):
        found[name] = given.choice(name, ("true", "false"), "false") == "true"
    given.finish()
    return found


def row_result(request: HttpRequest) -> str:
    """Of which rows of an import something is asked: ``result``, or all."""
    given = Parameters(request.GET)
    given.refuse_unknown(("result", "limit", "cursor"))
    found = given.choice("result", RowResult.values, "")
    given.finish()
    return found


@dataclass(frozen=True)
class Phrase:
    """A text in which dates are to be read; language "" and anchor None where none is given."""

    text: str
    language: str
    anchor: datetime | None


def phrase(request: HttpRequest) -> Phrase:
    """The ``text``, ``language`` and ``anchor`` of a question for a date. Raises `FilterError`."""
    given = Parameters(request.GET)
    given.refuse_unknown(("text", "anchor", "language"))
    found = Phrase(_text(given), _language(given), _anchor(given))
    given.finish()
    return found


def name(request: HttpRequest) -> str:
    """The ``name`` that an actor is asked for by. Raises `FilterError`."""
    given = Parameters(request.GET)
    value = given.one("name")
    if "name" not in request.GET:
        given.add("name", _("Give the name of an actor."))
    given.finish()
    return value


def _text(given: Parameters) -> str:
    values = given.params.getlist("text")
    text = values[0] if values else ""
    if not values:
        given.add("text", _("Give the text in which dates are to be read."))
    elif len(values) > 1:
        given.add("text", _("Give this parameter only once."))
    elif len(text) > LONGEST_TEXT:
        given.add("text", gettext("At most {number} characters.").format(number=LONGEST_TEXT))
    elif not text.strip():
        given.add("text", _("The value is empty."))
    elif has_invalid_characters(text):
        given.add("text", _("The value holds characters that no text has."))
    return text


def _language(given: Parameters) -> str:
    """A tag of a language that is read, spelt as BCP 47 has it: "de-AT"."""
    tag = given.one("language")
    if not tag:
        return ""
    first, *others = tag.split("-")
    if not _TAG.fullmatch(tag) or first.lower() not in LANGUAGES_READ:
        choices = ", ".join(LANGUAGES_READ)
        given.add("language", gettext("Choose from: {choices}.").format(choices=choices))
        return ""
    spelt = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(spelt.get(len(o), str.lower)(o) for o in others)])


def _anchor(given: Parameters) -> datetime | None:
    """An instant with the offset that was written. A bare date needs none: noon in UTC."""
    text = given.moment("anchor")
    if not text:
        return None
    try:
        return anchor_of(text)
    except DateError as error:
        given.add("anchor", date_error_message(error, context="query"))
        return None
