"""The `ModelAdmin`s of users and groups: Django's own, with the desk's validation."""

from typing import Any

from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.http import HttpRequest

from events.admin.model_admin import GuardedAdmin


class AccountAdmin(GuardedAdmin, UserAdmin):
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup == "groups__id__exact" or super().lookup_allowed(lookup, value, request)


class AccountGroupAdmin(GuardedAdmin, GroupAdmin):
    pass
