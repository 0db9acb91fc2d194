"""Addresses for the tests of what surrounds every view."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from tracker import errors

RAISED = {
    "boom": ValueError("secret"),
    "lost": OperationalError("secret"),
    "closed": InterfaceError("secret"),
    "forbidden": PermissionDenied("secret"),
    "missing": Http404("secret"),
    "suspicious": SuspiciousOperation("secret"),
}


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    files = {name: file.size for name, file in request.FILES.items()}
    return JsonResponse({"query": request.GET, "form": request.POST, "files": files})


@csrf_exempt
def unread(request: HttpRequest) -> HttpResponse:
    """An endpoint of the API with a parser of its own."""
    return JsonResponse({"size": len(request.body)})


def fail(request: HttpRequest, name: str) -> NoReturn:
    raise RAISED[name]


def query(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return JsonResponse({"answer": cursor.fetchone()[0]})


SLOW = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000000) "
    "SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(30)",
}


def slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(SLOW[connection.vendor])
        return JsonResponse({"answer": cursor.fetchone()[0]})


def signed_in(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(str(request.user))
    response["Cache-Control"] = "public, max-age=600"
    return response


def words(request: HttpRequest) -> HttpResponse:
    return HttpResponse(gettext("Yes"))


def data(request: HttpRequest) -> HttpResponse:
    return JsonResponse({})


VIEWS = {
    "echo": echo,
    "unread": unread,
    "query": query,
    "slow": slow,
    "me": signed_in,
    "words": words,
    "data": data,
}
urlpatterns = [
    *(path(f"{prefix}{name}/", view) for prefix in ("", "api/v1/") for name, view in VIEWS.items()),
    path("fail/<name>/", fail),
    path("api/v1/fail/<name>/", fail),
]
handler400, handler403 = errors.handler400, errors.handler403
handler404, handler500 = errors.handler404, errors.handler500
