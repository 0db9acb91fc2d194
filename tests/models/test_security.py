"""The rows of the security log."""

import pytest

from events.models import SecurityEvent, User
from events.record.vocabulary import SecurityEventKind
from tests import factories
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def test_row_outlives_the_account_and_keeps_its_name():
    account = factories.UserFactory(username="editor")
    SecurityEvent.objects.create(
        kind=SecurityEventKind.SIGNED_IN, at=NOW, account=account, account_name="editor"
    )
    User.objects.filter(pk=account.pk).delete()
    row = SecurityEvent.objects.get()
    assert (row.account, row.account_name) == (None, "editor")
    assert str(row) == f"signed in {NOW:%Y-%m-%d %H:%M}"


def test_newest_rows_come_first():
    for kind in (SecurityEventKind.FAILED, SecurityEventKind.SIGNED_IN):
        SecurityEvent.objects.create(kind=kind, at=NOW)
    assert [row.kind for row in SecurityEvent.objects.all()] == ["signed_in", "failed"]
