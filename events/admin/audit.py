"""The audit: all versions of all records, with filters, as a page and as CSV."""

import csv
import re
from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.filters import PeriodFilter, ValueFilter
from events.admin.model_admin import ReadOnlyAdmin
from events.editorial.naming import instant
from events.editorial.recording import BY_KIND
from events.interchange.cells import cell_of
from events.models import User, Version
from events.record.vocabulary import RecordKind

_NUMBER: Final = re.compile(r"\A[0-9]{1,9}\Z")
COLUMNS: Final = ("at", "editor", "act", "kind", "record", "version", "way", "reason")


class EditorFilter(ValueFilter):
    """By the account. Those with access to the desk are offered."""

    title = gettext_lazy("editor")
    parameter_name = "editor"
    parameters = ("editor",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # Not from the versions, of which there can be millions.
        accounts = User.objects.filter(is_staff=True).order_by("username")
        return [(str(pk), name) for pk, name in accounts.values_list("pk", "username")[:100]]

    def condition(self, value: str) -> Q | None:
        return Q(editor=int(value)) if _NUMBER.match(value) else None


class VersionAdmin(ReadOnlyAdmin):
    list_display = ["at", "editor_name", "verb", "kind", "record_link", "number", "way", "reason"]
    list_display_links = None
    list_filter = ["kind", "way", "verb", EditorFilter, PeriodFilter]
    list_select_related = ["editor"]
    search_fields = ["=record"]
    search_help_text = gettext_lazy("The id of a record")
    ordering = ["-at", "-id"]
    fields = ["at", "editor_name", "verb", "kind", "record_link", "number", "way", "reason"]
    readonly_fields = ["editor_name", "record_link"]
    change_list_template = "admin/audit_change_list.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.csv_view)
        return [path("csv/", view, name="events_version_csv"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        own = {"title": _("All changes"), "csv_url": reverse("admin:events_version_csv") + query}
        context = {**(extra_context or {}), **own}
        return super().changelist_view(request, context)

    @admin.display(description=gettext_lazy("editor"), empty_value="–")
    def editor_name(self, record: Version) -> str:
        return record.editor.get_username() if record.editor else ""

    @admin.display(description=gettext_lazy("record"))
    def record_link(self, version: Version) -> str:
        model = BY_KIND[RecordKind(version.kind)].model
        page = f"admin:{model._meta.app_label}_{model._meta.model_name}_history"
        url = reverse(page, args=[version.record])
        number = version.number
        return format_html('<a href="{}?until={}">{}</a>', url, number, version.record)

    def csv_view(self, request: HttpRequest) -> StreamingHttpResponse:
        """The rows of the page with the same filters, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        versions = self.get_changelist_instance(request).get_queryset(request)
        response = StreamingHttpResponse(_lines(versions), content_type="text/csv; charset=utf-8")
        name = f"audit-{timezone.now():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class _Echo:
    """What `csv.writer` writes to: returns each line."""

    @staticmethod
    def write(line: str) -> str:
        return line


def _lines(versions: QuerySet[Version]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for one in versions.defer("content").iterator(chunk_size=1000):
        cells: list[str | int] = [
            instant(one.at), one.editor.get_username() if one.editor else "", one.verb, one.kind,
            one.record, one.number, one.way, one.reason,
        ]  # fmt: skip
        yield writer.writerow([cell_of(cell) for cell in cells])
