"""The conditions of the timeline as a form, as chips and as links with counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import quote_plus

from django.http import QueryDict
from django.template import loader
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, npgettext

from events.record.identity import is_public_id
from events.timeline.describing import describe
from events.timeline.facets import Value
from events.timeline.filters import EventFilter, FilterError
from events.web.languages import choose
from events.web.occurrences import appearance, appearances

Params = MultiValueDict[str, str]
Facets = Mapping[str, Sequence[Value]]

# Has a field in the form; every other condition travels along hidden, so that none is ever lost.
_FIELDS: Final = frozenset(
    [
        "q",
        "from",
        "to",
        "match",
        "actor",
        "type",
        "occurrence",
        "source",
        "storyline",
        "language",
        "as_of",
        "ordering",
    ]
)
_ALWAYS_IN_SIGHT: Final = frozenset({"q"})
ORDERINGS: Final = {
    "-date": gettext_lazy("newest first"),
    "date": gettext_lazy("oldest first"),
    "-updated": gettext_lazy("last changed first"),
    "updated": gettext_lazy("least recently changed first"),
}
_MATCHES: Final = {
    "may": gettext_lazy("possibly in this period"),
    "must": gettext_lazy("certainly in this period"),
}
_FACETS: Final = {
    "occurrence": gettext_lazy("Did it happen?"),
    "type": gettext_lazy("Kind of event"),
    "actor": gettext_lazy("Who takes part"),
    "storyline": gettext_lazy("Storyline"),
    "source": gettext_lazy("Source"),
    "year": gettext_lazy("Year"),
    "language": gettext_lazy("Language"),
}
_FACET_ROWS: Final = 6


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool
    icon: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of what explains the field, for ``aria-describedby``."""
        parts = (("hint", self.hint), ("error", self.error))
        return " ".join(f"{self.name}-{part}" for part, text in parts if text)


@dataclass(frozen=True)
class FormProblem:
    """`field` is "" for a parameter that no field of the form stands for."""

    field: str
    label: str
    detail: str


@dataclass(frozen=True)
class FilterForm:
    """`unfolded`: a condition that the folded part holds is wrong."""

    fields: Mapping[str, Field]
    hidden: tuple[tuple[str, str], ...]
    problems: tuple[FormProblem, ...]
    unfolded: bool


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    remove_url: str


@dataclass(frozen=True)
class FacetRow:
    label: str
    count: int
    url: str
    chosen: bool
    icon: str = ""

    @property
    def html(self) -> SafeString:
        """Many stand on a page: a template for each would take longer than all the rest of it."""
        events = npgettext("beside a number", "event", "events", self.count)
        return format_html(
            '<li><a href="{}"{}><span class="facet-label">{}<bdi>{}</bdi></span>'
            ' <span class="facet-count">{}<span class="aside"> {}</span></span></a></li>',
            self.url,
            SafeString(' aria-current="true"') if self.chosen else "",
            _mark(self.icon) if self.icon else "",
            self.label,
            self.count,
            events,
        )


@cache
def _mark(template: str) -> SafeString:
    return loader.render_to_string(template)


@dataclass(frozen=True)
class Facet:
    heading: str
    rows: tuple[FacetRow, ...]
    more: tuple[FacetRow, ...]


def filter_form(params: Params, facets: Facets, error: FilterError | None = None) -> FilterForm:
    """The form as it was filled in, each problem beside its field."""
    errors = errors_by_name(error)
    fields = {field.name: field for field in _fields(params, facets, errors)}
    hidden = [
        (name, value)
        for name, values in params.lists()
        if name not in _FIELDS | {"cursor"} and name not in errors
        for value in values
    ]
    hidden += [("actor", value) for value in params.getlist("actor") if is_public_id(value)]
    folded = _FIELDS - _ALWAYS_IN_SIGHT
    problems = form_problems(fields, errors)
    return FilterForm(fields, tuple(hidden), problems, not folded.isdisjoint(errors))


def errors_by_name(error: FilterError | None) -> dict[str, str]:
    """What is wrong with each parameter."""
    return {problem.parameter: str(problem.detail) for problem in error.problems} if error else {}


def form_problems(
    fields: Mapping[str, Field], errors: Mapping[str, str]
) -> tuple[FormProblem, ...]:
    return tuple(
        FormProblem(name, fields[name].label, text)
        if name in fields
        else FormProblem("", name, text)
        for name, text in errors.items()
    )


def _fields(params: Params, facets: Facets, errors: Mapping[str, str]) -> Iterable[Field]:
    def text(name: str, label: str, hint: str = "", value: str | None = None) -> Field:
        shown = params.get(name, "") if value is None else value
        return Field(name, label, shown, hint, errors.get(name, ""))

    def select(name: str, label: str, options: Iterable[Option]) -> Field:
        return Field(name, label, params.get(name, ""), "", errors.get(name, ""), tuple(options))

    names = [value for value in params.getlist("actor") if not is_public_id(value)]
    yield text("q", gettext("Search"))
    yield text(
        "from", gettext("From"), gettext("a date as you write it: 2023, February 2023, 21.02.2023")
    )
    yield text("to", gettext("To"), gettext("included"))
    yield select("match", gettext("Dates known only roughly"), _constant(params, "match", _MATCHES))
    yield text(
        "actor",
        gettext("Who"),
        gettext("any name: Patrushev, Moscow, Tass"),
        names[0] if names else "",
    )
    yield select("type", gettext("Kind of event"), _from_facet(params, facets, "type"))
    yield select(
        "occurrence",
        gettext("Did it happen?"),
        (
            Option(
                look.value, str(look.badge), look.value in params.getlist("occurrence"), look.icon
            )
            for look in appearances()
        ),
    )
    yield select("source", gettext("Source"), _from_facet(params, facets, "source"))
    yield select("storyline", gettext("Storyline"), _from_facet(params, facets, "storyline"))
    yield select("language", gettext("Language"), _from_facet(params, facets, "language"))
    yield text(
        "as_of", gettext("As it stood on"), gettext("a day or moment in the past: 2023-03-01")
    )
    yield select("ordering", gettext("Order"), _constant(params, "ordering", ORDERINGS))


def _constant(params: Params, name: str, words: Mapping[str, str | Promise]) -> Iterable[Option]:
    return (Option(value, str(label), params.get(name) == value) for value, label in words.items())


def _from_facet(params: Params, facets: Facets, name: str) -> Iterable[Option]:
    """What the facet offers; and what was chosen, even where nothing is left of it."""
    chosen = params.getlist(name)
    offered = {row["value"]: _label(name, row) for row in facets.get(name, ())}
    for value in chosen:
        offered.setdefault(value, value)
    return (Option(value, label, value in chosen) for value, label in offered.items())


def _label(name: str, row: Value) -> str:
    if name == "occurrence":
        return str(appearance(row["value"]).badge)
    return choose(row["labels"], row["label"])


def chips(chosen: EventFilter, path: str, **others: Any) -> list[Chip]:
    """The active conditions in words, each with the address of the list without it.

    `others`: parameters of the list that are no conditions on events.
    """
    conditions = describe(chosen)
    found = []
    for gone in conditions:
        same = [other for other in conditions if other.parameter == gone.parameter]
        rest = [other.value for other in same if other is not gone]
        query = chosen.to_query(**{gone.parameter: rest or None, **others})
        found.append(Chip(gone.label, gone.text, _address(path, query)))
    return found


def facet_links(chosen: EventFilter, facets: Facets, path: str) -> list[Facet]:
    """For each facet its values with counts; a link adds the value or, where chosen, removes it."""
    found = []
    for name, heading in _FACETS.items():
        rows = list(_facet_rows(chosen, name, facets.get(name, ()), path))
        if name == "year":
            rows.reverse()
        if len(rows) > 1 or any(row.chosen for row in rows):
            more = tuple(rows[_FACET_ROWS:])
            found.append(Facet(str(heading), tuple(rows[:_FACET_ROWS]), more))
    return found


def _facet_rows(
    chosen: EventFilter, name: str, rows: Sequence[Value], path: str
) -> Iterator[FacetRow]:
    params = QueryDict(chosen.to_query())
    # The addresses of a facet differ in one value: they are written once, for a value that no
    # address has.
    added = _address(path, chosen.to_query(**_toggled(params, name, "\0")[1]))
    for row in rows:
        value = row["value"]
        active, changes = _toggled(params, name, value)
        url = (
            _address(path, chosen.to_query(**changes))
            if active
            else added.replace("%00", quote_plus(value))
        )
        icon = appearance(value).icon if name == "occurrence" else ""
        yield FacetRow(_label(name, row), row["count"], url, active, icon)


def _toggled(params: Params, name: str, value: str) -> tuple[bool, dict[str, Any]]:
    """Whether a value is a condition now, and the change that turns it round."""
    if name == "year":
        active = params.get("from") == params.get("to") == value
        return active, dict.fromkeys(("from", "to"), None if active else value)
    values = params.getlist(name)
    if value in values:
        return True, {name: [other for other in values if other != value] or None}
    return False, {name: [*values, value]}


def order_links(chosen: EventFilter, path: str) -> list[Option]:
    """The orders that readers want most as links: `value` is the address."""
    now = QueryDict(chosen.to_query()).get("ordering", "-date")
    return [
        Option(_address(path, chosen.to_query(ordering=order)), str(ORDERINGS[order]), order == now)
        for order in ("-date", "date", "-updated")
    ]


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
