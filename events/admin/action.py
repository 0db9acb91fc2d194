"""The `ModelAdmin` of the desk's log."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.model_admin import ReadOnlyAdmin
from events.models import Action


class ActionAdmin(ReadOnlyAdmin):
    list_display = ["at", "event_link", "verb", "editor_name", "reason", "version"]
    list_filter = ["verb"]
    allowed_lookups = ["event__exact"]
    list_select_related = ["event", "editor"]
    search_fields = ["=event__id", "event__label", "editor__username"]
    fields = ["at", "event_link", "verb", "editor_name", "reason", "version"]
    readonly_fields = ["event_link", "editor_name"]

    @admin.display(description=_("event"))
    def event_link(self, action: Action) -> str:
        url = reverse("admin:events_event_change", args=[action.event_id])
        return format_html('<a href="{}">{}</a>', url, action.event.label)

    @admin.display(description=_("editor"))
    def editor_name(self, action: Action) -> str:
        return action.editor.get_username()
