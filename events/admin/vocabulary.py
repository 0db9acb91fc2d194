"""The `ModelAdmin`s of places and event types."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.model_admin import CuratedAdmin, DeskAdmin
from events.admin.nested_inlines import NameInline
from events.admin.record_labels import type_label
from events.models import EventType, EventTypeName, PlaceName


class PlaceNameInline(NameInline):
    model = PlaceName


class PlaceAdmin(CuratedAdmin):
    list_display = ["label", "country", "precision"]
    list_filter = ["precision"]
    search_fields = ["label", "names__name"]
    inlines = [PlaceNameInline]
    fields = [("label", "country", "precision"), ("latitude", "longitude"), "expected_version"]

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        return f"{record.label} ({record.country})" if record.country else str(record.label)

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        """Places have no verb: the next edition of an event takes over the names."""


class EventTypeNameInline(NameInline):
    model = EventTypeName


class EventTypeAdmin(DeskAdmin):
    list_display = ["key", "name", "parent_name"]
    search_fields = ["key", "names__name"]
    inlines = [EventTypeNameInline]
    fields = [("key", "parent")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[EventType]:
        queryset = super().get_queryset(request).select_related("parent")
        return queryset.prefetch_related("names", "parent__names")

    @admin.display(description=_("name"))
    def name(self, event_type: EventType) -> str:
        return type_label(event_type)

    @admin.display(description=_("parent type"))
    def parent_name(self, event_type: EventType) -> str:
        return type_label(event_type.parent) if event_type.parent else ""
