"""What every curated record has: its id, and merging that never comes back to itself."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from events.models import Event
from events.models.identity import BytewiseField, PublicIdField
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db

CHAINS = [
    (factories.EventFactory, "merged_into"),
    (factories.ActorFactory, "merged_into"),
    (factories.SourceFactory, "revision_of"),
]


@pytest.mark.parametrize(("factory", "field"), CHAINS)
def test_cycle_of_any_length_is_refused(factory, field):
    first, second, third = factory.create_batch(3)
    for record, target in ((first, second), (second, third)):
        setattr(record, field, target)
        record.clean()
        record.save()
    setattr(third, field, first)
    with pytest.raises(ValidationError) as refusal:
        third.clean()
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(("factory", "field"), CHAINS)
def test_chain_that_ends_is_accepted(factory, field):
    first, second, third = factory.create_batch(3)
    setattr(second, field, third)
    second.save()
    setattr(first, field, second)
    assert first.clean() is None


@pytest.mark.parametrize(
    "factory", [factory for factory, field in CHAINS if field != "revision_of"]
)
def test_record_is_not_merged_into_itself(factory):
    record = factory()
    model = type(record)
    assert (
        violated(lambda: model.objects.filter(pk=record.pk).update(merged_into=record.pk))
        == f"{model._meta.model_name}_not_merged_into_itself"
    )


def test_cycle_elsewhere_does_not_loop_for_ever():
    first, second, outside = factories.EventFactory.create_batch(3)
    Event.objects.filter(pk=first.pk).update(merged_into=second)
    Event.objects.filter(pk=second.pk).update(merged_into=first)
    outside.merged_into = first
    assert outside.clean() is None


def test_new_record_has_an_id_a_version_and_its_moment():
    before = timezone.now()
    first, second = Event(), Event()
    assert first.pk != second.pk
    assert re.fullmatch("[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", first.pk)
    assert first.version == 1
    assert before <= first.created_at <= timezone.now()


def test_public_id_is_described_to_migrations_without_its_fixed_options():
    field = PublicIdField()
    assert field.deconstruct()[1:] == ("events.models.identity.PublicIdField", [], {})
    assert (field.max_length, field.primary_key, field.editable) == (14, True, False)


def test_text_sorts_by_its_bytes():
    parameters = BytewiseField(max_length=5).db_parameters(connection)
    expected = {
        "sqlite": (None, "varchar(5)"),
        "postgresql": ("C", "character varying(5)"),
    }
    assert (parameters["collation"], parameters["type"]) == expected[connection.vendor]
