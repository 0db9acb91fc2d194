"""Titles of events on pages about something else: for accounts that may see events."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.model_admin import ReadOnlyAdmin
from events.models import Event

_LINK = "event_link"


def may_see_events(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("events.view_event"))


class EventPartAdmin(ReadOnlyAdmin):
    """The base of parts of events: the link to the event, which shows its title, and
    the search in the title need the right to see events. The title may be that of a draft.
    """

    @admin.display(description=_("event"), ordering="event__label")
    def event_link(self, part: Any) -> str:
        event: Event = part.event
        url = reverse("admin:events_event_change", args=[event.pk])
        return format_html('<a href="{}">{}</a>', url, event.label)

    def get_list_display(self, request: HttpRequest) -> Any:
        return _allowed(request, super().get_list_display(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return _allowed(request, super().get_fields(request, obj))

    def get_search_fields(self, request: HttpRequest) -> Any:
        return _allowed(request, super().get_search_fields(request))


def _allowed(request: HttpRequest, names: Iterable[Any]) -> list[Any]:
    may = may_see_events(request)
    return [name for name in names if may or name not in {_LINK, "event__label"}]
