"""The `ModelAdmin` of the security log."""

from events.admin.model_admin import ReadOnlyAdmin


class SecurityEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "kind", "account_name", "by", "detail", "address", "user_agent"]
    list_display_links = ["at"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    search_fields = ["account_name", "address"]
    fields = ["at", "kind", "account_name", "by", "detail", "address", "user_agent"]
