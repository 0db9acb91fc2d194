"""How long texts may be: declared once, the same in documents and columns."""

import pytest
from django.core.validators import MaxLengthValidator
from django.db.models import DateTimeField

from events import models, record
from events.editorial.columns import columns_of
from events.models.when import WhenField
from events.record import desk, limits
from events.record.members import Declared, documents_in, members_of
from events.record.schema import schemas_of
from tests.record.documents import event

DESK = (
    desk.DeskEvent, desk.DeskActor, desk.DeskSource, desk.DeskOffice, desk.DeskStoryline,
    desk.DeskEventType,
)  # fmt: skip
MODELS = (
    models.Event, models.EventText, models.EventOtherDate, models.Participation, models.Claim,
    models.ClaimText, models.Citation, models.Hop, models.Place, models.PlaceName, models.Actor,
    models.ActorName, models.Office, models.OfficeName, models.Source, models.Storyline,
    models.StorylineText, models.EventType, models.EventTypeName, models.Tenure,
)  # fmt: skip
STORED = [
    (desk.DeskEvent, models.Event), (desk.DeskEvent, models.EventText),
    (record.EventText, models.EventText), (desk.DeskOtherDate, models.EventOtherDate),
    (desk.DeskParticipation, models.Participation), (desk.DeskClaim, models.Claim),
    (desk.DeskClaim, models.ClaimText), (desk.DeskCitation, models.Citation),
    (desk.DeskHop, models.Hop), (desk.DeskPlace, models.Place), (desk.DeskActor, models.Actor),
    (record.ActorName, models.ActorName), (desk.DeskOffice, models.Office),
    (desk.DeskSource, models.Source), (desk.DeskStoryline, models.Storyline),
    (desk.DeskStoryline, models.StorylineText), (record.StorylineText, models.StorylineText),
    (desk.DeskEventType, models.EventType),
]  # fmt: skip
HELD_BY = {
    (desk.DeskEvent, "type"): (models.EventType, "key"),
    (desk.DeskClaim, "texts"): (models.ClaimText, "text"),
    (desk.DeskPlace, "names"): (models.PlaceName, "name"),
    (desk.DeskOffice, "names"): (models.OfficeName, "name"),
    (desk.DeskEventType, "names"): (models.EventTypeName, "name"),
    (desk.DeskActorRef, "name"): (models.ActorName, "name"),
    (desk.DeskOfficeRef, "title"): (models.OfficeName, "name"),
    (desk.DeskSourceRef, "title"): (models.Source, "title"),
    (desk.DeskSourceRef, "canonical_url"): (models.Source, "url"),
    (desk.DeskStorylineRef, "title"): (models.Storyline, "label"),
}


def is_free_text(document: type, declared: Declared) -> bool:
    """Whether programs choose the text: no vocabulary, no id, no language, nothing read-only."""
    shape = schemas_of([document], partial=True)[document.__name__]["properties"][declared.name]
    texts = [shape, *shape.get("anyOf", []), shape.get("additionalProperties", {})]
    free = [one for one in texts if one.get("type") == "string" and "enum" not in one]
    own_form = "pattern" in shape and "maxLength" not in shape
    return bool(free) and not declared.member.read_only and not own_form


@pytest.mark.parametrize("document", documents_in(*DESK), ids=lambda one: one.__name__)
def test_text_that_is_sent_to_the_desk_has_a_limit(document):
    shapes = schemas_of([document], partial=True)[document.__name__]["properties"]
    unlimited = [
        name
        for name, declared in members_of(document).items()
        if is_free_text(document, declared) and "maxLength" not in str(shapes[name])
    ]
    assert unlimited == []


@pytest.mark.parametrize(("document", "model"), STORED, ids=str)
def test_limit_of_a_member_is_that_of_its_column(document, model):
    declared = members_of(document)
    columns = [
        (column.member, column.field.max_length)
        for column in columns_of(document, model)
        if not isinstance(column.field, WhenField | DateTimeField)
        and declared[column.member].member.max_length
    ]
    assert columns != []
    assert columns == [(name, declared[name].member.max_length) for name, _length in columns]


@pytest.mark.parametrize(("member", "column"), HELD_BY.items(), ids=str)
def test_limit_of_a_text_in_a_row_of_its_own_is_that_of_its_column(member, column):
    (document, name), (model, field) = member, column
    length = members_of(document)[name].member.max_length
    assert length is not None
    assert length == model._meta.get_field(field).max_length


def test_limits_of_a_date_are_those_of_its_columns():
    columns = models.Event.start.columns()
    found = {
        name: declared.member.max_length
        for name, declared in members_of(desk.DeskWhen).items()
        if declared.member.max_length
    }
    assert found == {name: columns[name].max_length for name in found}
    assert set(found) == {"edtf", "timezone", "phrase", "anchor"}


def test_every_text_column_enforces_its_limit():
    bare = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.get_internal_type() in {"CharField", "TextField"} and field.editable
        if not any(isinstance(rule, MaxLengthValidator) for rule in field.validators)
    ]
    assert bare == []


def test_public_documents_promise_no_limit():
    """They were published before there was one."""
    shapes = schemas_of(record.PUBLIC)
    assert "maxLength" not in shapes["Event"]["properties"]["summary"]
    draft = schemas_of([desk.DeskEvent], partial=True)["DeskEvent"]["properties"]
    assert draft["summary"]["maxLength"] == limits.SUMMARY


def test_edition_with_a_longer_text_is_still_read():
    stored = event(summary="x" * 1_900_000)
    assert record.read_event(record.write(stored)) == stored
