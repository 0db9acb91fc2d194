"""The second factor that a group demands, and the end of sessions."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from events.accounts.middleware import needs_second_factor
from events.models import User
from tests import newsroom
from tests.accounts.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("demanded", "editor", "reviewer", "administrator"),
    [
        ([], False, False, False),
        (["reviewers", "administrators"], False, True, True),
        (["Editor"], True, False, False),
        (["nobody"], False, False, False),
    ],
)
def test_groups_that_need_a_second_factor(settings, demanded, editor, reviewer, administrator):
    settings.REQUIRE_MFA = demanded
    accounts = (newsroom.editor(), newsroom.reviewer(), newsroom.administrator())
    assert [needs_second_factor(account) for account in accounts] == [
        editor, reviewer, administrator,
    ]  # fmt: skip


def test_desk_is_closed_until_the_second_factor_is_there(client, settings):
    settings.REQUIRE_MFA = ["reviewers"]
    client.force_login(newsroom.reviewer())
    for path in ("/admin/", "/admin/events/event/", "/admin/autocomplete/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/")
    page = client.get("/accounts/2fa/")
    assert "Your group signs in with a second factor. Set one up to go on." in page.text
    Authenticator.objects.create(
        user=newsroom.reviewer(), type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, settings):
    settings.REQUIRE_MFA = ["reviewers"]
    client.force_login(newsroom.reviewer())
    Authenticator.objects.create(
        user=newsroom.reviewer(), type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )
    assert client.get("/admin/").status_code == 302


def test_other_groups_and_readers_are_not_asked(client, settings):
    settings.REQUIRE_MFA = ["reviewers"]
    client.force_login(newsroom.editor())
    assert client.get("/admin/").status_code == 200
    assert Client().get("/").status_code == 200


def test_session_ends_after_idle_hours_and_not_while_it_is_used(client, time_machine, settings):
    newsroom.editor()
    time_machine.move_to(newsroom.NOW, tick=False)
    sign_in(client, "editor")
    for _n in range(3):
        time_machine.shift(timedelta(seconds=settings.SESSION_COOKIE_AGE - 60))
        assert client.get("/admin/").status_code == 200
    time_machine.shift(timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))
    assert client.get("/admin/").status_code == 302


def test_session_ends_with_the_account(client):
    newsroom.editor()
    sign_in(client, "editor")
    assert client.get("/admin/").status_code == 200
    User.objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302
