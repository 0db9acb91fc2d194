"""The formats by their names."""

import sys

import pytest

from events.interchange.exports import FORMATS, MissingExtra
from tests.interchange.dumping import dumped, told


@pytest.mark.parametrize("name", FORMATS)
def test_dump_of_nothing_is_something_else_than_one_event(name):
    assert dumped(name) != dumped(name, told())


@pytest.mark.parametrize("name", FORMATS)
def test_format_has_a_media_type_and_an_ending(name):
    form = FORMATS[name]
    assert "/" in form.media_type
    assert form.ending.isascii()


def test_ndjson_is_the_documents_untouched():
    octets = dumped("ndjson", told(), told("alleged"))
    assert octets == b"".join(dumped("ndjson", told(name)) for name in ("occurred", "alleged"))
    assert octets.count(b"\n") == 2


def test_format_without_its_package_is_told_before_anything_is_written(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra):
        dumped("parquet")
