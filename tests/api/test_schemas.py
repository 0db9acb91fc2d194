"""The named schemas: those of the record follow from its declaration."""

import json
from typing import Any

from django.urls import reverse

from events import record
from events.api.schemas import FACETS, PARTS, RECORD, SCHEMAS, whole_or_part
from events.record.members import documents_in, members_of
from tests.api.described import description
from tests.api.json_paths import properties_in


def test_every_property_is_described():
    undescribed = [path for path, schema in properties_in(SCHEMAS) if not schema.get("description")]
    assert undescribed == []
    assert len(list(properties_in(SCHEMAS))) > 500


def test_descriptions_are_sentences():
    descriptions = {schema["description"] for _path, schema in properties_in(SCHEMAS)}
    assert [text for text in descriptions if not text.rstrip().endswith((".", ".)"))] == []


def test_every_member_of_the_record_is_described_as_declared():
    for document in documents_in(*record.PUBLIC):
        properties = RECORD[document.__name__]["properties"]
        declared = {
            name: declared.member.description for name, declared in members_of(document).items()
        }
        assert {name: schema["description"] for name, schema in properties.items()} == declared


def test_every_schema_is_used():
    text = json.dumps(description())
    assert [name for name in SCHEMAS if f'"#/components/schemas/{name}"' not in text] == []


def test_a_part_has_the_members_of_the_whole():
    for name, schema in PARTS.items():
        whole = RECORD["Event" if name == "EventRecordPart" else name.removesuffix("Part")]
        assert set(schema["properties"]) - {"included"} == set(whole["properties"])
        assert schema["additionalProperties"] is False
    assert len(whole_or_part("Event")) == 2
    assert len(whole_or_part("Facets")) == 1


def test_facets_are_described_as_they_are_counted(client, scene):
    assert tuple(client.get(reverse("api:event-facets")).json()) == FACETS


def test_mark_of_a_retraction_is_a_constant():
    retracted: dict[str, Any] = RECORD["Retraction"]["properties"]["retracted"]
    assert retracted["enum"] == [True]
