"""The `ModelAdmin` of sources."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.display import display_date
from events.admin.forms import CuratedForm
from events.admin.model_admin import CuratedAdmin
from events.admin.when_field import WhenFormField
from events.editorial import save_source
from events.models import Source


class SourceForm(CuratedForm):
    published = WhenFormField(label=_("published"))
    modified = WhenFormField(label=_("last modified"))


class SourceAdmin(CuratedAdmin):
    form = SourceForm
    list_display = ["title", "kind", "publisher", "when_published", "held"]
    list_filter = ["held", "kind"]
    list_select_related = ["publisher"]
    search_fields = ["title", "publisher__label", "publisher__names__name", "=id"]
    search_help_text = _("Title or publisher")
    autocomplete_fields = ["publisher", "revision_of"]
    fieldsets = [
        (
            None,
            {"fields": ["title", ("kind", "language", "publisher", "held"), "expected_version"]},
        ),
        (_("When"), {"fields": [("published", "modified"), "accessed_at"]}),
        (_("Addresses"), {"fields": ["url", "archive_url", "content_hash"]}),
        (_("Versions"), {"fields": ["revision_of"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        related = ["publisher", "revision_of__publisher"]
        return super().get_queryset(request).select_related(*related)

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        save_source(source=record, editor=editor, now=timezone.now(), reason=reason)

    @admin.display(description=_("published"), ordering="published_sort_key", empty_value="–")
    def when_published(self, source: Source) -> str | None:
        return display_date(source.published) or None
