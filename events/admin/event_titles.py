"""Titles of events on pages about something else: for accounts that may see events."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.model_admin import ReadOnlyAdmin
from events.models import Event


def may_see_events(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("events.view_event"))


class PartOfEventAdmin(ReadOnlyAdmin):
    """A read-only part of an event. The link to the event, which shows its title, and the search in
    the title need the right to see events: the title may be that of a draft.
    """

    @admin.display(description=_("event"), ordering="event__label")
    def event_link(self, part: Any) -> str:
        event: Event = part.event
        url = reverse("admin:events_event_change", args=[event.pk])
        return format_html('<a href="{}">{}</a>', url, event.label)

    def get_list_display(self, request: HttpRequest) -> Any:
        return self._allowed(request, super().get_list_display(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self._allowed(request, super().get_fields(request, obj))

    def get_search_fields(self, request: HttpRequest) -> Any:
        return self._allowed(request, super().get_search_fields(request))

    def _allowed(self, request: HttpRequest, names: Sequence[Any]) -> Sequence[Any]:
        if may_see_events(request):
            return names
        return [name for name in names if name not in {"event_link", "event__label"}]
