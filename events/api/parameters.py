"""Reading the query of a request by the rules of the timeline, with all problems at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.api import selecting
from events.dates import LANGUAGES_READ, DateError, anchor_of
from events.record import limits
from events.record.date_errors import date_error_message
from events.record.language import canonical_language, is_language
from events.record.text import has_invalid_characters
from events.record.vocabulary import ImportMode, RowResult, State
from events.timeline.filters import EventFilter
from events.timeline.paging import clean_cursor, clean_limit
from events.timeline.parameters import Parameters
from events.timeline.problems import FilterError, Problem

LAST_SEQ: Final = 2**63 - 1


def event_filter(request: HttpRequest, *extra: str) -> EventFilter:
    """The filter of events; `extra` are read by the caller. Raises `FilterError`."""
    return EventFilter.clean(request.GET, now=timezone.now(), extra=extra)


def record_filter(request: HttpRequest, *names: str) -> EventFilter:
    """The part of a filter that other addresses have (``as_of``, ``q``). Of these parameters, those
    that no filter has are read by the caller; any others are a problem.
    """
    refuse_unknown(request, names)
    return EventFilter.clean(request.GET, now=timezone.now(), extra=names)


def refuse_unknown(request: HttpRequest, known: Collection[str] = ()) -> None:
    parameters = Parameters(request.GET)
    parameters.refuse_unknown(known)
    parameters.finish()


def read_all(*readers: Callable[[], Any]) -> list[Any]:
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
    """The ``after`` of the changes: a sequence number; 0 if it is missing."""
    parameters = Parameters(request.GET)
    detail = gettext("Give the number of an edition, as in last_seq.")
    found = parameters.number("after", range(LAST_SEQ + 1), 0, detail)
    parameters.finish()
    return found


def wait(request: HttpRequest) -> int:
    """How many seconds to wait for a change, 0 to `limits.WAIT_SECONDS`. Raises `FilterError`."""
    parameters = Parameters(request.GET)
    detail = gettext("Give a whole number of seconds from 0 to {number}.")
    allowed = range(limits.WAIT_SECONDS + 1)
    found = parameters.number("wait", allowed, 0, detail.format(number=limits.WAIT_SECONDS))
    parameters.finish()
    return found


def desk_filter(request: HttpRequest, names: Collection[str]) -> dict[str, str]:
    """The filter of a list of the desk: ``q``, ``state``, ``external_key``, ``waiting``."""
    parameters = Parameters(request.GET)
    parameters.refuse_unknown((*names, "limit", "cursor"))
    found = {name: parameters.one(name) for name in names if name in request.GET}
    if "state" in found:
        parameters.choice("state", State.values, "")
    if "waiting" in found:
        parameters.choice("waiting", ("yes", "no"), "")
    parameters.finish()
    return found


def export_format(request: HttpRequest, known: tuple[str, ...]) -> str:
    """The ``format`` of a dump, which is required."""
    parameters = Parameters(request.GET)
    found = parameters.choice("format", known, "")
    if "format" not in request.GET:
        detail = gettext("Choose from: {choices}.").format(choices=", ".join(known))
        parameters.add("format", detail)
    parameters.finish()
    return found


def event_format(request: HttpRequest, known: Collection[str]) -> str:
    """The ``format`` of one event; "" if none is asked for. Other than JSON it is sent whole."""
    parameters = Parameters(request.GET)
    found = parameters.choice("format", ("json", *known), "")
    if found not in {"", "json"}:
        for name in selecting.NAMES:
            if name in request.GET:
                parameters.add(name, _("Only JSON can be sent in part."))
    parameters.finish()
    return found


def import_options(request: HttpRequest) -> dict[str, Any]:
    """``mode``, ``dry_run`` and ``make_missing`` of an import."""
    parameters = Parameters(request.GET)
    parameters.refuse_unknown(("mode", "dry_run", "make_missing"))
    found: dict[str, Any] = {
        "mode": ImportMode(parameters.choice("mode", ImportMode.values, ImportMode.ALL.value))
    }
    for name in ("dry_run", "make_missing"):
        found[name] = parameters.choice(name, ("true", "false"), "false") == "true"
    parameters.finish()
    return found


def row_result(request: HttpRequest) -> str:
    """The ``result`` that rows of an import are filtered by; "" for all rows."""
    parameters = Parameters(request.GET)
    parameters.refuse_unknown(("result", "limit", "cursor"))
    found = parameters.choice("result", RowResult.values, "")
    parameters.finish()
    return found


@dataclass(frozen=True)
class Phrase:
    """A text in which dates are read; language "" and anchor None if they are missing."""

    text: str
    language: str
    anchor: datetime | None


def phrase(request: HttpRequest) -> Phrase:
    """``text``, ``language`` and ``anchor``. Raises `FilterError`."""
    parameters = Parameters(request.GET)
    parameters.refuse_unknown(("text", "anchor", "language"))
    found = Phrase(_text(parameters), _language(parameters), _anchor(parameters))
    parameters.finish()
    return found


def name(request: HttpRequest) -> str:
    """The ``name`` of an actor, which is required. Raises `FilterError`."""
    parameters = Parameters(request.GET)
    value = parameters.one("name")
    if "name" not in request.GET:
        parameters.add("name", _("Give the name of an actor."))
    parameters.finish()
    return value


def _text(parameters: Parameters) -> str:
    values = parameters.params.getlist("text")
    text = values[0] if values else ""
    if not values:
        parameters.add("text", _("Give the text in which dates are to be read."))
    elif len(values) > 1:
        parameters.add("text", _("Give this parameter only once."))
    elif len(text) > limits.DATED_TEXT:
        parameters.add(
            "text", gettext("At most {number} characters.").format(number=limits.DATED_TEXT)
        )
    elif not text.strip():
        parameters.add("text", _("The value is empty."))
    elif has_invalid_characters(text):
        parameters.add("text", _("The value contains invalid characters."))
    return text


def _language(parameters: Parameters) -> str:
    """The tag of a language in which dates can be read, such as "de-AT"."""
    tag = canonical_language(parameters.one("language"))
    if tag and not (is_language(tag) and tag.partition("-")[0] in LANGUAGES_READ):
        choices = ", ".join(LANGUAGES_READ)
        parameters.add("language", gettext("Choose from: {choices}.").format(choices=choices))
        return ""
    return tag


def _anchor(parameters: Parameters) -> datetime | None:
    """An instant with its offset as written. A date alone means its noon in UTC."""
    text = parameters.moment("anchor")
    if not text:
        return None
    try:
        return anchor_of(text)
    except DateError as error:
        parameters.add("anchor", date_error_message(error, context="query"))
        return None
