"""What was typed and not saved: kept on the server, shown again with the form, and deleted."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.forms.utils import ErrorDict, ErrorList
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from events.accounts.form_keys import FORM_KEY, FormKey, form_key_of, own_form_key
from events.accounts.gates import (
    AUTOSAVE,
    CSRF_FIELD,
    POPUP,
    REFUSED,
    fields_of,
    form_path,
    keep_typed,
)
from events.admin.form_differences import form_differences
from events.editorial import Problem
from events.editorial.autosaving import FormSave, begin_save, discard_form, finish_save, saved_form
from events.editorial.versions import stale
from events.models import Autosave
from events.record.text import Removed

REASONS: Final[Mapping[str, Promise]] = {
    "session": gettext_lazy("You had been signed out, so nothing was saved."),
    "csrf": gettext_lazy("The form had expired, so nothing was saved."),
    "fields": gettext_lazy(
        "The form has more fields than can be saved at once, so nothing was saved. Remove rows, "
        "or save some of them first."
    ),
}
REMOVED: Final[Mapping[Removed, Promise]] = {
    Removed.CONTROL: gettext_lazy("control characters"),
    Removed.SOFT_HYPHEN: gettext_lazy("soft hyphens"),
    Removed.ZERO_WIDTH: gettext_lazy("zero-width characters"),
    Removed.DIRECTION: gettext_lazy("marks that change the writing direction"),
}
NOTHING: Final = "none"
"""Shows the form as it was saved, and leaves what is kept."""


class AlreadySaved(Exception):
    """The same form was sent twice at once. `pk` is the record that the first was saved as."""

    def __init__(self, pk: str) -> None:
        super().__init__(pk)
        self.pk = pk


class AutosaveMixin(admin.ModelAdmin):
    """Shows again what was typed into a form and not saved, and saves a form sent twice once."""

    keeps_forms = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if not self.keeps_forms:
            return super().changeform_view(request, object_id, form_url, extra_context)
        sent: Any = request
        sent.form_key = FormKey.fresh(sent.user)
        if request.method == "POST":
            return self._sent(sent, object_id, form_url, extra_context)
        kept = self._kept(request, object_id)
        if kept is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        return self._shown_again(sent, kept, object_id, form_url)

    def _sent(
        self, request: Any, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        key = own_form_key(request)
        request.form_key = key or request.form_key
        if removed := getattr(request, "removed", None):
            messages.info(request, removed_message(removed))
        earlier = saved_form(editor=request.user, key=key.key) if key else None
        if earlier and earlier.digest == form_digest(request.POST):
            return self._sent_again(request, earlier.pk)
        if earlier and object_id is None and (record := self.get_object(request, earlier.pk)):
            return self._changed_since(request, record)
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except AlreadySaved as concurrent:
            return self._sent_again(request, concurrent.pk)
        # While others are writing, keeping the form would wait for the same lock again.
        if response.status_code == 200 and not getattr(request, "is_locked", False):
            keep_typed(request, form_path(request))
        return response

    def _sent_again(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The answer to a form that was sent twice: there is one record."""
        record = self.get_object(request, pk)
        messages.info(request, _("The form was sent twice, and saved once."))
        if record is None or not self.has_view_or_change_permission(request, record):
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(self.change_url(record))

    def _changed_since(self, request: Any, record: Any) -> HttpResponse:
        """The form of a new record was saved, changed in another tab, and sent again."""
        request.form_key = FormKey.fresh(request.user)
        text = _("This form was already saved as “{}”. Save it again to make another record.")
        link = format_html('<a href="{}">{}</a>', self.change_url(record), record)
        request.desk_problems = [Problem("", format_html(text, link))]
        desk: Any = self
        response: HttpResponse = desk._changeform_view(request, None, "", None)
        return response

    def change_url(self, record: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk]
        )

    def _kept(self, request: HttpRequest, object_id: str | None) -> Autosave | None:
        """What is to be shown instead of the saved record: what the address names, else the newest
        that was typed into the form of this record. A new record starts empty.
        """
        chosen = request.GET.get(AUTOSAVE, "")
        forms = self.kept_forms(request)
        if chosen:
            return next((kept for kept in forms if str(kept.pk) == chosen), None)
        return next(iter(forms), None) if object_id else None

    def kept_forms(self, request: HttpRequest, path: str = "") -> list[Autosave]:
        """What the user typed into this form in any tab, the newest first; without the fields."""
        own = Autosave.objects.filter(user=request.user.pk, path=path or form_path(request))
        return list(own.defer("fields"))

    def _shown_again(
        self, request: Any, kept: Autosave, object_id: str | None, form_url: str
    ) -> HttpResponse:
        record = self.get_object(request, object_id) if object_id else None
        may_save = (
            self.has_change_permission(request, record)
            if object_id
            else self.has_add_permission(request)
        )
        desk: Any = self
        if not may_save or (object_id and record is None):
            return super().changeform_view(request, object_id, form_url)
        # As if it had just been sent, and refused: there is always a problem, so nothing is saved.
        request.POST = fields_of(kept)
        request.method = "POST"
        request.autosave = kept
        request.form_key = FormKey(request.user.pk, kept.key)
        request.desk_problems = [Problem("", "")]
        response: HttpResponse = desk._changeform_view(request, object_id, form_url, None)
        request.method = "GET"
        return response

    def begin_save(self, request: HttpRequest, record: Any) -> None:
        """Call it in the transaction before the record is saved. Raise `AlreadySaved`."""
        key = own_form_key(request)
        if key is None:
            return
        save = FormSave(key.key, form_digest(request.POST), record.pk or "")
        earlier = begin_save(editor=_editor(request), save=save, now=timezone.now())
        if earlier is not None:
            raise AlreadySaved(earlier.pk)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        key = own_form_key(request)
        if key and not change:  # only now the record has a primary key
            finish_save(editor=_editor(request), key=key.key, pk=form.instance.pk)
        super().save_related(request, form, formsets, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        shown: Any = request
        if key := getattr(shown, "form_key", None):
            context["form_key"] = key.signed
            context["form_path"] = form_path(request)
            context["max_form_bytes"] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        kept = getattr(shown, "autosave", None)
        if kept is not None:
            context["restored"] = kept_form(kept)
            context["restored_reason"] = REASONS.get(request.GET.get(REFUSED, ""), "")
            form, formsets = context["adminform"].form, context["inline_admin_formsets"]
            context["restored_differences"] = form_differences(form, formsets)
            context["errors"] = _leave_conflicts_only(form, formsets)
        if self.keeps_forms and (request.method == "GET" or kept is not None):
            others = [one for one in self.kept_forms(request) if one != kept]
            context["kept_forms"] = [kept_form(one) for one in others]
        return super().render_change_form(request, context, *args, **kwargs)


def removed_message(removed: Mapping[Removed, int]) -> str:
    """What was taken out of what was pasted, for the editor."""
    kinds = ", ".join(f"{REMOVED[kind]} ({count})" for kind, count in removed.items())
    return _("Characters that cannot be seen were removed: %(kinds)s.") % {"kinds": kinds}


def _editor(request: HttpRequest) -> Any:
    return request.user


def form_digest(fields: Any) -> str:
    """What was sent with a form, and which button was pressed, in short."""
    sent = sorted(pair for pair in fields.lists() if pair[0] not in {FORM_KEY, CSRF_FIELD})
    return hashlib.sha256(repr(sent).encode()).hexdigest()


def _leave_conflicts_only(form: Any, admin_formsets: Any) -> list[Any]:
    """Forget what is wrong with unfinished input, which nobody has tried to save yet, except that
    somebody else has changed the record. Return what is left.
    """
    record = form.instance
    others = [stale(type(record), record.pk).problems[0].message] if form.is_stale else []
    form._errors = ErrorDict()
    if others:
        form._errors["__all__"] = ErrorList(others, error_class="nonfield")
    _clear_formsets([admin_formset.formset for admin_formset in admin_formsets])
    return others


def _clear_formsets(formsets: list[Any]) -> None:
    for formset in formsets:
        formset._non_form_errors = ErrorList(error_class="nonform")
        for form in formset.forms:
            form._errors = ErrorDict()
            _clear_formsets([nested.formset for nested in form.nested_formsets])


def kept_form(kept: Autosave) -> dict[str, Any]:
    """What the pages say of a form that was kept."""
    at = localtime(kept.saved_at)
    is_today = at.date() == localtime().date()
    separator = "&" if "?" in kept.path else "?"
    return {
        "pk": kept.pk,
        "title": kept.title,
        "time": date_format(at, "H:i" if is_today else "DATETIME_FORMAT"),
        "at": kept.saved_at,
        "url": f"{kept.path}{separator}{urlencode({AUTOSAVE: kept.pk})}",
        "saved_url": f"{kept.path}{separator}{urlencode({AUTOSAVE: NOTHING})}",
    }


@csrf_exempt
@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed. The form's key shows whose it is, even if the session has ended.

    Without a session there is no CSRF token either; the key, which only a page of the account has,
    takes its place.
    """
    path = request.GET.get("path", "")
    if form_key_of(request) is None:
        return JsonResponse({"message": _("This page is too old. Reload it.")}, status=403)
    if not is_form_of_the_desk(path):
        return JsonResponse({"message": _("There is no such form.")}, status=400)
    kept = keep_typed(request, path)
    if kept is None:
        return JsonResponse({"message": _("This form was already saved.")}, status=409)
    signed_in = own_form_key(request) is not None
    message = _("Kept at %(time)s") % {"time": date_format(localtime(kept.saved_at), "H:i")}
    return JsonResponse({"message": message, "signed_in": signed_in})


def is_form_of_the_desk(path: str) -> bool:
    address, _mark, query = path.partition("?")
    try:
        match = resolve(address)
    except Resolver404:
        return False
    return (
        match.app_names == ["admin"]
        and (match.url_name or "").endswith(("_add", "_change"))
        and query in {"", f"{POPUP}=1"}
    )


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what was kept of a form, and show the form as it was saved."""
    kept = Autosave.objects.filter(user=request.user.pk, pk=pk).first()
    if kept is None:
        raise Http404
    discard_form(editor=_editor(request), key=kept.key)
    messages.success(request, _("What was not saved has been discarded."))
    return HttpResponseRedirect(kept.path)
