import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction

from events.models import Redaction
from tests import newsroom

pytestmark = pytest.mark.django_db


def test_redaction_has_a_ground():
    given = {"subject": "x", "at": newsroom.NOW, "editor": newsroom.administrator()}
    with pytest.raises(IntegrityError, match="redaction_has_a_ground"), transaction.atomic():
        Redaction.objects.create(**given, ground="")
    assert Redaction.objects.count() == 0


def test_nobody_can_be_allowed_to_change_or_delete_one():
    found = Permission.objects.filter(content_type__model="redaction")
    assert sorted(found.values_list("codename", flat=True)) == ["redact_event", "view_redaction"]
