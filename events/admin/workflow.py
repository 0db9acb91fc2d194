"""The pages behind the buttons: what will happen, what keeps it from happening, and the note."""

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

from events.admin.acts import Act, offered
from events.editorial import EditorialError, Problem, StaleVersion, preview
from events.editorial.editions import current_edition, current_record
from events.editorial.versions import NOTE_LENGTH
from events.models import Action, Event
from events.timeline.differences import Difference, differences

NUMBER = re.compile(r"\A[0-9]{1,9}\Z")


class WithActs(admin.ModelAdmin):
    """Adds the buttons of `acts` to a change page, each leading to a page of its own."""

    acts: Sequence[Act] = ()

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        view = self.admin_site.admin_view(self.act_view)
        return [path("<path:object_id>/act/<slug:slug>/", view, name=name), *super().get_urls()]

    def offered_acts(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_act"
        return [
            {"act": act, "url": reverse(name, args=[record.pk, act.slug])}
            for act in offered(self.acts, request, record)
        ]

    def act_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        record = self.get_object(request, object_id)
        act = next((act for act in self.acts if act.slug == slug), None)
        if record is None or act is None:
            raise Http404
        if not request.user.has_perm(act.permission):
            raise PermissionDenied
        if request.method == "POST":
            return self._do(request, record, act)
        if not act.offered(record):
            messages.warning(request, _("This cannot be done with the record as it is now."))
            return HttpResponseRedirect(self._change_url(record))
        return self._confirm(request, record, act, ActForm(act))

    def _do(self, request: HttpRequest, record: Any, act: Act) -> HttpResponse:
        form = ActForm(act, data=request.POST)
        if not form.is_valid():
            return self._confirm(request, record, act, form)
        typed = request.POST.get("expected_version", "")
        based_on = int(typed) if NUMBER.match(typed) else 0
        arguments = {act.text: form.cleaned_data["text"]} if act.text else {}
        try:
            act.verb(
                **{f"{self.opts.model_name}_id": record.pk},
                editor=request.user,
                now=timezone.now(),
                expected_version=based_on,
                **arguments,
            )
        except EditorialError as error:
            form.refuse(error.problems, act)
            stale = isinstance(error, StaleVersion)
            return self._confirm(request, record, act, form, since=based_on if stale else None)
        self.log_change(request, record, str(act.label))
        messages.success(request, self._told(record, act))
        return HttpResponseRedirect(self._change_url(record))

    def _told(self, record: Any, act: Act) -> str:
        if not (act.publishes or act.grave):
            return str(act.done)
        address = record.get_absolute_url()
        return format_html('{} <a href="{}">{}</a>', act.done, address, _("View on site"))

    def _change_url(self, record: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]
        )

    def _confirm(
        self,
        request: HttpRequest,
        record: Any,
        act: Act,
        form: "ActForm",
        since: int | None = None,
    ) -> HttpResponse:
        # Read anew: after a refusal the page shows, and is based on, what stands now.
        record.refresh_from_db()
        problems, changes, first = outlook(record, act)
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "act": act,
            "form": form,
            "possible": act.offered(record) and not problems,
            "problems": problems,
            "differences": changes,
            "first": first,
            "meanwhile": meanwhile(record, since),
            "back": self._change_url(record),
        }
        return TemplateResponse(request, "admin/act.html", context)


class ActForm(forms.Form):
    """The one box of an act."""

    text = forms.CharField(
        required=False, strip=True, max_length=NOTE_LENGTH, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, act: Act, **kwargs: Any) -> None:
        super().__init__(label_suffix="", **kwargs)
        self.fields["text"].label = act.text_label
        self.fields["text"].required = act.required
        if not act.text:
            del self.fields["text"]

    def refuse(self, problems: Sequence[Problem], act: Act) -> None:
        for problem in problems:
            own = act.text and problem.field == act.text
            self.add_error("text" if own else None, problem.message)


def outlook(record: Any, act: Act) -> tuple[list[Problem], list[Difference], bool]:
    """What keeps an event from being put out, what would change, and whether it is new."""
    if not act.publishes or not isinstance(record, Event):
        return [], [], False
    planned, problems = preview(record.pk, now=timezone.now())
    current = current_record(record.pk)
    if planned is None or current is None:
        return problems, [], current_edition(record.pk) is None
    return problems, differences(current, planned), False


def meanwhile(record: Any, since: int | None) -> list[Action]:
    """What others did to an event since the version that a page was based on."""
    if since is None or not isinstance(record, Event):
        return []
    return list(record.actions.filter(version__gt=since).select_related("editor"))
