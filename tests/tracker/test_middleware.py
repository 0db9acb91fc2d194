"""The guards around every view, through the whole stack of middlewares."""

import json
import logging
import re
from io import StringIO
from urllib.parse import quote

import pytest
import structlog
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from structlog.stdlib import ProcessorFormatter

from events.record.limits import ADDRESS_OCTETS
from tracker.middleware import (
    MULTIPART_OCTETS,
    PERMISSIONS_POLICY,
    ContentMiddleware,
    ResponseHeadersMiddleware,
    UnavailableDatabaseMiddleware,
)

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
URLENCODED = "application/x-www-form-urlencoded"
CONTROL = "Control characters are not allowed."
SIDES = pytest.mark.parametrize("side", ["/api/v1", ""])


def answer(response) -> tuple[int, str]:
    return response.status_code, response["Content-Type"].partition(";")[0]


def refusal(side: str, status: int) -> tuple[int, str]:
    return status, "application/problem+json" if side else "text/html"


# --- Hostile input --------------------------------------------------------------------------------
@SIDES
@pytest.mark.parametrize(
    "octets",
    [
        "%00",
        "a%00b",
        "%1b",
        "%7f",
        "%0a",
        "%09",
        "%C2%85",
        "%ff",
        "%C3",
        "%ED%A0%80",
        "%C0%80",
        "%F4%90%80%80",
    ],
)
def test_hostile_octets_in_path_and_query_are_refused(client, side, octets):
    for address in (
        f"{side}/echo/{octets}/",
        f"{side}/echo/?q={octets}",
        f"{side}/echo/?{octets}=1",
        f"{side}/echo/?a=1&b=x{octets}",
    ):
        assert answer(client.get(address)) == refusal(side, 400), address


@pytest.mark.parametrize(
    "text", ["Патрушев", "习近平", "مرحبا", "😀", "50% off", "a+b c", "e\u0301", "\u200f"]
)
def test_text_of_any_script_arrives(client, text):
    assert client.get(f"/echo/?q={quote(text)}").json()["query"] == {"q": text}


def test_refused_parameter_is_named_and_its_value_is_not(client):
    response = client.get("/api/v1/echo/?fine=1&q=secret%00&%3Cb%3E=%00&worse=%ff")
    assert response.json()["errors"] == [
        {"parameter": "q", "detail": CONTROL},
        {"parameter": "query", "detail": CONTROL},
        {"parameter": "worse", "detail": "This is not valid UTF-8."},
    ]
    assert b"secret" not in response.content


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("echo/?a%00b=1", {"parameter": "query", "detail": CONTROL}),
        ("echo/?%1b=secret&%00", {"parameter": "query", "detail": CONTROL}),
        ("echo/?%ff", {"parameter": "query", "detail": "This is not valid UTF-8."}),
        ("a%00b/", {"parameter": "path", "detail": CONTROL}),
        ("%ff/", {"parameter": "path", "detail": "This is not valid UTF-8."}),
    ],
)
def test_what_cannot_be_named_has_a_place(client, address, place):
    problem = client.get(f"/api/v1/{address}").json()
    assert (problem["status"], problem["errors"]) == (400, [place])


@pytest.mark.parametrize(
    ("address", "place"),
    [("echo/?q=" + "x" * ADDRESS_OCTETS, "query"), ("x" * ADDRESS_OCTETS, "path")],
)
def test_long_address_is_told_how_long_it_may_be(client, address, place):
    detail = "Path and query string may have at most 8000 bytes together."
    assert client.get(f"/api/v1/{address}").json() == {
        "type": "about:blank",
        "title": "URI Too Long",
        "status": 414,
        "detail": "The address is too long.",
        "errors": [{"parameter": place, "detail": detail}],
    }


@SIDES
def test_long_address_is_refused(client, side):
    room = ADDRESS_OCTETS - len(f"{side}/echo/q=")
    assert client.get(f"{side}/echo/?q={'x' * room}").status_code == 200
    assert answer(client.get(f"{side}/echo/?q={'x' * (room + 1)}")) == refusal(side, 414)
    assert answer(client.get(f"{side}/echo/{'x' * ADDRESS_OCTETS}/")) == refusal(side, 414)


@pytest.mark.parametrize("octets", ["%00", "%ff", "%ED%A0%80", "%1b", "\xff"])
def test_hostile_octets_in_a_form_are_refused(client, octets):
    for body in (f"title=x{octets}", f"a=1&{octets}=1"):
        response = client.post("/echo/", body.encode("latin-1"), content_type=URLENCODED)
        assert answer(response) == (400, "text/html")


def test_lines_and_tabs_in_a_form_arrive(client):
    response = client.post("/echo/", "note=a%0D%0Ab%09c+d%2B", content_type=URLENCODED)
    assert response.json()["form"] == {"note": "a\r\nb\tc d+"}


def multipart(*fields: bytes) -> bytes:
    parts = [b'--frontier\r\nContent-Disposition: form-data; name="' + f + b"\r\n" for f in fields]
    return b"".join(parts) + b"--frontier--\r\n"


@pytest.mark.parametrize(
    "field", [b'a"\r\n\r\nx\x00', b'a"\r\n\r\n\xff', b'a"\r\n\r\n\x1b', b'a\x01"\r\n\r\nx']
)
def test_hostile_octets_in_a_multipart_field_are_refused(client, field):
    response = client.post(
        "/echo/",
        multipart(b'fine"\r\n\r\nx', field),
        content_type="multipart/form-data; boundary=frontier",
    )
    assert answer(response) == (400, "text/html")


@pytest.mark.parametrize("size", [10, 3 * 1024 * 1024])
def test_upload_arrives_whatever_its_octets(client, size):
    file = SimpleUploadedFile("a.bin", b"\x00\xff" * (size // 2))
    response = client.post("/echo/", {"title": "日本", "file": file})
    assert response.json() == {"query": {}, "form": {"title": "日本"}, "files": {"file": size}}


def test_form_larger_than_memory_allows_is_refused(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    small, large = "a=" + "x" * 998, "a=" + "x" * 999
    assert client.post("/echo/", small, content_type=URLENCODED).status_code == 200
    assert answer(client.post("/echo/", large, content_type=URLENCODED)) == (413, "text/html")
    assert answer(client.post("/echo/", {"a": "x" * 2000})) == (413, "text/html")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"CONTENT_LENGTH": "500000000"}, 413),
        ({"CONTENT_LENGTH": "9" * 5000}, 413),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "abc"}, 400),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
    ],
)
@SIDES
def test_body_without_a_sound_length_is_refused_unread(client, side, headers, status):
    response = client.generic("POST", f"{side}/echo/", b"{}", "application/json", **headers)
    assert answer(response) == refusal(side, status)


def test_upload_beyond_measure_is_refused_unread(client):
    response = client.generic(
        "POST",
        "/echo/",
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(MULTIPART_OCTETS + 1),
    )
    assert answer(response) == (413, "text/html")


@pytest.mark.parametrize("kind", ["application/x-ndjson", "text/csv"])
def test_file_for_an_import_has_a_limit_of_its_own(client, settings, kind):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.IMPORT_OCTETS = 1000, 2000

    def status(size: int) -> int:
        headers = {"CONTENT_LENGTH": str(size)}
        response = client.generic("POST", "/api/v1/nowhere/", b"{}", kind, **headers)
        return response.status_code

    assert [status(size) for size in (1001, 2000, 2001)] == [404, 404, 413]


@pytest.mark.parametrize("body", [b"no frontier at all", multipart(b'a"\r\n\r\nx')[:-20]])
def test_broken_multipart_is_no_server_error(client, body):
    response = client.post("/echo/", body, content_type="multipart/form-data; boundary=frontier")
    assert answer(response)[0] == 200
    response = client.post("/echo/", body, content_type="multipart/form-data")
    assert answer(response) == (400, "text/html")


def test_too_many_fields_are_refused(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    assert answer(client.post("/echo/", "&".join(["a=1"] * 6), content_type=URLENCODED)) == (
        400,
        "text/html",
    )


def test_body_for_the_api_is_left_to_its_parser(client):
    response = client.post("/api/v1/unread/", b"\x00\xff", content_type=URLENCODED)
    assert response.json() == {"size": 2}


# --- Headers --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/data/", 200),
        ("/api/v1/data/", 200),
        ("/data", 301),
        ("/nowhere/", 404),
        ("/api/v1/nowhere/", 404),
        ("/echo/?q=%00", 400),
        ("/api/v1/echo/?q=%00", 400),
        ("/fail/boom/", 500),
        ("/api/v1/fail/boom/", 500),
        ("/fail/lost/", 503),
        ("/static/admin/css/base.css", 200),
    ],
)
@pytest.mark.django_db  # closing an answer closes connections that are too old
def test_every_answer_has_the_security_headers(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert set(response["Content-Security-Policy"].split("; ")) == CSP
    assert {name: response.get(name) for name in SECURITY} == SECURITY
    assert re.fullmatch(r"[0-9a-f]{32}", response["X-Request-Id"])
    response.close()


SECURITY = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("given", ["5f3c9d1e", "trace-1.2_3-abcdef", "x" * 64])
def test_harmless_request_id_of_the_proxy_is_kept(client, settings, given):
    settings.BEHIND_PROXY = True
    assert client.get("/data/", headers={"X-Request-Id": given})["X-Request-Id"] == given


@pytest.mark.parametrize(
    "given",
    ["", "short", "x" * 65, "with blank", "line\tbreak", "<script>", "é" * 10, "a" * 9 + "\n"],
)
def test_odd_request_id_is_replaced(client, settings, given):
    settings.BEHIND_PROXY = True
    answered = client.get("/data/", headers={"X-Request-Id": given})["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{32}", answered)


@pytest.mark.parametrize("address", ["/data/", "/nowhere/", "/api/v1/events/"])
@pytest.mark.django_db
def test_request_id_of_a_client_is_repeated_in_no_answer(client, address):
    answer = client.get(address, headers={"X-Request-Id": "chosen-by-a-client"})
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-Id"])
    assert "chosen-by-a-client" not in f"{answer.headers} {answer.content!r}"


def test_log_lines_carry_the_request_id(client):
    (handler,) = (h for h in logging.root.handlers if isinstance(h.formatter, ProcessorFormatter))
    before = handler.setStream(StringIO())
    structlog.contextvars.bind_contextvars(user="of the request before")
    client.get("/nowhere/", headers={"X-Request-Id": "find-me-in-the-log"})
    lines = [json.loads(line) for line in handler.setStream(before).getvalue().splitlines()]
    assert [line["client_request_id"] for line in lines] == ["find-me-in-the-log"]
    assert re.fullmatch(r"[0-9a-f]{32}", lines[0]["request_id"])
    assert "user" not in lines[0]


@pytest.mark.django_db
def test_answer_for_somebody_is_kept_by_no_cache(client, admin_user):
    assert client.get("/me/")["Cache-Control"] == "private, no-store"
    client.force_login(admin_user)
    assert client.get("/me/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in client.get("/data/")


@pytest.mark.parametrize(
    ("address", "origin"),
    [("/api/v1/data/", "*"), ("/api/v1/desk/nowhere/", None), ("/data/", None)],
)
def test_other_sites_may_read_the_public_api_alone(client, address, origin):
    response = client.get(address)
    assert response.get("Access-Control-Allow-Origin") == origin
    assert "Access-Control-Allow-Credentials" not in response


def test_only_a_preflight_request_is_told_what_is_allowed(client):
    plain = client.options("/api/v1/data/")
    assert "Access-Control-Allow-Methods" not in plain
    preflight = client.options("/api/v1/data/", headers={"Access-Control-Request-Method": "GET"})
    names = ("Methods", "Headers")
    assert {name: preflight[f"Access-Control-Allow-{name}"] for name in names} == {
        "Methods": "GET, HEAD, OPTIONS",
        "Headers": "If-None-Match, If-Modified-Since, X-Request-Id",
    }


def test_policy_that_a_view_has_set_is_kept():
    def view(_request):
        return HttpResponse(headers={"Content-Security-Policy": "frame-ancestors *"})

    response = ResponseHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response["Content-Security-Policy"] == "frame-ancestors *"


# --- Language -------------------------------------------------------------------------------------
def test_page_speaks_the_language_of_its_reader(client):
    response = client.get("/words/", headers={"Accept-Language": "de-AT,de;q=0.9"})
    assert (response.content.decode(), response["Content-Language"]) == ("Ja", "de")
    assert "Accept-Language" in response["Vary"]


def test_address_can_fix_the_language_of_a_page(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get("/words/?hl=de", headers={"Accept-Language": "en"})
    assert (response.content.decode(), response["Content-Language"]) == ("Ja", "de")


@pytest.mark.parametrize("query", ["hl=fr", "hl=en&hl=de", "hl=de-AT"])
def test_language_that_pages_do_not_have_is_refused(client, query):
    response = client.get(f"/words/?{query}")
    assert response.status_code == 400
    assert "hl: Choose from: en, de." in response.content.decode()


def test_data_of_the_api_vary_by_no_language(client):
    response = client.get("/api/v1/data/", headers={"Accept-Language": "de"})
    assert "Content-Language" not in response
    assert "Accept-Language" not in response.get("Vary", "")


def test_problem_speaks_the_language_of_the_header_not_of_the_cookie(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    response = client.get("/api/v1/nowhere/")
    assert (response["Content-Language"], response["Vary"]) == ("en", "Accept-Language")
    response = client.get("/api/v1/nowhere/", headers={"Accept-Language": "de"})
    assert response["Content-Language"] == "de"


# --- Lost database --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("gone"), 503), (InterfaceError("closed"), 503), (ValueError("x"), None)],
)
def test_error_of_the_database_is_logged_once_and_others_are_left_alone(caplog, error, status):
    middleware = UnavailableDatabaseMiddleware(lambda _request: HttpResponse())
    response = middleware.process_exception(RequestFactory().get("/"), error)
    assert getattr(response, "status_code", None) == status
    assert caplog.messages == ([] if status is None else ["The database is unavailable"])


@SIDES
@pytest.mark.parametrize("name", ["lost", "closed"])
def test_lost_database_is_unavailable_for_a_moment(client, side, name):
    response = client.get(f"{side}/fail/{name}/")
    assert answer(response) == refusal(side, 503)
    assert (response["Retry-After"], response["Cache-Control"]) == ("5", "no-store")
    assert b"secret" not in response.content


@SIDES
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_backend_that_was_ended_is_unavailable_then_back(client, side):
    assert client.get(f"{side}/query/").json() == {"answer": 1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    another = connection.copy()
    with another.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    another.close()
    assert answer(client.get(f"{side}/query/")) == refusal(side, 503)
    connection.close()
    assert client.get(f"{side}/query/").json() == {"answer": 1}


# --- Other sites ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events/", 200),
        ("/events/?from=soon", 400),
        ("/events/2222-2222-2222/", 404),
        ("/x/", 404),
    ],
)
def test_any_site_may_read_answers_and_problems(site, db, path, status):
    answer = site.get(f"/api/v1{path}", headers={"Origin": "https://reader.example"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")
    assert "Access-Control-Allow-Credentials" not in answer
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_preflight_allows_conditional_reads_and_no_writes(site, db):
    headers = {
        "Origin": "https://reader.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = site.options("/api/v1/events/", headers=headers)
    assert (answer.status_code, answer["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    # What the documentation invites to send and no browser lets through by itself.
    assert answer["Access-Control-Allow-Headers"] == (
        "If-None-Match, If-Modified-Since, X-Request-Id"
    )


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/api/v1/desk/events/", "/healthz"])
def test_nothing_else_may_be_read_from_other_sites(site, db, path):
    answer = site.get(path, headers={"Origin": "https://reader.example"})
    assert "Access-Control-Allow-Origin" not in answer


def test_head_has_the_headers_of_get_and_no_content():
    def view(request):
        return HttpResponse("four", headers={"ETag": '"1"'})

    response = ContentMiddleware(view)(RequestFactory().head("/"))
    assert (response.content, response["Content-Length"], response["ETag"]) == (b"", "4", '"1"')
    assert ContentMiddleware(view)(RequestFactory().get("/")).content == b"four"


def test_head_generates_nothing_of_a_streamed_response():
    generated = []

    def rows():
        try:
            for number in range(3):
                generated.append(number)
                yield b"row"
        finally:
            generated.append("closed")

    response = ContentMiddleware(lambda request: StreamingHttpResponse(rows()))(
        RequestFactory().head("/")
    )
    assert (b"".join(response), generated) == (b"", [])
