"""Events and what belongs to them: what the database itself refuses, whoever writes it."""

import pytest
from django.core.exceptions import ValidationError

from events.dates import When
from events.models import Event, EventType
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["start", "end"])
def test_earliest_moment_lies_before_the_latest(column):
    event = factories.EventFactory(end=When.parse("2023-02-22"))
    change = {f"{column}_latest": getattr(event, f"{column}_earliest")}
    assert (
        violated(lambda: Event.objects.filter(pk=event.pk).update(**change))
        == f"event_{column}_earliest_before_latest"
    )


@pytest.mark.parametrize(
    ("start", "end", "constraint"),
    [
        ("2023-02-22", "2023-02-20", "event_does_not_end_before_it_starts"),
        (None, "2023", "event_with_end_has_start"),
    ],
)
def test_end_comes_after_a_start(start, end, constraint):
    dates = {"start": start and When.parse(start), "end": When.parse(end)}
    assert violated(lambda: factories.EventFactory(**dates)) == constraint


@pytest.mark.parametrize(("start", "end"), [("2023-02-22", "2023-02-22"), ("2023", "2023-02")])
def test_end_may_overlap_the_start(start, end):
    event = factories.EventFactory(start=When.parse(start), end=When.parse(end))
    event.full_clean(exclude=["created_by"])
    assert (event.start.edtf, event.end.edtf) == (start, end)


def test_event_has_one_original_text_and_one_text_per_language():
    event = factories.EventFactory()
    factories.EventTextFactory(event=event, language="en")
    second = {"event": event, "origin": "translation"}
    assert (
        violated(lambda: factories.EventTextFactory(event=event, language="de")),
        violated(lambda: factories.EventTextFactory(language="en", **second)),
        factories.EventTextFactory(language="de", **second).origin,
    ) == ("event_text_one_original", "event_text_once_per_language", "translation")


def test_other_date_has_a_start():
    assert (
        violated(lambda: factories.EventOtherDateFactory(start=None))
        == "event_other_date_has_start"
    )


def test_actor_takes_part_once_in_each_role():
    part = factories.ParticipationFactory(role="host")
    again = {"event": part.event, "actor": part.actor}
    factories.ParticipationFactory(role="speaker", **again)
    assert (
        violated(lambda: factories.ParticipationFactory(role="host", **again))
        == "participation_once_per_role"
    )


def test_relation_exists_once_and_leads_to_another_event():
    relation = factories.EventRelationFactory(type="follows")
    events = {"from_event": relation.from_event, "to_event": relation.to_event}
    factories.EventRelationFactory(type="part_of", **events)
    same = {"from_event": relation.from_event, "to_event": relation.from_event}
    assert (
        violated(lambda: factories.EventRelationFactory(type="follows", **events)),
        violated(lambda: factories.EventRelationFactory(**same)),
    ) == ("event_relation_once", "event_relation_not_to_itself")


def test_type_is_not_below_itself_in_any_number_of_steps():
    first, second, third = (factories.EventTypeFactory(key=key) for key in ("a", "b", "c"))
    for child, parent in ((first, second), (second, third)):
        child.parent = parent
        child.clean()
        child.save()
    third.parent = first
    with pytest.raises(ValidationError) as refusal:
        third.clean()
    assert refusal.value.message_dict == {"parent": ["These types would be parents of each other."]}
    assert (
        violated(lambda: EventType.objects.filter(pk=first.pk).update(parent=first.pk))
        == "event_type_not_below_itself"
    )


def test_type_has_one_name_per_language():
    name = factories.EventTypeNameFactory()
    assert (
        violated(lambda: factories.EventTypeNameFactory(type=name.type))
        == "event_type_name_once_per_language"
    )


def test_address_is_made_of_the_id():
    assert Event(id="abcd-efgh-ijkl").get_absolute_url() == "/events/abcd-efgh-ijkl/"


@pytest.mark.parametrize(
    ("state", "version", "published_version", "unpublished"),
    [("draft", 3, 0, False), ("published", 3, 3, False), ("published", 4, 3, True)],
)
def test_change_after_publication_is_unpublished(state, version, published_version, unpublished):
    event = Event(state=state, version=version, published_version=published_version)
    assert event.has_unpublished_changes is unpublished
