from io import BytesIO

import pytest

from events.api.parsers import BoundedJSONParser
from events.api.problems import Refusal


def test_fault_in_the_body_is_a_problem_with_its_place():
    with pytest.raises(Refusal) as caught:
        BoundedJSONParser().parse(BytesIO(b'{"a": {"b": 1, "b": 2}}'))
    place = {"pointer": "/a/b", "detail": "The key is a duplicate."}
    assert (caught.value.status_code, caught.value.errors) == (400, [place])


def test_body_up_to_the_limit_is_read(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert BoundedJSONParser().parse(BytesIO(b'"' + b"x" * 98 + b'"')) == "x" * 98


def test_body_beyond_the_limit_is_refused_unread(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    stream = BytesIO(b'"' + b"x" * 10_000 + b'"')
    with pytest.raises(Refusal) as caught:
        BoundedJSONParser().parse(stream)
    assert caught.value.status_code == 413
    assert stream.tell() == 101


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf8_may_be_named(charset):
    media_type = f"application/json; charset={charset}"
    assert BoundedJSONParser().parse(BytesIO(b"[]"), media_type) == []


def test_other_charset_is_refused():
    with pytest.raises(Refusal) as caught:
        BoundedJSONParser().parse(BytesIO(b"[]"), "application/json; charset=utf-16")
    assert caught.value.status_code == 415
