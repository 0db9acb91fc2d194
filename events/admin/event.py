"""The pages of events."""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.acts import EVENT_ACTS
from events.admin.event_rows import (
    ClaimInline,
    EventCitationInline,
    EventRelationInline,
    EventTextInline,
    OtherDateInline,
    ParticipationInline,
    PinInline,
)
from events.admin.filters import DateFilter, StateFilter, StorylineFilter, TypeFilter
from events.admin.forms import CuratedForm
from events.admin.labels import type_label, worded
from events.admin.pages import CuratedAdmin
from events.admin.when import WhenFormField
from events.admin.workflow import WithActs
from events.editorial import record_change, record_created
from events.models import ClaimLink, Event
from events.record.vocabulary import State


class EventForm(CuratedForm):
    start = WhenFormField(label=_("start"))
    end = WhenFormField(label=_("end"))


class EventAdmin(WithActs, CuratedAdmin):
    form = EventForm
    acts = EVENT_ACTS
    change_form_template = "admin/event_form.html"
    list_display = ["label", "when", "state_badge", "pending", "kind", "occurrence"]
    list_filter = [StateFilter, "occurrence", TypeFilter, StorylineFilter, DateFilter]
    search_fields = ["=id", "texts__title"]
    search_help_text = _("Titles in any language, or the id of an event")
    autocomplete_fields = ["place"]
    list_select_related = ["type"]
    fieldsets = [
        (_("What and where"), {"fields": [("type", "occurrence", "place")]}),
        (_("When"), {"fields": [("start", "end")]}),
        (_("Saving"), {"fields": ["reason", "expected_version"]}),
    ]
    inlines = [
        EventTextInline,
        ParticipationInline,
        EventCitationInline,
        ClaimInline,
        EventRelationInline,
        OtherDateInline,
        PinInline,
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Event]:
        found = super().get_queryset(request)
        return found.select_related("type", "place").prefetch_related("type__names")

    def record(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        if change:
            record_change(event=record, editor=editor, now=timezone.now(), reason=reason)
        else:
            record_created(event=record, editor=editor, now=timezone.now())
        record.refresh_from_db(fields=["label", "version"])

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """What was ever public stays: readers hold its address. It can be retracted."""
        if obj is not None and (obj.state != State.DRAFT or obj.published_version is not None):
            return False
        return super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Event) -> None:
        own_answers([obj]).delete()
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Event]) -> None:
        with transaction.atomic():
            own_answers(queryset).delete()
            super().delete_queryset(request, queryset)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Claims that answer each other protect each other, also where all of them go: look at the
        # event as it is without these answers, and put them back.
        with transaction.atomic():
            own_answers(objs).delete()
            found = super().get_deleted_objects(objs, request)
            transaction.set_rollback(True)
        return found

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event = context.get("original")
        if event is not None:
            context["acts"] = self.offered_acts(request, event)
            context["public_url"] = event.get_absolute_url() if is_public(event) else ""
            context["badge"] = badge(event)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("date"), ordering="start_sort_key", empty_value="–")
    def when(self, event: Event) -> str | None:
        return worded(event.start, event.end) or None

    @admin.display(description=_("type"), ordering="type__key")
    def kind(self, event: Event) -> str:
        return type_label(event.type)

    @admin.display(description=_("editorial state"), ordering="state")
    def state_badge(self, event: Event) -> str:
        return badge(event)

    @admin.display(description=_("not public yet"))
    def pending(self, event: Event) -> str:
        if not event.has_unpublished_changes:
            return ""
        return format_html('<span class="badge badge-changed">{}</span>', _("changes"))


def own_answers(events: Any) -> models.QuerySet[ClaimLink]:
    """The answers of the events' own claims, to whichever claims."""
    return ClaimLink.objects.filter(from_claim__event__in=events)


def is_public(event: Event) -> bool:
    """Whether readers find anything at its address: the event, or why it was taken back."""
    return event.state in {State.PUBLISHED, State.RETRACTED}


def badge(event: Event) -> str:
    return format_html(
        '<span class="badge badge-{}">{}</span>', event.state, event.get_state_display()
    )
