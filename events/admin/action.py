"""The `ModelAdmin` of the desk's log."""

from events.admin.event_titles import PartOfEventAdmin


class ActionAdmin(PartOfEventAdmin):
    list_display = ["at", "event_link", "verb", "editor_name", "reason", "version"]
    list_filter = ["verb"]
    allowed_lookups = ["event__exact"]
    list_select_related = ["event", "editor"]
    search_fields = ["=event__id", "event__label", "editor__username"]
    fields = ["at", "event_link", "verb", "editor_name", "reason", "version"]
    readonly_fields = ["event_link", "editor_name"]
