"""Titles of events on pages about something else: for accounts that may see events."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.models import Event

_LINK = "event_link"


def may_see_events(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("events.view_event"))


class EventTitlesMixin:
    """For a `ReadOnlyAdmin` of parts of events: the link to the event, which shows its title, and
    the search in the title need the right to see events. The title may be that of a draft.
    """

    @admin.display(description=_("event"), ordering="event__label")
    def event_link(self, part: Any) -> str:
        event: Event = part.event
        url = reverse("admin:events_event_change", args=[event.pk])
        return format_html('<a href="{}">{}</a>', url, event.label)

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        return self._allowed(request, super().get_list_display(request))  # type: ignore[misc]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return self._allowed(request, super().get_fields(request, obj))  # type: ignore[misc]

    def get_search_fields(self, request: HttpRequest) -> Sequence[str]:
        return self._allowed(request, super().get_search_fields(request))  # type: ignore[misc]

    def _allowed(self, request: HttpRequest, names: Sequence[Any]) -> Sequence[Any]:
        if may_see_events(request):
            return names
        return [name for name in names if name not in {_LINK, "event__label"}]
