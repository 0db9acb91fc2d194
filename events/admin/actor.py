"""The `ModelAdmin`s of actors, offices and tenures."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from events.admin.event_inlines import CITATIONS, CitationInline
from events.admin.model_admin import CuratedAdmin, ReadOnlyAdmin
from events.admin.nested_inlines import NameInline, NestedForm, NestedInline
from events.admin.record_labels import actor_label, tenure_label
from events.admin.when_field import WhenFormField
from events.editorial import save_actor, save_office
from events.models import Actor, ActorName, Office, OfficeName, Tenure
from events.record.scripts import script_of
from events.search import find_actors

MAX_RESULTS = 60
MAX_SEARCH_LENGTH = 200


class ActorNameForm(NestedForm):
    """A name whose script is found out from its letters, unless somebody has typed one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "script" in self.fields:
            self.fields["script"].required = False
            self.fields["script"].help_text = _("Found out from the name if it is empty.")
            if self.instance._state.adding:
                self.initial["script"] = ""

    def clean_script(self) -> str:
        typed: str = self.cleaned_data["script"]
        name, language = (self.cleaned_data.get(part, "") for part in ("name", "language"))
        was_found_out = "name" in self.changed_data and "script" not in self.changed_data
        return script_of(name, language) if was_found_out or not typed else typed


class ActorNameInline(NestedInline):
    model = ActorName
    form = ActorNameForm
    keeps_extra = True
    help_text = _("All names, in any script. Each finds the actor; readers see the official ones.")
    fields = [("name", "language", "script", "kind")]


class TenureForm(NestedForm):
    start = WhenFormField(label=_("from"))
    end = WhenFormField(label=_("until"))


class TenureInline(NestedInline):
    model = Tenure
    form = TenureForm
    collapsible = True
    children = [CitationInline]
    autocomplete_fields = ["office"]
    select_related = ["office", "actor"]
    prefetch_related = CITATIONS
    help_text = _("Say what the start means: the first day in office or only the first mention.")
    fields = [("office", "start_means"), ("start", "end")]


class ActorAdmin(CuratedAdmin):
    list_display = ["label", "kind", "other_names", "wikidata"]
    list_filter = ["kind"]
    search_fields = ["names__name"]
    search_help_text = _("Any name in any script: Patruschew, Patrushev, Патрушев, Moskau")
    inlines = [ActorNameInline, TenureInline]
    fields = [("label", "kind", "wikidata"), "expected_version"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Actor]:
        return super().get_queryset(request).filter(merged_into=None).prefetch_related("names")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Actor], search_term: str
    ) -> tuple[models.QuerySet[Actor], bool]:
        """Search all names in any spelling, best matches first, with the `matched_name`."""
        text = search_term.replace("\x00", "")[:MAX_SEARCH_LENGTH].strip()
        if not text:
            return queryset, False
        matches = find_actors(text, limit=MAX_RESULTS)
        ranks = [When(pk=match.actor_id, then=Value(rank)) for rank, match in enumerate(matches)]
        names = [When(pk=match.actor_id, then=Value(match.name)) for match in matches]
        found = queryset.filter(
            Q(pk__in=[match.actor_id for match in matches]) | Q(label__icontains=text) | Q(pk=text)
        )
        if not ranks:  # a number in ORDER BY would refer to a column
            return found.order_by("label", "id"), False
        order = Case(*ranks, default=Value(MAX_RESULTS), output_field=models.IntegerField())
        name = Case(*names, default=Value(""), output_field=models.CharField())
        return found.annotate(matched_name=name).order_by(order, "label", "id"), False

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        matched = getattr(record, "matched_name", "")
        return actor_label(record, most_similar_name(request.GET.get("term", ""), record, matched))

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        save_actor(actor=record, editor=editor, now=timezone.now(), reason=reason)

    @admin.display(description=_("names"))
    def other_names(self, actor: Actor) -> str:
        names = dict.fromkeys(name.name for name in actor.names.all() if name.name != actor.label)
        shown = list(names)[:6]
        return ", ".join(shown) + (" …" if len(names) > len(shown) else "")


def most_similar_name(term: str, actor: Actor, matched: str) -> str:
    """The name most similar to the search term: the search matches many spellings alike."""
    text = term[:MAX_SEARCH_LENGTH].strip().casefold()
    if not matched or not text:
        return matched
    names = [actor.label, matched, *(name.name for name in actor.names.all())]
    return max(names, key=lambda name: (fuzz.partial_ratio(text, name.casefold()), name == matched))


class OfficeNameInline(NameInline):
    model = OfficeName


class OfficeAdmin(CuratedAdmin):
    list_display = ["label", "body"]
    list_select_related = ["body"]
    search_fields = ["label", "names__name", "body__label"]
    autocomplete_fields = ["body"]
    inlines = [OfficeNameInline]
    fields = [("label", "body"), "expected_version"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Office]:
        return super().get_queryset(request).select_related("body")

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        return f"{record.label} ({record.body.label})" if record.body else str(record.label)

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        save_office(office=record, editor=editor, now=timezone.now(), reason=reason)


class TenureAdmin(ReadOnlyAdmin):
    """Only for autocompletion; tenures are edited with their actor."""

    search_fields = ["office__label", "office__names__name", "actor__names__name", "actor__label"]
    list_display = ["label"]

    def label(self, tenure: Tenure) -> str:
        return tenure_label(tenure)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Tenure]:
        return super().get_queryset(request).select_related("office", "actor")
