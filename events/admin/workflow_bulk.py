"""Submitting and publishing several events of the list: what is ready, and then each on its own."""

from dataclasses import dataclass
from typing import Final

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.admin.workflow_actions import EVENT_ACTIONS, WorkflowAction
from events.editorial import EditorialError
from events.editorial.checks import problems
from events.editorial.graph import load_events
from events.models import Event

CONFIRMED: Final = "confirmed"
_ACTIONS: Final = {action.slug: action for action in EVENT_ACTIONS}


@dataclass(frozen=True)
class Candidate:
    """A chosen event, and why the action would be refused for it; an empty list if it would not."""

    event: Event
    refusals: list[str]


class BulkWorkflowMixin(admin.ModelAdmin):
    """Actions of the list of events, with a preview. Each event has a transaction of its own."""

    actions = ("submit_selected", "publish_selected")

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(_ACTIONS["submit"].permission))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(_ACTIONS["publish"].permission))

    @admin.action(permissions=["submit"], description=_("Submit selected events for review"))
    def submit_selected(
        self, request: HttpRequest, queryset: models.QuerySet[Event]
    ) -> HttpResponse | None:
        return self._preview_or_perform(request, queryset, _ACTIONS["submit"])

    @admin.action(permissions=["publish"], description=_("Publish selected events"))
    def publish_selected(
        self, request: HttpRequest, queryset: models.QuerySet[Event]
    ) -> HttpResponse | None:
        return self._preview_or_perform(request, queryset, _ACTIONS["publish"])

    def _preview_or_perform(
        self, request: HttpRequest, queryset: models.QuerySet[Event], action: WorkflowAction
    ) -> HttpResponse | None:
        if CONFIRMED in request.POST:
            self._perform_all(request, queryset, action)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": action.label,
            "opts": self.opts,
            "action": action,
            "action_name": request.POST["action"],
            "candidates": candidates(queryset, action),
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/workflow_bulk.html", context)

    def _perform_all(
        self, request: HttpRequest, queryset: models.QuerySet[Event], action: WorkflowAction
    ) -> None:
        done = 0
        for pk, label in queryset.order_by("label", "id").values_list("pk", "label"):
            seen = request.POST.get(f"version-{pk}", "")
            try:
                action.verb(
                    event_id=pk,
                    editor=request.user,
                    now=timezone.now(),
                    expected_version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
                )
            except EditorialError as error:
                messages.error(request, format_html("“{}”: {}", label, str(error)))
            else:
                done += 1
        if done:
            text = ngettext("%(label)s: %(count)d event.", "%(label)s: %(count)d events.", done)
            messages.success(request, text % {"label": action.label, "count": done})


def candidates(queryset: models.QuerySet[Event], action: WorkflowAction) -> list[Candidate]:
    """The chosen events with what stands in the way: of the action, or of publishing them later."""
    now, found = timezone.now(), []
    for event in load_events(list(queryset.values_list("pk", flat=True))):
        if not action.is_available(event):
            state = _("This cannot be done while the event is “%(state)s”.")
            refusals = [str(state) % {"state": event.get_state_display()}]
        elif action.publishes:
            refusals = [problem.message for problem in problems(event, now=now)]
        else:
            refusals = []
        found.append(Candidate(event, refusals))
    return sorted(found, key=lambda one: (bool(one.refusals), one.event.label))
