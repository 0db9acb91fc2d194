"""The `ModelAdmin`s of places and event types."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.model_admin import CuratedAdmin, DeskAdmin
from events.admin.nested_inlines import NameInline
from events.admin.record_labels import type_label
from events.editorial import save_event_type, save_place
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
        editor: Any = request.user
        save_place(place=record, editor=editor, now=timezone.now(), reason=reason)


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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        editor: Any = request.user
        save_event_type(event_type=form.instance, editor=editor, now=timezone.now())

    @admin.display(description=_("name"))
    def name(self, event_type: EventType) -> str:
        return type_label(event_type)

    @admin.display(description=_("parent type"))
    def parent_name(self, event_type: EventType) -> str:
        return type_label(event_type.parent) if event_type.parent else ""
