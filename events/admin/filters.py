"""The filters of the change lists."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.primary_keys import is_valid_pk
from events.admin.record_labels import type_label
from events.dates import DateError, Window, extent, overlaps, window
from events.models import Event, EventType, Storyline
from events.models.event import UNPUBLISHED_CHANGES
from events.record.date_errors import date_error_message
from events.record.vocabulary import State

MAX_STORYLINES = 100
# More than any time zone has ever been ahead of or behind UTC.
MAX_UTC_OFFSET = timedelta(hours=16)


class ValueFilter(admin.SimpleListFilter, ABC):
    """A filter that also applies where there is nothing to choose from.

    `condition` returns None for an invalid value, which must never show more than a valid one.
    """

    def has_output(self) -> bool:
        # Django ignores the parameter of a filter without output, which would show everything.
        return super().has_output() or self.value() is not None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        value = self.value()
        if value is None:
            return queryset
        condition = self.condition(value)
        return queryset.none() if condition is None else queryset.filter(condition)

    @abstractmethod
    def condition(self, value: str) -> Q | None: ...


class StateFilter(ValueFilter):
    """The editorial state, and published events with unpublished changes."""

    title = _("editorial state")
    parameter_name = "state"
    parameters = ("state",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, ("changed", _("published with unpublished changes"))]

    def condition(self, value: str) -> Q | None:
        if value == "changed":
            return UNPUBLISHED_CHANGES
        return Q(state=value) if value in State.values else None


class TypeFilter(ValueFilter):
    title = _("type")
    parameter_name = "type"
    parameters = ("type",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        types = EventType.objects.prefetch_related("names")
        return sorted(((kind.key, type_label(kind)) for kind in types), key=lambda row: row[1])

    def condition(self, value: str) -> Q | None:
        return Q(type__key=value) if value in dict(self.lookup_choices) else None


class StorylineFilter(ValueFilter):
    title = _("storyline")
    parameter_name = "storyline"
    parameters = ("storyline",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Storyline.objects.values_list("pk", "label")[:MAX_STORYLINES])

    def condition(self, value: str) -> Q | None:
        return Q(pins__storyline=value) if is_valid_pk(Storyline, value) else None


class DateFilter(admin.ListFilter):
    """Events that can lie between two dates, of whatever precision."""

    title = _("date")
    template = "admin/date_filter.html"
    parameters = ("date_from", "date_to")
    problem = ""

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.parameters:
            if name in params:
                values = params.pop(name)
                self.used_parameters[name] = values[-1].strip() if values else ""

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.parameters)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        own = {*self.parameters, "p", "e"}
        yield {
            "other_parameters": [pair for pair in changelist.params.items() if pair[0] not in own],
            "from": self.used_parameters.get("date_from", ""),
            "to": self.used_parameters.get("date_to", ""),
            "clear": changelist.get_query_string(remove=list(self.parameters)),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        first, last = (str(self.used_parameters.get(name) or "") for name in self.parameters)
        if not (first or last):
            return queryset
        try:
            return self.within(queryset, window(first or None, last or None))
        except DateError as error:
            # An invalid value must never show more than a valid one.
            self.problem = date_error_message(error)
            return queryset.none()

    @staticmethod
    def within(queryset: QuerySet[Any], period: Window) -> QuerySet[Any]:
        return overlapping(queryset, period)


class PeriodFilter(DateFilter):
    """What was done in a period, in UTC."""

    title = _("period")

    @staticmethod
    def within(queryset: QuerySet[Any], period: Window) -> QuerySet[Any]:
        found = queryset
        if period.start is not None:
            found = found.filter(at__gte=period.start)
        return found if period.end is None else found.filter(at__lt=period.end)


def overlapping(queryset: QuerySet[Event], period: Window) -> QuerySet[Event]:
    """Events with a date that can lie in the window.

    The columns are instants, while a day is one of the event's own time zone. So close to the
    bounds of the window, the Whens themselves are compared.
    """
    dated = queryset.exclude(start_edtf="").annotate(
        until=Coalesce("end_latest", "start_latest"),
    )
    inside, near = Q(), Q()
    if period.start is not None:
        open_end = Q(start_latest=None, end_edtf="") | (Q(end_latest=None) & ~Q(end_edtf=""))
        low, high = period.start - MAX_UTC_OFFSET, period.start + MAX_UTC_OFFSET
        inside &= open_end | Q(until__gt=high)
        near |= Q(until__gt=low, until__lte=high)
    if period.end is not None:
        low, high = period.end - MAX_UTC_OFFSET, period.end + MAX_UTC_OFFSET
        inside &= Q(start_earliest=None) | Q(start_earliest__lt=low)
        near |= Q(start_earliest__gte=low, start_earliest__lt=high)
    found = [event.pk for event in dated.filter(near) if _overlaps(event, period)]
    return dated.filter(inside | Q(pk__in=found))


def _overlaps(event: Event, period: Window) -> bool:
    start: Any = event.start
    try:
        return overlaps(extent(start, event.end), period)
    except DateError:
        return overlaps(start, period)
