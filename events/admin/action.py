"""The `ModelAdmin` of the desk's log."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.admin.event_titles import EventPartAdmin
from events.models import Action


class ActionAdmin(EventPartAdmin):
    list_display = ["at", "event_link", "verb", "editor_name", "reason", "version"]
    list_filter = ["verb"]
    allowed_lookups = ["event__exact"]
    list_select_related = ["event", "editor"]
    search_fields = ["=event__id", "event__label", "editor__username"]
    fields = ["at", "event_link", "verb", "editor_name", "reason", "version"]
    readonly_fields = ["event_link", "editor_name"]

    @admin.display(description=_("editor"))
    def editor_name(self, action: Action) -> str:
        return action.editor.get_username()
