"""Tokens on the desk: made, shown once, seen and revoked by their owner alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.models import ApiToken
from tests import factories, newsroom
from tests.api.programs import Program, token_of

ADD = "/admin/events/apitoken/add/"
LIST = "/admin/events/apitoken/"
SECOND = timedelta(seconds=1)
FORM = {"name": "archive", "scopes": ["read", "write"], "days": "30"}


@pytest.fixture
def editor(db) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(newsroom.editor())
    return client


def shown(page) -> str:
    return page.context["secret"]


def test_token_is_shown_once_and_works(editor):
    page = editor.post(ADD, FORM)
    assert page.status_code == 200
    assert "private" in page["Cache-Control"]
    text = shown(page)
    assert page.content.decode().count(text) == 1
    assert Program(text).get("/desk/events/").status_code == 200
    row = ApiToken.objects.get()
    assert (row.name, row.scopes, row.user) == ("archive", "read write", newsroom.editor())
    assert (row.expires_at - row.created_at).days == 30
    for address in (LIST, f"{LIST}{row.pk}/change/"):
        later = editor.get(address).content.decode()
        assert text not in later
        assert row.beginning in later
    assert text not in str(editor.cookies)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["root"]}, "scopes"),
        ({"days": "0"}, "days"),
        ({"days": "367"}, "days"),
        ({"days": "soon"}, "days"),
    ],
)
def test_bad_form_names_the_field_and_makes_nothing(editor, wrong, field):
    page = editor.post(ADD, {**FORM, **wrong})
    assert list(page.context["adminform"].form.errors) == [field]
    assert ApiToken.objects.count() == 0


def test_second_token_of_a_name_is_refused(editor):
    editor.post(ADD, FORM)
    page = editor.post(ADD, FORM)
    assert "You already have a token with this name." in page.content.decode()
    assert ApiToken.objects.count() == 1


def test_owner_sees_and_revokes_his_own_alone(editor):
    text = token_of(newsroom.editor(), "read", name="mine")
    other = token_of(newsroom.reviewer(), "read", name="theirs")
    mine, theirs = (ApiToken.objects.get(name=name).pk for name in ("mine", "theirs"))
    page = editor.get(LIST).content.decode()
    assert ("mine" in page, "theirs" in page) == (True, False)
    assert editor.get(f"{LIST}{theirs}/change/").status_code == 302
    revoke = {"action": "revoke", "_selected_action": [mine, theirs]}
    editor.post(LIST, revoke)
    assert Program(text).get("/desk/events/").status_code == 401
    assert Program(other).get("/desk/events/").status_code == 200
    # The name is free again.
    assert editor.post(ADD, {**FORM, "name": "mine"}).context["secret"]


def test_administrator_sees_and_revokes_all(db):
    text = token_of(newsroom.editor(), "read", name="mine")
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True))
    assert "mine" in client.get(LIST).content.decode()
    row = ApiToken.objects.get()
    client.post(LIST, {"action": "revoke", "_selected_action": [row.pk]})
    assert Program(text).get("/desk/events/").status_code == 401


def test_nobody_changes_or_deletes_a_token(editor):
    token_of(newsroom.editor(), "read", name="mine")
    row = ApiToken.objects.get()
    for page in ("change", "delete"):
        answer = editor.post(f"{LIST}{row.pk}/{page}/", {"name": "x", "post": "yes"})
        assert answer.status_code == 403
    assert ApiToken.objects.get().name == "mine"


@pytest.mark.parametrize("path", [LIST, ADD])
def test_stranger_gets_to_no_token(db, path):
    client = Client()
    assert client.get(path).status_code == 302
    client.force_login(factories.UserFactory())
    assert client.get(path).status_code == 403


def test_expired_and_revoked_tokens_are_not_valid(editor):
    for name in ("valid", "expired", "revoked"):
        token_of(newsroom.editor(), "read", name=name)
    past = timezone.now() - timedelta(days=1)
    ApiToken.objects.filter(name="expired").update(created_at=past, expires_at=past + SECOND)
    ApiToken.objects.filter(name="revoked").update(revoked_at=past)
    changelist = editor.get(LIST).context["cl"]
    valid = {row.name: changelist.model_admin.is_valid(row) for row in changelist.result_list}
    assert valid == {"valid": True, "expired": False, "revoked": False}
