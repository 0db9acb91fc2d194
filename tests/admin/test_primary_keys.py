"""Validating primary keys that come from outside."""

import pytest

from events.admin.primary_keys import is_valid_pk
from events.models import Citation, Event, Tenure
from events.record.identity import new_public_id
from tests.admin.pages import INVALID_KEYS


def test_public_ids_are_keys_of_records_with_an_address():
    assert is_valid_pk(Event, new_public_id())
    assert not is_valid_pk(Event, 7)


@pytest.mark.parametrize(
    "key", ["", "\x00", None, "2222-2222-222", "BQ4D-7HKM-X2TZ", *INVALID_KEYS]
)
def test_nothing_else_is_a_key_of_records_with_an_address(key):
    assert not is_valid_pk(Event, key)


@pytest.mark.parametrize("key", [1, "1", "0", "9" * 18])
def test_numbers_of_at_most_64_bits_are_keys_of_rows(key):
    assert is_valid_pk(Citation, key)
    assert is_valid_pk(Tenure, key)


@pytest.mark.parametrize(
    "key", ["", "-1", "9" * 19, "1e5", "٣", "1\n", "x", None, "bq4d-7hkm-x2tz"]
)
def test_nothing_else_is_a_key_of_rows(key):
    assert not is_valid_pk(Citation, key)
