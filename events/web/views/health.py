"""For load balancers: does the process answer, and can it serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponseBase:
    """The process answers; asks nothing else, so that a lost database does not restart it."""
    return _answer({"status": "ok"}, 200)


@require_safe
def readyz(request: HttpRequest) -> HttpResponseBase:
    """The database answers and has all migrations; 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _answer({"status": "unavailable", "database": "unreachable"}, 503)
    if missing:
        return _answer({"status": "unavailable", "database": "not migrated"}, 503)
    return _answer({"status": "ok", "database": "ok"}, 200)


def _answer(body: dict[str, str], status: int) -> JsonResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response
