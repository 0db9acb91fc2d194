"""What keeps an event from being published, as it stands in the form, saved or not."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from events.editorial import Problem
from events.editorial.checks import problems
from events.editorial.pending import not_public
from events.models import Event
from events.record.vocabulary import State


@dataclass(frozen=True)
class Check:
    """A line of the list. `target` is the id of what it is about on the page, or ""."""

    message: str
    target: str


class ChecklistMixin(admin.ModelAdmin):
    """Shows the list beside the form, and renders it anew for what is being typed."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.check_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_check"
        return [path("check/", view, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def check_view(self, request: Any) -> HttpResponse:
        """The list for a form that is being typed. Nothing is saved."""
        event_id = request.GET.get("event") or None
        event = self.get_object(request, event_id) if event_id else None
        if event_id and event is None:
            raise Http404
        may_save = (
            self.has_change_permission(request, event)
            if event
            else self.has_add_permission(request)
        )
        if not may_save:
            raise PermissionDenied
        request.desk_problems = [Problem("", "")]  # so that the form is shown, and never saved
        desk: Any = self
        context = desk._changeform_view(request, event_id, "", None).context_data
        shown = {name: context[name] for name in ("checklist", "not_public")}
        return render(request, "admin/checklist.html", shown)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event = context.get("original")
        if event is None or event.state != State.RETRACTED:
            form, formsets = context["adminform"].form, context["inline_admin_formsets"]
            context["checklist"] = checklist(form, formsets)
            context["not_public"] = not_public(unsaved_event(form, formsets, {}))
        return super().render_change_form(request, context, *args, **kwargs)


def checklist(form: Any, admin_formsets: Any) -> list[Check]:
    """What keeps the event of a form from being published, by the checks that publishing makes."""
    prefixes: dict[int, str] = {}
    event = unsaved_event(form, admin_formsets, prefixes)
    found = problems(event, now=timezone.now())
    return [Check(problem.message, _target(problem, form, prefixes)) for problem in found]


def unsaved_event(form: Any, admin_formsets: Any, prefixes: dict[int, str]) -> Event:
    """The event as saving the form would leave it, with its rows, without writing anything.

    `prefixes` is filled with the prefix of the form of each row, by the row's identity.
    """
    event: Event = copy(form.instance)
    if event.pk is None:
        event.pk = "-"  # no record has it
    _attach(event, admin_formsets, prefixes)
    return event


def _attach(record: Any, admin_formsets: Any, prefixes: dict[int, str]) -> None:
    rows: dict[str, Any] = {}
    for admin_formset in admin_formsets:
        formset = admin_formset.formset
        found = rows[str(formset.get_default_prefix())] = []
        for form in formset.forms:
            if not _will_exist(form):
                continue
            row = copy(form.instance)
            if row.pk is None:
                row.pk = -1  # related managers refuse a row without a key
            prefixes[id(row)] = form.prefix
            _attach(row, form.nested_formsets, prefixes)
            found.append(row)
    record._prefetched_objects_cache = {
        **getattr(record, "_prefetched_objects_cache", {}),
        **rows,
    }


def _will_exist(form: Any) -> bool:
    adding = form.instance._state.adding
    if not form.is_bound:
        return not adding
    if getattr(form, "cleaned_data", {}).get(DELETION_FIELD_NAME):
        return False
    return (form.has_changed() and not form.errors) if adding else True


def _target(problem: Problem, form: Any, prefixes: dict[int, str]) -> str:
    if prefix := prefixes.get(id(problem.row)):
        return prefix
    if problem.field in form.fields:
        return str(form[problem.field].id_for_label)
    return f"{problem.field}-group" if problem.field else ""
