"""The filters beside the desk's lists."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.choosing import is_key
from events.admin.labels import type_label
from events.dates import DateError, Window, extent, overlaps, window
from events.models import Event, EventType, Storyline
from events.record.date_errors import date_error_message
from events.record.vocabulary import State

SHOWN_STORYLINES = 100
# The widest offset from UTC that a zone has ever had, and some.
ZONES = timedelta(hours=16)


class StateFilter(admin.SimpleListFilter):
    """The editorial state, and what is public but has changed on the desk since."""

    title = _("editorial state")
    parameter_name = "state"
    parameters = ("state",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*State.choices, ("changed", _("published, changes not public yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        value = self.value()
        if value is None:
            return queryset
        if value == "changed":
            return unpublished_changes(queryset)
        return queryset.filter(state=value) if value in State.values else queryset.none()


def unpublished_changes(queryset: QuerySet[Event]) -> QuerySet[Event]:
    return queryset.filter(state=State.PUBLISHED).exclude(version=F("published_version"))


class TypeFilter(admin.SimpleListFilter):
    title = _("type")
    parameter_name = "type"
    parameters = ("type",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        types = EventType.objects.prefetch_related("names")
        return sorted(((kind.key, type_label(kind)) for kind in types), key=lambda row: row[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        value = self.value()
        if value is None:
            return queryset
        known = value in dict(self.lookup_choices)
        return queryset.filter(type__key=value) if known else queryset.none()


class StorylineFilter(admin.SimpleListFilter):
    title = _("storyline")
    parameter_name = "storyline"
    parameters = ("storyline",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Storyline.objects.values_list("pk", "label")[:SHOWN_STORYLINES])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        value = self.value()
        if value is None:
            return queryset
        possible = is_key(Storyline, value)
        return queryset.filter(pins__storyline=value) if possible else queryset.none()


class DateFilter(admin.ListFilter):
    """Events that may lie between two dates, however vague their own dates and these are."""

    title = _("date")
    template = "admin/date_filter.html"
    parameters = ("date_from", "date_to")
    problem = ""

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.parameters:
            if name in params:
                given = params.pop(name)
                self.used_parameters[name] = given[-1].strip() if given else ""

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.parameters)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        dropped = {*self.parameters, "p", "e"}
        yield {
            "kept": [pair for pair in changelist.params.items() if pair[0] not in dropped],
            "from": self.used_parameters.get("date_from", ""),
            "to": self.used_parameters.get("date_to", ""),
            "clear": changelist.get_query_string(remove=list(self.parameters)),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        first, last = (str(self.used_parameters.get(name) or "") for name in self.parameters)
        if not (first or last):
            return queryset
        try:
            return overlapping(queryset, window(first or None, last or None))
        except DateError as error:
            # A value that cannot be read narrows to nothing; it never widens.
            self.problem = date_error_message(error)
            return queryset.none()


def overlapping(queryset: QuerySet[Event], period: Window) -> QuerySet[Event]:
    """Dated events that may lie in the window.

    The desk holds instants, a calendar day belongs to the event's own zone: near the edges of the
    window the Whens themselves decide.
    """
    dated = queryset.exclude(start_edtf="").annotate(
        until=Coalesce("end_latest", "start_latest"),
    )
    inside, near = Q(), Q()
    if period.start is not None:
        open_end = Q(start_latest=None, end_edtf="") | (Q(end_latest=None) & ~Q(end_edtf=""))
        inside &= open_end | Q(until__gt=period.start + ZONES)
        near |= Q(until__gt=period.start - ZONES, until__lte=period.start + ZONES)
    if period.end is not None:
        inside &= Q(start_earliest=None) | Q(start_earliest__lt=period.end - ZONES)
        near |= Q(start_earliest__gte=period.end - ZONES, start_earliest__lt=period.end + ZONES)
    found = [event.pk for event in dated.filter(near) if _overlaps(event, period)]
    return dated.filter(inside | Q(pk__in=found))


def _overlaps(event: Event, period: Window) -> bool:
    start: Any = event.start
    try:
        return overlaps(extent(start, event.end), period)
    except DateError:
        return overlaps(start, period)
