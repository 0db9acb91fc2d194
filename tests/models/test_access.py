"""API tokens and idempotent requests: what the database refuses, and scopes."""

from datetime import timedelta

import pytest

from events.models import ApiToken, IdempotentRequest
from tests import newsroom
from tests.models.constraints import violated
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def token(digest: str = "0" * 64, **columns) -> ApiToken:
    return ApiToken.objects.create(
        **{
            "name": "archive",
            "user": newsroom.editor(),
            "digest": digest,
            "beginning": "evt_abc",
            "scopes": "read write",
            "created_at": NOW,
            "expires_at": NOW + timedelta(days=1),
            **columns,
        }
    )


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"scopes": ""}, "api_token_has_scope"),
        ({"expires_at": NOW}, "api_token_expires_after_it_was_made"),
    ],
)
def test_token_that_allows_nothing_is_refused(columns, constraint):
    assert violated(lambda: token(**columns)) == constraint


def test_name_is_free_again_once_the_token_was_revoked():
    first = token()
    assert violated(lambda: token("1" * 64)) == "api_token_once_per_name"
    assert violated(lambda: token(name="other")) == "digest"
    ApiToken.objects.filter(pk=first.pk).update(revoked_at=NOW)
    assert token("1" * 64).name == "archive"


def test_token_has_the_scopes_that_it_names():
    made = ApiToken(scopes="read import")
    scopes = {scope: made.has_scope(scope) for scope in ("read", "import", "publish")}
    assert scopes == {"read": True, "import": True, "publish": False}
    with pytest.raises(ValueError, match="rea"):
        made.has_scope("rea")


def test_idempotency_key_is_used_once_by_each_account():
    request = {"key": "k", "request": "0" * 64, "created_at": NOW}
    IdempotentRequest.objects.create(user=newsroom.editor(), **request)
    IdempotentRequest.objects.create(user=newsroom.reviewer(), **request)
    assert (
        violated(lambda: IdempotentRequest.objects.create(user=newsroom.editor(), **request))
        == "idempotent_request_once"
    )
