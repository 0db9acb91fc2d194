"""The `ModelAdmin` of events."""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.checklist import ChecklistMixin
from events.admin.display import display_date
from events.admin.event_inlines import (
    EVENT_OMITTED_FIELDS,
    ClaimInline,
    EventCitationInline,
    EventRelationInline,
    EventTextInline,
    OtherDateInline,
    ParticipationInline,
    StorylinePinInline,
)
from events.admin.filters import DateFilter, StateFilter, StorylineFilter, TypeFilter
from events.admin.forms import CuratedForm
from events.admin.model_admin import MAX_SEARCH_LENGTH, MAX_SEARCH_WORDS, CuratedAdmin
from events.admin.record_labels import type_label
from events.admin.resolve import ResolveMixin
from events.admin.when_field import WhenFormField
from events.admin.work import WorkFilter
from events.admin.workflow import WorkflowMixin
from events.admin.workflow_actions import EVENT_ACTIONS
from events.admin.workflow_bulk import BulkWorkflowMixin
from events.editorial import record_change, record_created
from events.models import Action, ClaimLink, Event
from events.record.vocabulary import State, Verb
from events.search import desk_events

COMMENTED = {State.DRAFT: Verb.SENT_BACK, State.IN_REVIEW: Verb.SUBMITTED}


class EventForm(CuratedForm):
    start = WhenFormField(label=_("start"))
    end = WhenFormField(label=_("end"))


class EventAdmin(ChecklistMixin, ResolveMixin, BulkWorkflowMixin, WorkflowMixin, CuratedAdmin):
    form = EventForm
    workflow_actions = EVENT_ACTIONS
    change_form_template = "admin/event_change_form.html"
    list_display = ["label", "when", "state_badge", "unpublished", "type_name", "occurrence"]
    list_filter = [WorkFilter, StateFilter, "occurrence", TypeFilter, StorylineFilter, DateFilter]
    search_fields = ["=id", "texts__title"]
    search_help_text = _("Titles, summaries, claims, participants and sources, or the id")
    autocomplete_fields = ["place"]
    list_select_related = ["type"]
    omitted_fields = EVENT_OMITTED_FIELDS
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
        StorylinePinInline,
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Event]:
        queryset = super().get_queryset(request)
        return queryset.select_related("type", "place").prefetch_related("type__names")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Event], search_term: str
    ) -> tuple[models.QuerySet[Event], bool]:
        """Search all that an event says, as readers can, and in drafts as well."""
        words = search_term.replace("\x00", "")[:MAX_SEARCH_LENGTH].split()[:MAX_SEARCH_WORDS]
        return (queryset.filter(desk_events(" ".join(words))) if words else queryset), False

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        if change:
            record_change(event=record, editor=editor, now=timezone.now(), reason=reason)
        else:
            record_created(event=record, editor=editor, now=timezone.now(), reason=reason)
        record.refresh_from_db(fields=["label", "version"])

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """An event that was ever public cannot be deleted, since its address is known."""
        if obj is not None and (obj.state != State.DRAFT or obj.published_version is not None):
            return False
        return super().has_delete_permission(request, obj)

    def before_deletion(self, records: list[Any]) -> None:
        links_of_claims(records).delete()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Links protect the claims they point to, even if both claims are to be deleted. Collect the
        # objects without these links, and roll their deletion back.
        with transaction.atomic():
            links_of_claims(objs).delete()
            deleted_objects = super().get_deleted_objects(objs, request)
            transaction.set_rollback(True)
        return deleted_objects

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event = context.get("original")
        if event is not None:
            context["public_url"] = event.get_absolute_url() if is_public(event) else ""
            context["state_badge"] = state_badge(event)
            context["comment"] = open_comment(event)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("date"), ordering="start_sort_key", empty_value="–")
    def when(self, event: Event) -> str | None:
        return display_date(event.start, event.end) or None

    @admin.display(description=_("type"), ordering="type__key")
    def type_name(self, event: Event) -> str:
        return type_label(event.type)

    @admin.display(description=_("editorial state"), ordering="state")
    def state_badge(self, event: Event) -> str:
        return state_badge(event)

    @admin.display(description=_("unpublished"))
    def unpublished(self, event: Event) -> str:
        if not event.has_unpublished_changes:
            return ""
        return format_html('<span class="badge badge-changed">{}</span>', _("changes"))


def open_comment(event: Event) -> Action | None:
    """What was said with the last step to the present state: why it was sent back, or what the
    reviewer is to look at.
    """
    verb = COMMENTED.get(State(event.state))
    steps = (
        event.actions.select_related("editor").filter(verb=verb) if verb else Action.objects.none()
    )
    last = steps.first()
    return last if last and last.reason else None


def links_of_claims(events: Any) -> models.QuerySet[ClaimLink]:
    """The links from the claims of the events to any claims."""
    return ClaimLink.objects.filter(from_claim__event__in=events)


def is_public(event: Event) -> bool:
    """Whether it has a public page, if only with the reason why it was retracted."""
    return event.state in {State.PUBLISHED, State.RETRACTED}


def state_badge(event: Event) -> str:
    return format_html(
        '<span class="badge badge-{}">{}</span>', event.state, event.get_state_display()
    )
