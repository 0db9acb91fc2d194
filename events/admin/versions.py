"""What the desk pages of a record do about its versions: the log, deletions, the history."""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.admin.history import history_response, restore_response
from events.editorial import Change, record_deletion
from events.editorial.recording import KEPT


class VersionedAdmin(admin.ModelAdmin):
    """A `ModelAdmin` whose records have versions, if `editorial` keeps them.

    They take the place of Django's own log, which would say less: it is not written for them.
    """

    @property
    def keeps_versions(self) -> bool:
        return self.model in KEPT

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        if self.keeps_versions:
            return []
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if self.keeps_versions else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if self.keeps_versions else super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None if self.keeps_versions else super().log_deletions(request, queryset)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            self._record_deletion(request, [obj])
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            self._record_deletion(request, list(queryset))
            super().delete_queryset(request, queryset)

    def _record_deletion(self, request: HttpRequest, records: list[Any]) -> None:
        editor: Any = request.user
        record_deletion(records, Change(editor, timezone.now()))
        self.before_deletion(records)

    def before_deletion(self, records: list[Any]) -> None:
        """Delete what would protect the records."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.keeps_versions:
            response: HttpResponse = super().history_view(request, object_id, extra_context)
            return response
        if request.method == "POST":
            return restore_response(self, request, object_id)
        return history_response(self, request, object_id)
