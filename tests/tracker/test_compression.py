"""Which responses are compressed, for whom, and that they decompress to the same bytes."""

import gzip
from random import Random

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from tests import newsroom
from tracker.compression import CompressionMiddleware, preferred

PATH = "/api/v1/events/"
OPENED = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.fixture
def client() -> Client:
    """The product's own URLs instead of those of this folder's conftest."""
    return Client()


@pytest.fixture
def event(db):
    return newsroom.linked_event("Grain deliveries")


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_public_answer_is_smaller_and_the_same(site, event, coding):
    plain = site.get(PATH)
    small = site.get(PATH, headers={"Accept-Encoding": coding})
    assert small["Content-Encoding"] == coding
    assert OPENED[coding](small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content) / 2
    assert plain["Vary"] == small["Vary"] == "Accept, Accept-Encoding"
    assert "Content-Encoding" not in plain


def test_etag_is_weak_and_still_answers_a_condition(site, event):
    plain = site.get(PATH)["ETag"]
    for coding in ("gzip", "br"):
        small = site.get(PATH, headers={"Accept-Encoding": coding})
        assert small["ETag"] == f"W/{plain}"
        held = {"Accept-Encoding": coding, "If-None-Match": small["ETag"]}
        again = site.get(PATH, headers=held)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Vary"]) == (small["ETag"], small["Vary"])


@pytest.mark.parametrize(
    ("coding", "held", "told"),
    [
        ("gzip", 'W/"{}"', 'W/"{}"'),
        ("gzip", 'W/"other", W/"{}"', 'W/"{}"'),
        # Too little to be compressed, or held since somebody asked for it as it is.
        ("gzip", '"{}"', '"{}"'),
        # Who holds both has asked for a compressed one now.
        ("gzip", '"{}", W/"{}"', 'W/"{}"'),
        ("gzip", "*", 'W/"{}"'),
        ("identity", '"{}"', '"{}"'),
        ("identity", 'W/"{}"', '"{}"'),
    ],
)
def test_unmodified_answer_has_the_etag_of_the_one_that_is_held(site, event, coding, held, told):
    tag = site.get(PATH)["ETag"].strip('"')
    headers = {"Accept-Encoding": coding, "If-None-Match": held.replace("{}", tag)}
    answer = site.get(PATH, headers=headers)
    assert (answer.status_code, answer["ETag"]) == (304, told.replace("{}", tag))


def test_head_has_the_headers_of_get(site, event):
    headers = {"Accept-Encoding": "gzip"}
    full, head = (getattr(site, verb)(PATH, headers=headers) for verb in ("get", "head"))
    for name in ("Content-Encoding", "Content-Length", "ETag", "Vary"):
        assert head[name] == full[name], name


def test_pages_of_readers_are_compressed_and_those_of_the_desk_never(site, event):
    headers = {"Accept-Encoding": "br, gzip"}
    assert site.get("/", headers=headers)["Content-Encoding"] == "br"
    site.force_login(newsroom.reviewer())
    for address in ("/admin/", "/admin/events/event/"):
        assert "Content-Encoding" not in site.get(address, headers=headers), address


def test_problems_and_what_no_cache_may_keep_stay_as_they_are(site, db):
    answer = site.get(f"{PATH}?actor=" + "x" * 150, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 400
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=0, *", "br"),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=1", "gzip"),
        ("zstd, deflate", None),
        ("gzip;q=x", None),
        ("gzip;q=1.1.1", None),
        ("," * 5000 + "gzip", None),
        ("gzipped, xgzip", None),
    ],
)
def test_client_chooses(header, coding):
    assert preferred(header) == coding


def compressed(response, coding="gzip"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": coding})
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_streams_are_compressed_part_by_part(coding):
    noise = Random(1)
    lines = [noise.randbytes(5000).hex().encode() for _number in range(500)]
    response = StreamingHttpResponse(iter(lines), content_type="application/x-ndjson")
    response["Cache-Control"] = "public, max-age=60"
    parts = list(compressed(response, coding))
    assert len(parts) > 2
    assert OPENED[coding](b"".join(parts)) == b"".join(lines)


@pytest.mark.parametrize(
    ("content", "media_type", "cache_control"),
    [
        (b"x" * 859, "text/plain", "public"),
        (b"x" * 5000, "image/png", "public"),
        (b"x" * 5000, "text/html", "private, no-store"),
        (b"x" * 5000, "text/html", ""),
    ],
)
def test_small_binary_and_private_answers_stay_as_they_are(content, media_type, cache_control):
    response = HttpResponse(content, content_type=media_type)
    if cache_control:
        response["Cache-Control"] = cache_control
    assert "Content-Encoding" not in compressed(response)
    assert response.content == content
