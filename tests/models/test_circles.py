"""Chains that come back to themselves are refused, however long."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories

pytestmark = pytest.mark.django_db

CHAINS = [
    (factories.EventFactory, "merged_into"),
    (factories.ActorFactory, "merged_into"),
    (factories.SourceFactory, "revision_of"),
    (factories.EventTypeFactory, "parent"),
]


@pytest.mark.parametrize(("factory", "field"), CHAINS)
def test_chain_that_comes_back_is_refused(factory, field):
    keys = [{"key": key} for key in ("a", "b", "c")] if field == "parent" else [{}, {}, {}]
    first, second, third = (factory(**key) for key in keys)
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
    first, second = (
        (factory(key="a"), factory(key="b")) if field == "parent" else factory.create_batch(2)
    )
    setattr(first, field, second)
    assert first.clean() is None
