"""Files to import, how far their imports have come, and what became of each row."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import openapi_imports, parameters
from events.api.problems import Refusal
from events.api.views.desk import DeskView, media_type, page_response, run_once
from events.editorial.naming import instant
from events.interchange.imports import (
    AlreadyFinished,
    ImportRefused,
    StillRunning,
    cancel_import,
    create_import,
    delete_import,
    find_import,
    mark_broken,
    own_imports,
    results,
    rows_of,
)
from events.interchange.tasks import import_file
from events.models import Import, ImportRow
from events.record.vocabulary import ImportFormat, ImportState, Scope
from events.timeline.addresses import absolute_url
from events.timeline.keyset import Order, Slice, paginate


class _File(BaseParser):
    """The body as it is."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        content: bytes = stream.read(settings.IMPORT_OCTETS + 1) if stream else b""
        if len(content) > settings.IMPORT_OCTETS:
            raise Refusal(413)
        return content


class NdjsonFile(_File):
    media_type = "application/x-ndjson"


class CsvFile(_File):
    media_type = "text/csv"


@openapi_imports.imports
class Imports(DeskView):
    scope = Scope.IMPORT
    parser_classes = [NdjsonFile, CsvFile]

    def get(self, request: Request) -> Response:
        _none, limit, cursor = parameters.read_all(
            lambda: parameters.refuse_unknown(request, ("limit", "cursor")),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
        )
        order = Order(("created_at", "id"), descending=True)
        page: Slice[Any] = paginate(
            own_imports(self.editor), order, query="desk imports", limit=limit, cursor=cursor
        )
        return page_response(request, page, [shown(job) for job in page.rows])

    def post(self, request: Request) -> HttpResponse:
        options = parameters.import_options(request)
        content: Any = request.data or b""

        def create() -> Response:
            try:
                job = create_import(
                    editor=self.editor,
                    content=content,
                    format=ImportFormat.CSV
                    if media_type(request) == CsvFile.media_type
                    else ImportFormat.NDJSON,
                    now=timezone.now(),
                    **options,
                )
            except ImportRefused as refusal:
                raise Refusal(422, "", [fault(*one) for one in refusal.faults]) from refusal
            return accepted(request, job)

        def start(response: Response) -> Response:
            job_id = response.data["id"]
            import_file.enqueue(job_id)
            return accepted(request, found(self, job_id))

        # Started after the transaction: an import is written in transactions of its own.
        query = request.META["QUERY_STRING"].encode()
        return run_once(request, create, body=query + b"\n" + content, finish=start)


def fault(column: str, detail: str) -> dict[str, str]:
    """What is wrong with a file: with a column of its header, or with the whole."""
    return {**({"column": column} if column else {"pointer": ""}), "detail": detail}


@openapi_imports.one
class ImportDetail(DeskView):
    scope = Scope.IMPORT

    def get(self, request: Request, id: str) -> Response:
        parameters.refuse_unknown(request)
        return Response(shown(found(self, id)))

    def delete(self, request: Request, id: str) -> Response:
        parameters.refuse_unknown(request)
        job = found(self, id)
        try:
            delete_import(job.pk, editor=self.editor, now=timezone.now())
        except StillRunning:
            detail = _("This import is still running. Cancel it first.")
            raise Refusal(409, detail) from None
        return Response(status=204)


@openapi_imports.rows
class ImportRows(DeskView):
    scope = Scope.IMPORT

    def get(self, request: Request, id: str) -> Response:
        result, limit, cursor = parameters.read_all(
            lambda: parameters.row_result(request),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
        )
        job = found(self, id)
        query = f"desk import {job.pk} {result}"
        page: Slice[Any] = paginate(
            rows_of(job, result), Order(("number",)), query=query, limit=limit, cursor=cursor
        )
        return page_response(request, page, [row_shown(row) for row in page.rows])


@openapi_imports.resume
class ImportResume(DeskView):
    """POST resumes an import whose process died."""

    scope = Scope.IMPORT

    def post(self, request: Request, id: str) -> Response:
        parameters.refuse_unknown(request)
        job = found(self, id)
        try:
            mark_broken(job.pk, editor=self.editor, now=timezone.now())
        except StillRunning:
            detail = _("This import is still running. It cannot be resumed now.")
            raise Refusal(409, detail) from None
        import_file.enqueue(job.pk)
        return Response(shown(found(self, id)))


@openapi_imports.cancel
class ImportCancel(DeskView):
    """POST cancels an import. What all rows or none have written is undone afterwards."""

    scope = Scope.IMPORT

    def post(self, request: Request, id: str) -> Response:
        parameters.refuse_unknown(request)
        job = found(self, id)
        try:
            job = cancel_import(job.pk, editor=self.editor, now=timezone.now())
        except AlreadyFinished:
            raise Refusal(409, _("This import has already finished.")) from None
        if job.state == ImportState.WAITING:
            import_file.enqueue(job.pk)
        return Response(shown(found(self, id)))


def found(view: DeskView, id: str) -> Import:
    """An import of this account; 404 for those of others."""
    job = find_import(id, editor=view.editor)
    if job is None:
        raise Http404
    return job


def accepted(request: Request, job: Import) -> Response:
    path = reverse("api:desk-import", kwargs={"id": job.pk})
    return Response(shown(job), 202, headers={"Location": absolute_url(request, path)})


def shown(job: Import) -> dict[str, Any]:
    return {
        "id": job.pk,
        "state": job.state,
        "phase": job.phase,
        "refusal": job.refusal,
        "format": job.format,
        "mode": job.mode,
        "dry_run": job.dry_run,
        "make_missing": job.make_missing,
        "rows": job.rows,
        "done": job.done,
        **results(job),
        "created_at": instant(job.created_at),
        "finished_at": instant(job.finished_at) if job.finished_at else None,
    }


def row_shown(row: ImportRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "key": row.key,
        "result": row.result,
        "event": row.event or None,
        "problems": row.problems,
    }
