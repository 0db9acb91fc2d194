"""The confirmation pages of workflow actions: the problems, the differences, and the note."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin.workflow_actions import WorkflowAction, available_actions
from events.admin.workflow_form import WorkflowForm, WorkflowFormMixin, WorkflowPanel
from events.editorial import EditorialError, Problem, StaleVersion, preview
from events.editorial.editions import current_edition, current_record
from events.editorial.graph import load_event
from events.editorial.pending import NotPublic, not_public
from events.models import Action, Event
from events.timeline.differences import Difference, differences

NUMBER = re.compile(r"\A[0-9]{1,9}\Z")


class WorkflowMixin(WorkflowFormMixin):
    """Has a page for each of `workflow_actions` that shows what it changes for readers.

    The page acts on what is saved: it is for those who may not change the record. The form has
    buttons that save first.
    """

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_workflow"
        view = self.admin_site.admin_view(self.workflow_view)
        route = "<path:object_id>/workflow/<slug:slug>/"
        return [path(route, view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        pages = self.workflow_pages(request, record) if record else []
        may_save = record is None or self.has_change_permission(request, record)
        context["workflow_pages"] = [] if may_save else pages
        context["readers_page"] = next((one for one in pages if one["action"].publishes), None)
        return super().render_change_form(request, context, *args, **kwargs)

    def workflow_pages(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_workflow"
        return [
            {"action": action, "url": reverse(name, args=[record.pk, action.slug])}
            for action in available_actions(self.workflow_actions, request, record)
        ]

    def workflow_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        record = self.get_object(request, object_id)
        action = next((action for action in self.workflow_actions if action.slug == slug), None)
        if record is None or action is None:
            raise Http404
        if not request.user.has_perm(action.permission):
            raise PermissionDenied
        if request.method == "POST":
            return self._perform(request, record, action)
        if not action.is_available(record):
            messages.warning(request, _("This is not possible in the current state of the record."))
            return HttpResponseRedirect(self.change_url(record))
        return self._confirmation_page(request, record, action, WorkflowForm(action))

    def _perform(self, request: HttpRequest, record: Any, action: WorkflowAction) -> HttpResponse:
        form = WorkflowForm(action, data=request.POST)
        if not form.is_valid():
            return self._confirmation_page(request, record, action, form)
        submitted = request.POST.get("expected_version", "")
        expected = int(submitted) if NUMBER.match(submitted) else 0
        try:
            self.perform(request, record.pk, WorkflowPanel(action, form), expected)
        except EditorialError as error:
            form.add_problems(error.problems, action)
            since = expected if isinstance(error, StaleVersion) else None
            return self._confirmation_page(request, record, action, form, since=since)
        self.log_change(request, record, str(action.label))
        messages.success(request, self.success_message(record, action))
        return HttpResponseRedirect(self.change_url(record))

    def _confirmation_page(
        self,
        request: HttpRequest,
        record: Any,
        action: WorkflowAction,
        form: WorkflowForm,
        since: int | None = None,
    ) -> HttpResponse:
        # After an error the page has to show, and be based on, the current version.
        record.refresh_from_db()
        problems, changes, is_first_edition = publication_preview(record, action)
        context = {
            **self.admin_site.each_context(request),
            "title": action.label,
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "action": action,
            "form": form,
            "can_submit": action.is_available(record) and not problems,
            "problems": problems,
            "differences": changes,
            "not_public": not_public_by(record, action),
            "is_first_edition": is_first_edition,
            "actions_since": actions_since(record, since),
            "change_url": self.change_url(record),
            "kept_forms": self.kept_forms(request, self.change_url(record)),
        }
        return TemplateResponse(request, "admin/workflow_confirmation.html", context)


def publication_preview(
    record: Any, action: WorkflowAction
) -> tuple[list[Problem], list[Difference], bool]:
    """What keeps an event from being published, what would change, and whether it is new."""
    if not action.publishes or not isinstance(record, Event):
        return [], [], False
    planned, problems = preview(record.pk, now=timezone.now())
    current = current_record(record.pk)
    if planned is None or current is None:
        return problems, [], current_edition(record.pk) is None
    return problems, differences(current, planned), False


def not_public_by(record: Any, action: WorkflowAction) -> NotPublic | None:
    """What readers do not see yet of the records that an event names, before it is published."""
    if not action.publishes or not isinstance(record, Event):
        return None
    return not_public(load_event(record.pk))


def actions_since(record: Any, version: int | None) -> list[Action]:
    """The log of an event since a version, for a page that was based on it."""
    if version is None or not isinstance(record, Event):
        return []
    return list(record.actions.filter(version__gt=version).select_related("editor"))
