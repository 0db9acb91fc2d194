"""The described parameters are those that are read."""

import re

import pytest

from events.api.openapi_parameters import EDTF, FILTERS, LANGUAGE, MOMENT, WORDS, fields
from events.api.selecting import FIELDS
from events.timeline.filters import NAMES


def test_every_filter_is_described_once():
    assert sorted(one.name for one in FILTERS) == sorted(NAMES)


def test_fields_are_the_members_of_the_document():
    for kind, members in FIELDS.items():
        parameter = fields(kind)
        assert tuple(parameter.type["items"]["enum"]) == members
        assert parameter.type["examples"] == [list(members[:2])]


@pytest.mark.parametrize(
    ("schema", "value", "matches"),
    [
        (MOMENT, "2023-02-22", True),
        (MOMENT, "2023-02-22T15:00:00Z", True),
        (MOMENT, "2023-02-22T15:00:00+01:00", True),
        (MOMENT, "2023-02-22T15:00:00", False),
        (MOMENT, "2023", False),
        (EDTF, "2023-02-2X~", True),
        (EDTF, "[2023-02-01..2023-02-03]", True),
        (EDTF, "soon", False),
        (LANGUAGE, "de-AT", True),
        (LANGUAGE, "de_AT", False),
        (WORDS, "talks moscow", True),
        (WORDS, "  ", False),
        (WORDS, "a\x00b", False),
    ],
)
def test_pattern_takes_what_the_server_reads(schema, value, matches):
    assert bool(re.search(schema["pattern"], value)) is matches
