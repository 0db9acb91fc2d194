import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction

from events.models import Autosave
from tests import newsroom

pytestmark = pytest.mark.django_db


def test_form_is_kept_once_for_each_account():
    given = {"key": "k", "path": "/", "fields": [], "size": 2, "saved_at": newsroom.NOW}
    Autosave.objects.create(user=newsroom.editor(), **given)
    Autosave.objects.create(user=newsroom.reviewer(), **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Autosave.objects.create(user=newsroom.editor(), **given)
    newsroom.editor().delete()
    assert Autosave.objects.get().user == newsroom.reviewer()


def test_nobody_can_be_allowed_to_see_those_of_others():
    assert not Permission.objects.filter(content_type__model="autosave").exists()
