"""The confirmation pages of workflow actions: the problems, the differences, and the note."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.admin.workflow_actions import WorkflowAction, available_actions
from events.editorial import EditorialError, Problem, StaleVersion, preview
from events.editorial.editions import current_edition, current_record
from events.models import Action, Event
from events.record import limits
from events.timeline.differences import Difference, differences

NUMBER = re.compile(r"\A[0-9]{1,9}\Z")


class WorkflowMixin(admin.ModelAdmin):
    """Adds a button to the change form for each of `workflow_actions`, with a confirmation page."""

    workflow_actions: Sequence[WorkflowAction] = ()

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_workflow"
        view = self.admin_site.admin_view(self.workflow_view)
        route = "<path:object_id>/workflow/<slug:slug>/"
        return [path(route, view, name=name), *super().get_urls()]

    def workflow_buttons(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
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
            return HttpResponseRedirect(self._change_url(record))
        return self._confirmation_page(request, record, action, WorkflowForm(action))

    def _perform(self, request: HttpRequest, record: Any, action: WorkflowAction) -> HttpResponse:
        form = WorkflowForm(action, data=request.POST)
        if not form.is_valid():
            return self._confirmation_page(request, record, action, form)
        submitted = request.POST.get("expected_version", "")
        expected = int(submitted) if NUMBER.match(submitted) else 0
        text = {action.text_argument: form.cleaned_data["text"]} if action.text_argument else {}
        try:
            action.verb(
                **{f"{self.opts.model_name}_id": record.pk},
                editor=request.user,
                now=timezone.now(),
                expected_version=expected,
                **text,
            )
        except EditorialError as error:
            form.add_problems(error.problems, action)
            since = expected if isinstance(error, StaleVersion) else None
            return self._confirmation_page(request, record, action, form, since=since)
        self.log_change(request, record, str(action.label))
        messages.success(request, self._success_message(record, action))
        return HttpResponseRedirect(self._change_url(record))

    def _success_message(self, record: Any, action: WorkflowAction) -> str:
        if not (action.publishes or action.destructive):
            return str(action.success_message)
        url = record.get_absolute_url()
        return format_html('{} <a href="{}">{}</a>', action.success_message, url, _("View on site"))

    def _change_url(self, record: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]
        )

    def _confirmation_page(
        self,
        request: HttpRequest,
        record: Any,
        action: WorkflowAction,
        form: "WorkflowForm",
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
            "is_first_edition": is_first_edition,
            "actions_since": actions_since(record, since),
            "change_url": self._change_url(record),
        }
        return TemplateResponse(request, "admin/workflow_confirmation.html", context)


class WorkflowForm(forms.Form):
    """The note or the reason of a workflow action, if it takes one."""

    text = forms.CharField(
        required=False, strip=True, max_length=limits.REASON, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, action: WorkflowAction, **kwargs: Any) -> None:
        super().__init__(label_suffix="", **kwargs)
        self.fields["text"].label = action.text_label
        self.fields["text"].required = action.text_required
        if not action.text_argument:
            del self.fields["text"]

    def add_problems(self, problems: Sequence[Problem], action: WorkflowAction) -> None:
        for problem in problems:
            is_text = action.text_argument and problem.field == action.text_argument
            self.add_error("text" if is_text else None, problem.message)


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


def actions_since(record: Any, version: int | None) -> list[Action]:
    """The log of an event since a version, for a page that was based on it."""
    if version is None or not isinstance(record, Event):
        return []
    return list(record.actions.filter(version__gt=version).select_related("editor"))
