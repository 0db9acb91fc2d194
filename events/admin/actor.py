"""The pages of actors, with all their names and offices, and of the offices themselves."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from events.admin.event_rows import CitationInline
from events.admin.labels import actor_label, tenure_label
from events.admin.nested import NestedForm, NestedInline
from events.admin.pages import CuratedAdmin, DeskAdmin
from events.admin.when import WhenFormField
from events.editorial import save_actor
from events.models import Actor, ActorName, Office, OfficeName, Tenure
from events.search import find_actors

FOUND = 60
TYPED_LENGTH = 200


class ActorNameInline(NestedInline):
    model = ActorName
    keeps_spare = True
    intro = _("All names, in any script: each finds the actor. Readers see the official ones.")
    fieldsets = [(None, {"fields": [("name", "language", "script", "kind")]})]


class TenureForm(NestedForm):
    start = WhenFormField(label=_("from"))
    end = WhenFormField(label=_("until"))


class TenureInline(NestedInline):
    model = Tenure
    form = TenureForm
    folds = True
    children = [CitationInline]
    autocomplete_fields = ["office"]
    related = ["office", "actor"]
    prefetched = [
        "citations__source__publisher",
        "citations__via__actor",
        "citations__via__source__publisher",
    ]
    intro = _("Offices held. A first mention is not a first day: say what the start means.")
    fieldsets = [(None, {"fields": [("office", "start_means"), ("start", "end")]})]


class ActorAdmin(CuratedAdmin):
    list_display = ["label", "kind", "other_names", "wikidata"]
    list_filter = ["kind"]
    search_fields = ["names__name"]
    search_help_text = _("Any name in any script: Patruschew, Patrushev, Патрушев, Moskau")
    inlines = [ActorNameInline, TenureInline]
    fieldsets = [
        (None, {"fields": [("label", "kind", "wikidata"), "expected_version"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Actor]:
        return super().get_queryset(request).filter(merged_into=None).prefetch_related("names")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Actor], search_term: str
    ) -> tuple[models.QuerySet[Actor], bool]:
        """By any name in any spelling, best first; what was found stays with the request."""
        text = search_term.replace("\x00", "")[:TYPED_LENGTH].strip()
        if not text:
            return queryset, False
        matches = find_actors(text, limit=FOUND)
        request.found_names = {match.actor_id: match.name for match in matches}  # type: ignore[attr-defined]
        ranks = [When(pk=match.actor_id, then=Value(rank)) for rank, match in enumerate(matches)]
        found = queryset.filter(
            Q(pk__in=[match.actor_id for match in matches]) | Q(label__icontains=text) | Q(pk=text)
        )
        if not ranks:  # a bare number in ORDER BY would be the number of a column
            return found.order_by("label", "id"), False
        order = Case(*ranks, default=Value(FOUND), output_field=models.IntegerField())
        return found.order_by(order, "label", "id"), False

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        found = getattr(request, "found_names", {}).get(record.pk, "")
        return actor_label(record, likest(request.GET.get("term", ""), record, found))

    def record(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        save_actor(actor=record, editor=editor, now=timezone.now())

    @admin.display(description=_("names"))
    def other_names(self, actor: Actor) -> str:
        names = dict.fromkeys(name.name for name in actor.names.all() if name.name != actor.label)
        shown = list(names)[:6]
        return ", ".join(shown) + (" …" if len(names) > len(shown) else "")


def likest(typed: str, actor: Actor, found: str) -> str:
    """The name that looks most like what was typed, for one key stands for many spellings."""
    text = typed[:TYPED_LENGTH].strip().casefold()
    if not found or not text:
        return found
    names = [actor.label, found, *(name.name for name in actor.names.all())]
    return max(names, key=lambda name: (fuzz.partial_ratio(text, name.casefold()), name == found))


class OfficeNameInline(NestedInline):
    model = OfficeName
    keeps_spare = True
    fieldsets = [(None, {"fields": [("name", "language")]})]


class OfficeAdmin(CuratedAdmin):
    list_display = ["label", "body"]
    list_select_related = ["body"]
    search_fields = ["label", "names__name", "body__label"]
    autocomplete_fields = ["body"]
    inlines = [OfficeNameInline]
    fieldsets = [
        (None, {"fields": [("label", "body"), "expected_version"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Office]:
        return super().get_queryset(request).select_related("body")

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        return f"{record.label} ({record.body.label})" if record.body else str(record.label)

    def record(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        """The next edition of an event takes the office's titles as they are then."""


class TenureAdmin(DeskAdmin):
    """Only searched, from the participants of an event; tenures are written with their actor."""

    search_fields = ["office__label", "office__names__name", "actor__names__name", "actor__label"]
    list_display = ["label"]

    def label(self, tenure: Tenure) -> str:
        return tenure_label(tenure)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Tenure]:
        return super().get_queryset(request).select_related("office", "actor")
