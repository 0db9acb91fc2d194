"""The `ModelAdmin` of claims: to find claims of all events; they are edited with their event."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.display import display_date
from events.admin.event_titles import PartOfEventAdmin, may_see_events
from events.admin.record_labels import claim_label
from events.admin.work import AnswerFilter
from events.models import Claim


class ClaimAdmin(PartOfEventAdmin):
    list_display = ["label", "event_link", "said"]
    list_filter = [AnswerFilter, "kind", "modality"]
    search_fields = ["texts__text", "speaker__label", "speaker__names__name", "event__label", "=id"]
    fields = ["label", "event_link", "said", "quote"]
    readonly_fields = ["label", "event_link", "said"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Claim]:
        queryset = super().get_queryset(request)
        return queryset.select_related("speaker", "event").prefetch_related("texts")

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        label = claim_label(record)
        return f"{label} ({record.event.label})" if may_see_events(request) else label

    @admin.display(description=_("claim"))
    def label(self, claim: Claim) -> str:
        return claim_label(claim, 160)

    @admin.display(description=_("said"), ordering="said_sort_key", empty_value="–")
    def said(self, claim: Claim) -> str | None:
        return display_date(claim.said) or None
