"""The buttons of workflow actions in the form of a record: save what was typed, then act.

Both happen in the transaction of the save. If either is refused, nothing is written and the form
comes back with everything that was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.admin.autosave import AutosaveMixin
from events.admin.workflow_actions import WorkflowAction, available_actions
from events.editorial import EditorialError, Problem
from events.editorial.versions import stale
from events.record import limits

BUTTON: Final = "_workflow"
"""The name of the buttons; the value is the slug of the action."""


class WorkflowForm(forms.Form):
    """The note or the reason of a workflow action, if it takes one."""

    use_required_attribute = False  # the field may be hidden, and another button pressed
    text = forms.CharField(
        required=False, strip=True, max_length=limits.REASON, widget=forms.Textarea({"rows": 3})
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


@dataclass(frozen=True)
class WorkflowPanel:
    """A button of the form, with the field for its note."""

    action: WorkflowAction
    form: WorkflowForm

    @classmethod
    def of(cls, action: WorkflowAction, data: Any = None) -> "WorkflowPanel":
        return cls(action, WorkflowForm(action, data=data, prefix=f"workflow-{action.slug}"))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the note, for the list above the form."""
        errors: Any = self.form.errors.get("text", [])
        return [Problem("", f"{self.action.text_label}: {error}") for error in errors]

    @property
    def is_open(self) -> bool:
        """Whether the field is shown at first: something was typed into it, or is missing."""
        return bool(self.form.is_bound and "text" in self.form.fields and self.form["text"].data)


class WorkflowFormMixin(AutosaveMixin):
    """Does the action whose button was pressed after the record was saved."""

    workflow_actions: Sequence[WorkflowAction] = ()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        slug = request.POST.get(BUTTON)
        if slug is not None:
            refused: Any = request
            refused.desk_problems = self._pressed(request, slug)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _pressed(self, request: Any, slug: str) -> list[Problem]:
        """Note the action that was pressed for this request, and return what is wrong with it."""
        action = next((action for action in self.workflow_actions if action.slug == slug), None)
        if action is None:
            return [Problem("", _("There is no such action."))]
        request.desk_panel = panel = WorkflowPanel.of(action, request.POST)
        if not request.user.has_perm(action.permission):
            return [Problem("", _("Your account may not do this."))]
        return panel.problems

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        desk: Any = super()
        formsets, inlines = desk._create_formsets(request, obj, change)
        sent: Any = request
        sent.desk_formsets = formsets
        return formsets, inlines

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and form.is_stale and panel_of(request):
            self.begin_save(request, obj)  # unless it is a form that was sent twice
            # Nobody may publish what somebody else has just written without having seen it.
            words = _("Save first and look at both changes together, then press the button again.")
            others = stale(self.model, obj.pk).problems[0].message
            raise EditorialError([Problem("", f"{others} {words}")])
        if change and only_acts(request, form):
            self.begin_save(request, obj)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        panel = panel_of(request)
        if change and only_acts(request, form):
            version = form.cleaned_data["expected_version"]
        else:
            super().save_related(request, form, formsets, change)
            records = type(form.instance)._default_manager
            version = records.values_list("version", flat=True).get(pk=form.instance.pk)
        if panel:
            self.perform(request, form.instance.pk, panel, version)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        if not add and only_acts(request, form):
            return []  # the formsets were not saved
        return super().construct_change_message(request, form, formsets, add)

    def perform(
        self, request: HttpRequest, pk: str, panel: WorkflowPanel, expected_version: int
    ) -> None:
        """Call the verb of an action whose form is valid. Raise `EditorialError`."""
        action = panel.action
        text = {action.text_argument: panel.form.cleaned_data["text"]} if panel.form.fields else {}
        action.verb(
            **{f"{self.opts.model_name}_id": pk},
            editor=request.user,
            now=timezone.now(),
            expected_version=expected_version,
            **text,
        )

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        return self._response(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        return self._response(request, obj) or super().response_change(request, obj)

    def _response(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        panel = panel_of(request)
        if panel is None:
            return None
        self.log_change(request, obj, str(panel.action.label))
        messages.success(request, self.success_message(obj, panel.action))
        return HttpResponseRedirect(self.change_url(obj))

    def success_message(self, record: Any, action: WorkflowAction) -> str:
        if not action.has_page:
            return str(action.success_message)
        url = record.get_absolute_url()
        return format_html('{} <a href="{}">{}</a>', action.success_message, url, _("View on site"))

    def workflow_panels(self, request: HttpRequest, record: Any) -> list[WorkflowPanel]:
        """The buttons of the form; `record` is None for a new one."""
        may_save = (
            self.has_change_permission(request, record)
            if record
            else self.has_add_permission(request)
        )
        if not may_save or IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
            return []
        # A note that belongs to another button than the one pressed comes back as well.
        data = request.POST if request.method == "POST" else None
        actions = available_actions(self.workflow_actions, request, record or self.model())
        return [WorkflowPanel.of(action, data) for action in actions]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        context["workflow_panels"] = self.workflow_panels(request, record)
        context["pressed"] = panel_of(request)
        return super().render_change_form(request, context, *args, **kwargs)


def panel_of(request: Any) -> WorkflowPanel | None:
    """The button that was pressed, if it was one of an action."""
    return getattr(request, "desk_panel", None)


def only_acts(request: Any, form: Any) -> bool:
    """Whether a button was pressed in a form in which nothing was changed: nobody has changed the
    record then.
    """
    if panel_of(request) is None:
        return False
    formsets = getattr(request, "desk_formsets", ())
    return not (form.has_changed() or any(formset.has_changed() for formset in formsets))
