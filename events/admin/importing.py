"""The `ModelAdmin` of imports, which are started by the API or by `manage.py load_events`."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.model_admin import ReadOnlyAdmin
from events.interchange.imports import own_imports, results
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
