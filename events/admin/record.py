"""What the verbs have written, to read: editions, profiles, the log; and claims across events."""

import json
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.labels import claim_label, language, worded
from events.admin.pages import ReadOnlyAdmin
from events.models import Action, Claim, Edition, Profile


def document_shown(document: str) -> str:
    text = json.dumps(json.loads(document), ensure_ascii=False, indent=2)
    return format_html('<pre class="document" tabindex="0">{}</pre>', text)


def titled(document: str) -> str:
    """The title or name of a stored record in the active language; "" for a tombstone."""
    record = json.loads(document)
    translated = record.get("texts", {}).get(language(), {}).get("title", "")
    return str(translated or record.get("title") or record.get("name") or "")


class EditionAdmin(ReadOnlyAdmin):
    list_display = ["seq", "title", "number", "kind", "at", "stands", "by", "note"]
    list_filter = ["kind"]
    linked_lookups = ["event__exact"]
    list_select_related = ["event", "editor"]
    search_fields = ["=event__id", "event__label"]
    ordering = ["-seq"]
    fields = ["seq", "title", "number", "kind", "at", "superseded_at", "by", "note", "json"]
    readonly_fields = ["title", "by", "json"]

    @admin.display(description=_("event"))
    def title(self, edition: Edition) -> str:
        address = reverse("admin:events_event_change", args=[edition.event_id])
        return format_html('<a href="{}">{}</a>', address, edition.event.label)

    @admin.display(description=_("stands"), boolean=True)
    def stands(self, edition: Edition) -> bool:
        return edition.superseded_at is None

    @admin.display(description=_("editor"))
    def by(self, edition: Edition) -> str:
        return edition.editor.get_username()

    @admin.display(description=_("public record"))
    def json(self, edition: Edition) -> str:
        return document_shown(edition.document)


class ProfileAdmin(ReadOnlyAdmin):
    list_display = ["subject", "kind", "title", "at", "stands"]
    list_filter = ["kind"]
    search_fields = ["=subject", "sort_key"]
    ordering = ["-at", "-id"]
    fields = ["subject", "kind", "title", "at", "superseded_at", "json"]
    readonly_fields = ["title", "json"]

    @admin.display(description=_("name or title"))
    def title(self, profile: Profile) -> str:
        return titled(profile.document)

    @admin.display(description=_("stands"), boolean=True)
    def stands(self, profile: Profile) -> bool:
        return profile.superseded_at is None

    @admin.display(description=_("public record"))
    def json(self, profile: Profile) -> str:
        return document_shown(profile.document)


class ActionAdmin(ReadOnlyAdmin):
    list_display = ["at", "record", "verb", "by", "reason", "version"]
    list_filter = ["verb"]
    linked_lookups = ["event__exact"]
    list_select_related = ["event", "editor"]
    search_fields = ["=event__id", "event__label", "editor__username"]
    fields = ["at", "record", "verb", "by", "reason", "version"]
    readonly_fields = ["record", "by"]

    @admin.display(description=_("event"))
    def record(self, action: Action) -> str:
        address = reverse("admin:events_event_change", args=[action.event_id])
        return format_html('<a href="{}">{}</a>', address, action.event.label)

    @admin.display(description=_("editor"))
    def by(self, action: Action) -> str:
        return action.editor.get_username()


class ClaimAdmin(ReadOnlyAdmin):
    """Claims of all events, to find; each is edited with its event."""

    list_display = ["what", "home", "when_said"]
    list_filter = ["kind", "modality"]
    search_fields = ["texts__text", "speaker__label", "speaker__names__name", "event__label", "=id"]
    fields = ["what", "home", "when_said", "quote"]
    readonly_fields = ["what", "home", "when_said"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Claim]:
        found = super().get_queryset(request)
        return found.select_related("speaker", "event").prefetch_related("texts")

    def autocomplete_label(self, request: HttpRequest, record: Any) -> str:
        return f"{claim_label(record)} ({record.event.label})"

    @admin.display(description=_("claim"))
    def what(self, claim: Claim) -> str:
        return claim_label(claim, 160)

    @admin.display(description=_("event"), ordering="event__label")
    def home(self, claim: Claim) -> str:
        address = reverse("admin:events_event_change", args=[claim.event_id])
        return format_html('<a href="{}">{}</a>', address, claim.event.label)

    @admin.display(description=_("said"), ordering="said_sort_key", empty_value="–")
    def when_said(self, claim: Claim) -> str | None:
        return worded(claim.said) or None
