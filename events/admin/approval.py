"""The page on which reviewers make changes of records public that were waiting."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.admin.history import ShownDifference, shown
from events.editorial import EditorialError, approve
from events.editorial.approved import APPROVABLE
from events.editorial.approving import right_to_approve
from events.editorial.pending import PAGE, Waiting, waiting_changes, waiting_keys
from events.editorial.recording import BY_KIND, KEPT
from events.models.identity import Approvable
from events.record import limits
from events.record.vocabulary import RecordKind

_CHOSEN: Final = re.compile(
    r"\A(?P<kind>[a-z]{1,10}):(?P<pk>[0-9A-Za-z-]{1,20}):(?P<version>[0-9]{1,9})\Z"
)
_PAGE_NUMBER: Final = re.compile(r"\A[1-9][0-9]{0,5}\Z")


@dataclass(frozen=True)
class Entry:
    """A record on the page, and the value of its checkbox and button."""

    waiting: Waiting
    chosen: str
    change_url: str
    history_url: str
    differences: list[ShownDifference] | None
    more_events: int


def approvable_models(request: HttpRequest) -> list[type[Approvable]]:
    """Return the models whose changes the account may approve."""
    user: Any = request.user
    return [
        model
        for model in APPROVABLE
        if user.has_perm(f"events.{right_to_approve(model)}")
        and user.has_perm(f"events.view_{model._meta.model_name}")
    ]


def approvals_url(record: Approvable) -> str:
    """Return the address of the page for one record."""
    return f"{reverse('admin:approvals')}?record={KEPT[type(record)].kind}:{record.pk}"


def approvals(request: HttpRequest) -> HttpResponse:
    models = approvable_models(request)
    if not models:
        raise PermissionDenied
    note = ""
    if request.method == "POST":
        note = request.POST.get("note", "")
        if _approve_chosen(request, models, note):
            return HttpResponseRedirect(request.get_full_path())
    keys = waiting_keys(models)
    only = request.GET.get("record", "")
    if only:
        keys = [key for key in keys if f"{KEPT[key[1]].kind}:{key[2]}" == only]
    asked = request.GET.get("p", "")
    page = int(asked) if _PAGE_NUMBER.match(asked) else 1
    start = (page - 1) * PAGE
    context = {
        **admin.site.each_context(request),
        "title": _("Changes not public yet"),
        "entries": [_entry(one) for one in waiting_changes(keys[start : start + PAGE])],
        "count": len(keys),
        "only": only,
        "previous": page - 1,
        "next": page + 1 if len(keys) > start + PAGE else None,
        "note": note,
        "max_length": limits.REASON,
    }
    return TemplateResponse(request, "admin/approvals.html", context)


def _entry(one: Waiting) -> Entry:
    name = f"admin:events_{one.record._meta.model_name}"
    return Entry(
        one,
        f"{one.kind}:{one.record.pk}:{one.record.version}",
        reverse(f"{name}_change", args=[one.record.pk]),
        reverse(f"{name}_history", args=[one.record.pk]),
        None if one.differences is None else shown(one.differences),
        one.event_count - len(one.events),
    )


def _approve_chosen(request: HttpRequest, models: list[type[Approvable]], note: str) -> bool:
    """Approve each chosen record in a transaction of its own. Return whether all were approved."""
    single = request.POST.get("approve", "")
    chosen = [single] if single else request.POST.getlist("chosen")
    done = reissued = refused = 0
    editor: Any = request.user
    for value in chosen[: 2 * PAGE]:
        found = _CHOSEN.match(value)
        kept = (
            BY_KIND.get(RecordKind(found["kind"]))
            if found and found["kind"] in RecordKind
            else None
        )
        if found is None or kept is None or kept.model not in models:
            messages.error(request, _("This record does not exist."))
            refused += 1
            continue
        label = kept.model._default_manager.filter(pk=found["pk"]).first() or found["pk"]
        try:
            reissued += len(
                approve(
                    model=kept.model,
                    pk=found["pk"],
                    editor=editor,
                    now=timezone.now(),
                    expected_version=int(found["version"]),
                    note=note,
                )
            )
        except EditorialError as error:
            messages.error(request, format_html("“{}”: {}", label, str(error)))
            refused += 1
        else:
            done += 1
    if not chosen:
        messages.error(request, _("Select at least one record."))
    if done:
        _tell(request, done, reissued)
    return bool(chosen) and not refused


def _tell(request: HttpRequest, done: int, reissued: int) -> None:
    changes = ngettext(
        "%(count)d record is public as it is now.",
        "%(count)d records are public as they are now.",
        done,
    )
    events = ngettext("%(count)d event was reissued.", "%(count)d events were reissued.", reissued)
    messages.success(request, f"{changes % {'count': done}} {events % {'count': reissued}}")
