import json

import pytest

from events.interchange.strict_json import UnreadableJSON, parse_json
from events.record.limits import JSON_DEPTH


def refused(body: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableJSON) as caught:
        parse_json(body)
    return caught.value.pointer, caught.value.detail


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        None,
        "Патрушев 习近平 é 😀",
        "two\nlines\tand a tab\r\n",
        [2**63 - 1, -(2**63), 0.5, True, False, None],
        {"a/b": {"~": [{"": "empty key"}]}},
        'brackets in texts [[[ {{{ and "quotes" \\ ' * 40,
    ],
)
def test_json_is_read_as_it_was_meant(value):
    assert parse_json(json.dumps(value).encode()) == value


def test_surrogate_pair_is_one_character():
    assert parse_json(rb'"\ud83d\ude00"') == "😀"


@pytest.mark.parametrize(
    ("body", "pointer", "words"),
    [
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "/b/c", "duplicate"),
        (rb'{"a": ["x", "y\u0000"]}', "/a/1", "Control"),
        (rb'{"a": "\u009b"}', "/a", "Control"),
        (rb'{"k\u0000": 1}', "", "Control"),
        (b'{"a": [0, 9223372036854775808]}', "/a/1", "too large"),
        (b'{"a": -9223372036854775809}', "/a", "too large"),
        (b'{"a": ' + b"1" * 300 + b"}", "/a", "too large"),
        (b'{"a/b": {"~c": 9223372036854775808}}', "/a~1b/~0c", "too large"),
    ],
)
def test_what_can_not_be_stored_is_refused_with_its_place(body, pointer, words):
    found, detail = refused(body)
    assert found == pointer
    assert words in detail


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"{'a': 1}",
        b"NaN",
        b"[Infinity]",
        b"[1e999]",
        b"[" + b"1" * 5000 + b"]",
        rb'"\ud800"',
        rb'{"\udc00": 1}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"\xef\xbb\xbf{}",
    ],
)
def test_text_that_is_no_json_is_refused(body):
    pointer, detail = refused(body)
    assert pointer == ""
    assert "not valid JSON" in detail


@pytest.mark.parametrize("body", [b'"\xff"', b'"\xed\xa0\x80"', '"é"'.encode("latin-1")])
def test_octets_that_are_no_utf8_are_refused(body):
    assert refused(body)[1] == "The body is not valid UTF-8."


def test_nesting_is_allowed_up_to_the_limit():
    assert parse_json(b"[" * JSON_DEPTH + b"]" * JSON_DEPTH)
    deeper = b'[{"a": ' * (JSON_DEPTH // 2) + b"[]" + b"}]" * (JSON_DEPTH // 2)
    assert refused(deeper) == ("", "The body is nested too deeply.")


def test_refusal_never_repeats_a_value():
    assert "script" not in str(refused(rb'{"a": "<script>alert(1)</script>\u0000"}'))
