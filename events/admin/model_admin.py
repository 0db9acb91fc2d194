"""The `ModelAdmin` classes of the desk: every save goes through the editorial verbs."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import IntegrityError, OperationalError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.approval import approvable_models, approvals_url
from events.admin.autosave import AutosaveMixin
from events.admin.conflict import choices_of, is_outdated, told_conflicts
from events.admin.formfields import SUGGESTED_LANGUAGES, FormFieldsMixin, when_columns
from events.admin.forms import CuratedForm, DeskForm
from events.admin.nested_inlines import NestedAdminFormSet
from events.admin.primary_keys import is_valid_pk
from events.admin.record_labels import prefetch_for_labels, record_label
from events.admin.submitted import submitted_document
from events.admin.versions import VersionedAdmin
from events.dates import zone_names
from events.editorial import EditorialError, Problem, StaleVersion, begin_change
from events.editorial.drafts.merging import Conflicting, merge_change
from events.editorial.versions import stale
from events.models.identity import Approvable
from events.search.turns import is_locked
from events.timeline.labels import active_language, language_labels

MAX_SEARCH_LENGTH = 200
MAX_SEARCH_WORDS = 8


class GuardedAdmin(VersionedAdmin):
    """Validates primary keys, search terms and lookups before they reach the database.

    `allowed_lookups` are those that other pages of the desk link to, besides those of the filters.
    """

    allowed_lookups: Sequence[str] = ()

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        if from_field is None and not is_valid_pk(self.model, object_id):
            return None
        return super().get_object(request, object_id, from_field)

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        selected = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(is_valid_pk(self.model, key) for key in selected):
            messages.error(request, _("This record does not exist."))
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        # Each word adds a join, and SQLite joins 64 tables at most.
        words = search_term.replace("\x00", "")[:MAX_SEARCH_LENGTH].split()[:MAX_SEARCH_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only the lookups of the filters; Django also allows lookups of any column."""
        allowed = set(self.allowed_lookups)
        for spec in self.get_list_filter(request):
            if isinstance(spec, str):
                allowed |= {f"{spec}__exact", f"{spec}__isnull"}
            else:
                allowed |= set(getattr(spec, "parameters", ()))
        return lookup in allowed


class DeskAdmin(FormFieldsMixin, GuardedAdmin):
    """The base of all records that editors can see."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    change_form_template = "admin/desk_change_form.html"
    view_on_site = False
    save_on_top = False

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list[Any]:
        admin_formsets = super().get_inline_formsets(*args, **kwargs)
        return [NestedAdminFormSet.of(admin_formset) for admin_formset in admin_formsets]

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        """The label of a search result; `autocomplete_queryset` has fetched what it needs."""
        return record_label(record)

    def autocomplete_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return prefetch_for_labels(self.get_queryset(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the form again, with the input, if a verb or the database refuses to save it."""
        changeform_view = super().changeform_view
        refused: Any = request
        try:
            return changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion as error:
            # Someone else has saved it since the form was validated: once more, on top of that.
            if not getattr(request, "desk_retried", False):
                refused.desk_retried = True
                return self.changeform_view(request, object_id, form_url, extra_context)
            problems = error.problems
        except EditorialError as error:
            problems = error.problems
            if isinstance(error, Conflicting):
                posted: Any = request
                posted.desk_conflict = error
        except IntegrityError:
            message = _("This contradicts what is already recorded. Nothing was saved.")
            problems = [Problem("", message)]
        except OperationalError as error:
            if not is_locked(error):
                raise
            message = _("Others are writing at the moment. Nothing was saved. Please save again.")
            problems = [Problem("", message)]
            refused.is_locked = True
            # Without a transaction, which would wait for the lock again: nothing will be written.
            desk: Any = self
            changeform_view = desk._changeform_view
        refused.desk_problems = problems
        return changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, DeskForm):
            form.can_view_sources = request.user.has_perm("events.view_source")
        if issubclass(form, CuratedForm):
            form.problems = getattr(request, "desk_problems", ())
            posted: Any = request
            # For the formsets as well, which are made next.
            form.merges = posted.desk_merges = change and is_outdated(request, obj)
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        conflict = getattr(request, "desk_conflict", None)
        if conflict is not None:
            context["conflicts"] = told_conflicts(request, conflict)
        record = context.get("original")
        if isinstance(record, Approvable) and record.is_waiting:
            may_approve = type(record) in approvable_models(request)
            context["waiting_url"] = approvals_url(record) if may_approve else ""
            context["is_waiting"] = True
        context["suggested_languages"] = {
            tag: language_labels(tag)[active_language()] for tag in SUGGESTED_LANGUAGES
        }
        context["suggested_zones"] = sorted(name for name in zone_names() if "/" in name)
        return super().render_change_form(request, context, *args, **kwargs)


class CuratedAdmin(AutosaveMixin, DeskAdmin):
    """A record with a version: compare and swap it, then save the rows, then call the verb."""

    form = CuratedForm
    change_from_document: Callable[..., Any] | None = None
    """The verb that writes a merged document, of a record that `editorial` has none for."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.begin_save(request, obj)
        if not change:
            obj.save(force_insert=True)
            return
        if form.is_stale:
            return  # `save_related` knows all that was submitted.
        begin_change(
            self.model,
            obj.pk,
            expected_version=form.cleaned_data["expected_version"],
            now=timezone.now(),
        )
        # Not the version and the state, which were read before the row was locked.
        obj.save(update_fields=editable_columns(self.model))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if form.is_stale:
            self._merge(request, form, formsets)
            return
        super().save_related(request, form, formsets, change)
        self.after_save(request, form.instance, form.cleaned_data.get("reason", ""), change)
        self._tell_if_waiting(request, form.instance)

    def _tell_if_waiting(self, request: HttpRequest, record: Any) -> None:
        if isinstance(record, Approvable):
            record.refresh_from_db(fields=["version", "approved_version"])
            if record.is_waiting:
                messages.info(request, _("Readers see these changes once they are approved."))

    def _merge(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        """Save the input together with what others have saved since the form was opened."""
        record: Any = form.instance
        editor: Any = request.user
        others = stale(self.model, record.pk).problems[0].message
        try:
            merge_change(
                model=self.model,
                pk=record.pk,
                base_version=form.cleaned_data["expected_version"],
                mine=submitted_document(form, formsets),
                choices=choices_of(request),
                editor=editor,
                now=timezone.now(),
                reason=form.cleaned_data.get("reason", ""),
                change=self.change_from_document,
            )
        except Conflicting as conflict:
            conflict.problems.insert(0, Problem("", others))
            raise
        record.refresh_from_db()
        messages.info(request, f"{others} {_('Your changes and theirs have both been saved.')}")
        self._tell_if_waiting(request, record)

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        """Call the verb of a record that `save_model` could not finish: its rows are saved now."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Parts of the record need no permission of their own to be deleted with it."""
        shown, counts, refused, protected = super().get_deleted_objects(objs, request)
        parts = {
            str(relation.related_model._meta.verbose_name)
            for relation in self.opts.related_objects
            if relation.on_delete is models.CASCADE
        }
        return shown, counts, refused - parts, protected


def editable_columns(model: type[models.Model]) -> list[str]:
    """The columns that a form can change: those of editable fields and those of Whens."""
    of_whens = when_columns(model)
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and (field.editable or field.name in of_whens)
    ]


class ReadOnlyAdmin(DeskAdmin):
    """Records that only the editorial verbs write."""

    shows_all_fields = False
    actions: Sequence[Callable[..., Any] | str] | None = None

    @admin.display(description=gettext_lazy("editor"))
    def editor_name(self, record: Any) -> str:
        return str(record.editor.get_username())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
