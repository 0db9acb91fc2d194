"""Tokens of programs: how they are created, stored, used and revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import editorial
from events.models import ApiToken
from tests import factories, newsroom
from tests.api.programs import token_of


def test_token_is_stored_as_a_digest_and_shown_once(db):
    text = token_of(newsroom.editor(), "read", "write", name="archive")
    row = ApiToken.objects.get()
    assert text.startswith("evt_")
    assert (row.name, row.scopes, row.beginning) == ("archive", "read write", text[:10])
    held = " ".join(str(getattr(row, f.attname)) for f in row._meta.concrete_fields)
    assert text not in held


def test_last_use_is_kept_to_the_hour(db):
    text = token_of(newsroom.editor(), "read")
    now = timezone.now()
    for moment, kept in (
        (now, now),
        (now + timedelta(minutes=59), now),
        (now + timedelta(minutes=61), now + timedelta(minutes=61)),
    ):
        editorial.token_of(text, now=moment)
        assert ApiToken.objects.get().last_used_at == kept


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "root"]}, "scopes"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"days": 0}, "expires_at"),
        ({"days": -1}, "expires_at"),
        ({"days": 400}, "expires_at"),
    ],
)
def test_token_that_cannot_be_created_names_the_field(db, changed, field):
    given = {"scopes": ["read"], "name": "test", "days": 30, **changed}
    now = timezone.now()
    with pytest.raises(editorial.EditorialError) as refusal:
        editorial.create_token(
            user=newsroom.editor(),
            name=given["name"],
            scopes=given["scopes"],
            expires_at=now + timedelta(days=given["days"]),
            now=now,
        )
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert ApiToken.objects.count() == 0


def test_only_its_owner_or_an_administrator_revokes_a_token(db):
    token_of(newsroom.editor(), "read")
    row, now = ApiToken.objects.get(), timezone.now()
    with pytest.raises(editorial.EditorialError):
        editorial.revoke_token(token_id=row.pk, editor=newsroom.reviewer(), now=now)
    administrator = factories.UserFactory(is_superuser=True)
    editorial.revoke_token(token_id=row.pk, editor=administrator, now=now)
    row.refresh_from_db()
    assert row.revoked_at == now
