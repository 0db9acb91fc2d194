"""The rows of versions."""

import pytest
from django.db import IntegrityError

from events.models import Version
from tests import newsroom


@pytest.mark.django_db
def test_number_of_a_record_is_there_once():
    row = {
        "kind": "event", "record": "x", "number": 1, "verb": "created", "way": "desk",
        "at": newsroom.NOW, "whole": True, "shape": 3, "content": "{}",
    }  # fmt: skip
    assert str(Version.objects.create(**row)) == "created 2023-03-01 12:00"
    Version.objects.create(**{**row, "kind": "actor"})
    with pytest.raises(IntegrityError):
        Version.objects.create(**row)
