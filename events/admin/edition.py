"""The `ModelAdmin`s of the public record: editions of events, profiles of everything else."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.event_titles import PartOfEventAdmin
from events.admin.model_admin import ReadOnlyAdmin
from events.models import Edition, Profile
from events.timeline.labels import active_language


def formatted_document(document: str) -> str:
    text = json.dumps(json.loads(document), ensure_ascii=False, indent=2)
    return format_html('<pre class="document" tabindex="0">{}</pre>', text)


def document_title(document: str) -> str:
    """The title or name of a stored record in the active language; "" for a tombstone."""
    record = json.loads(document)
    translated = record.get("texts", {}).get(active_language(), {}).get("title", "")
    return str(translated or record.get("title") or record.get("name") or "")


class StoredDocumentAdmin(ReadOnlyAdmin):
    @admin.display(description=_("current"), boolean=True)
    def is_current(self, row: Edition | Profile) -> bool:
        return row.superseded_at is None

    @admin.display(description=_("public record"))
    def json(self, row: Edition | Profile) -> str:
        return formatted_document(row.document)


class EditionAdmin(StoredDocumentAdmin, PartOfEventAdmin):
    list_display = [
        "seq", "event_link", "number", "kind", "at", "is_current", "editor_name", "note",
    ]  # fmt: skip
    list_filter = ["kind"]
    allowed_lookups = ["event__exact"]
    list_select_related = ["event", "editor"]
    search_fields = ["=event__id", "event__label"]
    ordering = ["-seq"]
    fields = [
        "seq", "event_link", "number", "kind", "at", "superseded_at", "editor_name", "note", "json",
    ]  # fmt: skip
    readonly_fields = ["event_link", "editor_name", "json"]


class ProfileAdmin(StoredDocumentAdmin):
    list_display = ["subject", "kind", "title", "at", "is_current"]
    list_filter = ["kind"]
    search_fields = ["=subject", "sort_key"]
    ordering = ["-at", "-id"]
    fields = ["subject", "kind", "title", "at", "superseded_at", "json"]
    readonly_fields = ["title", "json"]

    @admin.display(description=_("name or title"))
    def title(self, profile: Profile) -> str:
        return document_title(profile.document)
