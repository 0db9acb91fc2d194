"""The history of a record: its versions, the differences of any two, and setting it back."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin.primary_keys import is_valid_pk
from events.editorial import EditorialError
from events.editorial.differences import Difference, differences
from events.editorial.drafts.merging import CHANGE, restore_version, version_document
from events.editorial.history import exists, history
from events.editorial.recording import KEPT, Kept, versions_of
from events.record import limits
from events.record.comparing import Part, word_differences

_NUMBER: Final = re.compile(r"\A[0-9]{1,9}\Z")
AUDIT: Final = "events.view_version"


@dataclass(frozen=True)
class ShownDifference:
    label: str
    parts: list[Part]


@dataclass(frozen=True)
class Comparison:
    """Two versions and their differences; None where something was removed by a redaction."""

    older: int
    newer: int
    differences: list[ShownDifference] | None


def shown(found: list[Difference]) -> list[ShownDifference]:
    return [ShownDifference(one.label, word_differences(one.old, one.new)) for one in found]


def history_response(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    kept: Kept = KEPT[model_admin.model]
    record = _record(model_admin, request, pk)
    titles = request.user.has_perm("events.view_event")
    page = history(kept, pk, until=_number(request.GET.get("until")), titles=titles)
    comparison = _comparison(request, kept, pk, titles=titles)
    number = getattr(record, "version", None)
    may_restore = (
        record is not None
        and model_admin.model in CHANGE
        and model_admin.has_change_permission(request, record)
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History"),
        "subtitle": str(record) if record else pk,
        "opts": model_admin.opts,
        "record": record,
        "steps": [(step, shown(step.differences)) for step in page.steps],
        "older": page.older,
        "comparison": comparison,
        "number": number,
        "may_restore": may_restore,
        "max_length": limits.REASON,
        "change_url": _url(model_admin, "change", pk) if record else "",
        "history_url": _url(model_admin, "history", pk),
    }
    return TemplateResponse(request, "admin/record_history.html", context)


def restore_response(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    record = _record(model_admin, request, pk)
    if record is None or model_admin.model not in CHANGE:
        raise Http404
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    editor: Any = request.user
    number = _number(request.POST.get("number")) or 0
    try:
        restore_version(
            model=model_admin.model,
            pk=pk,
            number=number,
            editor=editor,
            now=timezone.now(),
            expected_version=_number(request.POST.get("expected_version")) or 0,
            reason=request.POST.get("reason", ""),
        )
    except EditorialError as error:
        for problem in error.problems:
            messages.error(request, problem.message)
        query = f"?older={number}&newer={record.version}"
        return HttpResponseRedirect(_url(model_admin, "history", pk) + query)
    message = _("The record was set back to version %(number)d, as a new version.")
    messages.success(request, message % {"number": number})
    return HttpResponseRedirect(_url(model_admin, "history", pk))


def _record(model_admin: Any, request: HttpRequest, pk: str) -> Any:
    """Return the record; None if it was deleted, and the account may see all versions."""
    record = model_admin.get_object(request, pk)
    if record is None:
        was_kept = is_valid_pk(model_admin.model, pk) and versions_of(
            KEPT[model_admin.model].kind, pk
        )
        if not (request.user.has_perm(AUDIT) and was_kept and was_kept.exists()):
            raise Http404
        if exists(KEPT[model_admin.model], pk):
            raise PermissionDenied  # It is only not for this account.
    elif not model_admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    return record


def _comparison(request: HttpRequest, kept: Kept, pk: str, *, titles: bool) -> Comparison | None:
    """Return the two versions that were chosen, in their order."""
    chosen = [request.GET.get(name) for name in ("older", "newer")]
    if not any(chosen):
        return None
    numbers = sorted(number for number in map(_number, chosen) if number is not None)
    documents = [version_document(kept, pk, number) for number in numbers]
    if len(documents) != 2 or None in documents:
        messages.error(request, _("There is no such version."))
        return None
    old, new = (document or {} for document in documents)
    found = None
    if old and new:
        found = shown(differences(kept.document, old, new, titles=titles))
    return Comparison(numbers[0], numbers[1], found)


def _number(text: str | None) -> int | None:
    return int(text) if text and _NUMBER.match(text) else None


def _url(model_admin: Any, page: str, pk: str) -> str:
    opts = model_admin.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[pk])
