"""The `ModelAdmin` of imports, which are started by the API or by `manage.py load_events`."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.model_admin import ReadOnlyAdmin
from events.editorial import EditorialError
from events.interchange.imports import StillRunning, delete_import, own_imports, results
from events.models import Import
from events.record.vocabulary import RowResult

MAX_REJECTED = 100


class ImportAdmin(ReadOnlyAdmin):
    list_display = ["id", "created_at", "editor", "state", "progress", "outcome", "mode", "dry_run"]
    list_filter = ["state", "dry_run"]
    list_select_related = ["editor"]
    fields = [
        "id", "editor", "format", "mode", "dry_run", "make_missing", "state", "refusal",
        "created_at", "finished_at", "progress", "outcome", "rejected",
    ]  # fmt: skip
    readonly_fields = ["progress", "outcome", "rejected"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts may delete the imports that they see: their own."""
        return bool(request.user.has_perm("events.add_import"))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # The results of the rows are deleted with it; there may be too many to list.
        name = self.opts.verbose_name_plural
        return [str(job) for job in objs], {name: len(objs)}, set(), []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except (EditorialError, StillRunning):
            messages.error(request, _("This import is still running. It cannot be deleted now."))
            return HttpResponseRedirect(reverse("admin:events_import_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Import) -> None:
        editor: Any = request.user
        delete_import(obj.pk, editor=editor, now=timezone.now())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        editor: Any = request.user
        return own_imports(editor).select_related("editor").order_by("-created_at", "id")

    @admin.display(description=gettext_lazy("done"))
    def progress(self, job: Import) -> str:
        return f"{job.done} / {job.rows}"

    @admin.display(description=gettext_lazy("results"))
    def outcome(self, job: Import) -> str:
        counts = results(job)
        return ", ".join(f"{n} {RowResult(key).label}" for key, n in counts.items() if n) or "–"

    @admin.display(description=gettext_lazy("rejected rows"))
    def rejected(self, job: Import) -> str:
        """The first rejected rows, with their problems."""
        rows = job.results.filter(result=RowResult.REJECTED)
        shown = [(row.number, row.key, _problems(row.problems)) for row in rows[:MAX_REJECTED]]
        if not shown:
            return "–"
        listed = format_html_join("", "<li>{}: {} – {}</li>", shown)
        more = rows.count() - len(shown)
        rest = _("and %(count)d more") % {"count": more} if more else ""
        return format_html('<ul class="bullets">{}</ul>{}', listed, rest)


def _problems(problems: list[dict[str, str]]) -> str:
    return "; ".join(
        f"{problem.get('column') or problem.get('pointer') or ''} {problem['detail']}".strip()
        for problem in problems
    )
