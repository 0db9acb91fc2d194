"""What all pages of the desk share: saving goes through the editorial verbs, or not at all."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin.choosing import is_key
from events.admin.conflict import conflicts
from events.admin.forms import CuratedForm, DeskForm
from events.admin.labels import record_label, with_label
from events.admin.nested import RowSet
from events.admin.rows import RecordFields
from events.dates import zone_names
from events.editorial import EditorialError, Problem, StaleVersion, begin_change
from events.models.when import WhenField

LANGUAGES = ("de", "en", "ru", "zh", "zh-Hans", "uk", "fr", "es", "ar", "fa", "tr", "pl", "ja")
"""Suggested where a language is asked for; any other may be typed."""


class GuardedAdmin(admin.ModelAdmin):
    """Keys, searches and lookups from outside, before they reach the database."""

    linked_lookups: Sequence[str] = ()
    """Lookups that other pages of the desk link to."""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        if from_field is None and not is_key(self.model, object_id):
            return None
        return super().get_object(request, object_id, from_field)

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(is_key(self.model, key) for key in chosen):
            messages.error(request, _("This record does not exist."))
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        # Each word is a join of its own, and SQLite joins 64 tables at most.
        words = search_term.replace("\x00", "")[:200].split()[:8]
        return super().get_search_results(request, queryset, " ".join(words))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the page's own filters ask; Django allows any lookup of any column."""
        allowed = set(self.linked_lookups)
        for spec in self.get_list_filter(request):  # type: ignore[arg-type]
            if isinstance(spec, str):
                allowed |= {f"{spec}__exact", f"{spec}__isnull"}
            else:
                allowed |= set(getattr(spec, "parameters", ()))
        return lookup in allowed


class DeskAdmin(RecordFields, GuardedAdmin):
    """Pages of any record of the desk."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    change_form_template = "admin/record_form.html"
    view_on_site = False
    save_on_top = False

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list[Any]:
        return [RowSet.of(shown) for shown in super().get_inline_formsets(*args, **kwargs)]

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        """What a search result says; `get_queryset` of the search has fetched what it needs."""
        return record_label(record)

    def autocomplete_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return with_label(self.get_queryset(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """One transaction. What a verb or the database refuses comes back with what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion:
            # Saved by someone else between our reading and our writing: the second look finds it.
            problems: list[Problem] = []
        except EditorialError as error:
            problems = error.problems
        except IntegrityError:
            message = _("This contradicts what is recorded already. Nothing was saved.")
            problems = [Problem("", message)]
        request.desk_problems = problems  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, DeskForm):
            form.names_sources = request.user.has_perm("events.view_source")
        if issubclass(form, CuratedForm):
            form.problems = getattr(request, "desk_problems", ())
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if getattr(form, "stale", False):
            context["conflicts"] = conflicts(form, context["inline_admin_formsets"])
        context["suggested_languages"] = LANGUAGES
        context["suggested_zones"] = sorted(name for name in zone_names() if "/" in name)
        return super().render_change_form(request, context, *args, **kwargs)


class CuratedAdmin(DeskAdmin):
    """A record with a version: compare and swap first, then the rows, then the verb."""

    form = CuratedForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.save(force_insert=True)
            return
        begin_change(
            self.model,
            obj.pk,
            expected_version=form.cleaned_data["expected_version"],
            now=timezone.now(),
        )
        # Never the version and the state, which were read before the row was locked.
        obj.save(update_fields=editable_columns(self.model))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.record(request, form.instance, form.cleaned_data.get("reason", ""), change)

    def record(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        """Tell the verb of this kind of record, after its rows were saved."""
        raise NotImplementedError

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What is part of the record goes with it, whatever may be done to it elsewhere."""
        shown, counts, refused, protected = super().get_deleted_objects(objs, request)
        parts = {
            str(relation.related_model._meta.verbose_name)
            for relation in self.opts.related_objects
            if relation.on_delete is models.CASCADE
        }
        return shown, counts, refused - parts, protected


def editable_columns(model: type[models.Model]) -> list[str]:
    """The columns that a form may write: those it shows and those that its Whens consist of."""
    whens = [name for name in dir(model) if isinstance(getattr(model, name, None), WhenField)]
    of_whens = {f"{name}_{column}" for name in whens for column in getattr(model, name).columns()}
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and (field.editable or field.name in of_whens)
    ]


class ReadOnlyAdmin(DeskAdmin):
    """What the verbs have written, to look at."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
