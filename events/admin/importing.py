"""The `ModelAdmin` of imports, which are started by the API or by `manage.py load_events`."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.model_admin import ReadOnlyAdmin
from events.editorial import EditorialError
from events.interchange.imports import (
    AlreadyFinished,
    StillRunning,
    cancel_import,
    delete_import,
    own_imports,
    results,
)
from events.interchange.tasks import import_file
from events.models import Import
from events.record.vocabulary import ImportPhase, ImportState, RowResult

MAX_REJECTED = 100


class ImportAdmin(ReadOnlyAdmin):
    change_form_template = "admin/import_change_form.html"
    list_display = ["id", "created_at", "editor", "state", "progress", "outcome", "mode", "dry_run"]
    list_filter = ["state", "dry_run"]
    list_select_related = ["editor"]
    fields = [
        "id", "editor", "format", "mode", "dry_run", "make_missing", "state", "refusal",
        "created_at", "cancelled_at", "finished_at", "progress", "outcome", "rejected",
    ]  # fmt: skip
    readonly_fields = ["progress", "outcome", "rejected"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.cancel_view)
        route = path("<path:object_id>/cancel/", view, name="events_import_cancel")
        return [route, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        job = self.get_object(request, object_id)
        context = extra_context or {}
        if job is not None and self.has_cancel_permission(request) and not job.is_finished:
            context["cancel_url"] = reverse("admin:events_import_cancel", args=[job.pk])
        return super().change_view(request, object_id, form_url, context)

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("events.add_import"))

    def cancel_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask before an import is cancelled."""
        job = self.get_object(request, object_id)
        if job is None:
            raise Http404
        if not self.has_cancel_permission(request):
            raise PermissionDenied
        change_url = reverse("admin:events_import_change", args=[job.pk])
        if request.method != "POST" and not job.is_finished:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Cancel the import"),
                "opts": self.opts,
                "job": job,
                "change_url": change_url,
                "consequence": _consequence(job),
            }
            return TemplateResponse(request, "admin/import_cancel.html", context)
        self._cancel(request, job)
        return HttpResponseRedirect(change_url)

    def _cancel(self, request: HttpRequest, job: Import) -> None:
        editor: Any = request.user
        try:
            job = cancel_import(job.pk, editor=editor, now=timezone.now())
        except AlreadyFinished:
            messages.error(request, _("This import has already finished."))
            return
        if job.state == ImportState.WAITING:
            import_file.enqueue(job.pk)
        messages.success(request, _("The import has been cancelled."))

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
            messages.error(request, _("This import is still running. Cancel it first."))
            return HttpResponseRedirect(reverse("admin:events_import_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Import) -> None:
        editor: Any = request.user
        delete_import(obj.pk, editor=editor, now=timezone.now())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        editor: Any = request.user
        return own_imports(editor).select_related("editor").order_by("-created_at", "id")

    @admin.display(description=gettext_lazy("done"))
    def progress(self, job: Import) -> str:
        done = f"{job.done} / {job.rows}"
        return done if job.is_finished else f"{ImportPhase(job.phase).label}: {done}"

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


def _consequence(job: Import) -> str:
    if job.may_have_written_some:
        return _("What has been written is undone, except for events that were changed since.")
    if job.phase == ImportPhase.WRITE:
        return _("What has been written stays. The other rows are not imported.")
    return _("Nothing has been written yet, and nothing will be.")


def _problems(problems: list[dict[str, str]]) -> str:
    return "; ".join(
        f"{problem.get('column') or problem.get('pointer') or ''} {problem['detail']}".strip()
        for problem in problems
    )
