"""The schemas of the desk follow from its documents; drafts may lack any member."""

from events.api.schemas import SCHEMAS
from events.api.schemas_desk import DESK
from events.record.desk import DeskActor, DeskEvent, DeskSource
from events.record.members import members_of
from tests.api.described import errors_of
from tests.api.json_paths import properties_in

ID = "bq4d-7hkm-x2tz"


def errors(name, value) -> list[str]:
    return errors_of(value, {"$ref": f"#/components/schemas/{name}"})


def test_what_is_shown_has_the_members_of_the_document():
    for document in (DeskEvent, DeskActor, DeskSource):
        assert set(DESK[document.__name__]["properties"]) == set(members_of(document))


def test_draft_may_lack_any_member_and_has_no_others():
    assert errors("DraftEvent", {}) == []
    assert errors("DraftEvent", {"title": "Talks", "start": {"edtf": "2023"}}) == []
    assert errors("DraftEvent", {"secret": 1}) != []
    assert errors("DraftEvent", {"title": 1}) != []


def test_date_and_reference_may_be_a_text():
    assert errors("DraftEvent", {"start": "2023-02", "end": None}) == []
    for actor in (ID, {"id": ID}, {"name": "Wang Yi"}, {"id": ID, "url": "/actors/x/"}):
        participants = [{"actor": actor, "role": "host"}]
        assert errors("DraftEvent", {"participants": participants}) == [], actor
    assert errors("DraftEvent", {"participants": [{"actor": 7}]}) != []


def test_drafts_refer_to_drafts_alone():
    text = str({name: schema for name, schema in DESK.items() if name.startswith("Draft")})
    assert "schemas/Desk" not in text
    assert "schemas/When" not in text
    assert "schemas/DraftWhen" in text


def test_members_that_are_not_read_are_marked():
    properties = DESK["DraftEvent"]["properties"]
    assert properties["version"]["readOnly"] is True
    assert "readOnly" not in properties["title"]
    assert "readOnly" not in DESK["DeskEvent"]["properties"]["version"]


def test_lists_show_members_of_the_document():
    for kind in ("Event", "Actor", "Source"):
        row, whole = DESK[f"Desk{kind}Row"], DESK[f"Desk{kind}"]
        assert row["properties"].items() <= whole["properties"].items()
        assert {"id", "version", "updated_at"} <= set(row["required"])


def test_public_schemas_are_not_replaced():
    """Both sides have them: the desk shows them as they are public."""
    assert SCHEMAS["EventText"] == DESK["EventText"]
    assert list(properties_in(DESK["DraftEventText"])) != []
