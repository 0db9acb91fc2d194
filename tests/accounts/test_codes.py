"""A code of an authenticator app works once, in whichever process."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client

from events.models import SecurityEvent, User
from tests import newsroom
from tests.accounts.signing_in import sign_in

pytestmark = pytest.mark.django_db
PATH = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _another_process(time_machine):
    time_machine.move_to(newsroom.NOW, tick=False)
    cache.clear()


@pytest.fixture
def secret() -> str:
    made = generate_totp_secret()
    TOTP.activate(newsroom.editor(), made)
    return made


def code(secret: str, periods: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


def entered(code: str, login: str = "editor") -> tuple[str, list[str]]:
    """Who is signed in with the code, in a fresh browser, and the errors."""
    # What one process keeps in its memory, another does not know.
    cache.clear()
    client = Client()
    sign_in(client, login)
    response = client.post(PATH, {"code": code})
    shown = response.context["form"].errors if response.status_code == 200 else {}
    errors = [message for messages in shown.values() for message in messages]
    return get_user(client).get_username(), errors


def test_code_is_accepted_once(secret):
    assert entered(code(secret)) == ("editor", [])
    assert entered(code(secret)) == ("", ["Incorrect code."])
    kinds = list(SecurityEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["signed_in", "factor_failed"]


def test_earlier_code_is_refused_after_a_later_one(secret):
    assert entered(code(secret, 1)) == ("editor", [])
    for periods in (-1, 0, 1):
        assert entered(code(secret, periods)) == ("", ["Incorrect code."])


def test_next_code_is_accepted(secret, time_machine):
    assert entered(code(secret)) == ("editor", [])
    time_machine.shift(30)
    assert entered(code(secret)) == ("editor", [])


@pytest.mark.parametrize("periods", [-2, 2])
def test_code_of_another_time_is_refused(secret, periods):
    assert entered(code(secret, periods)) == ("", ["Incorrect code."])


def test_code_is_refused_for_confirming_who_one_is_too(secret):
    client = Client()
    sign_in(client, "editor")
    client.post(PATH, {"code": code(secret)})
    cache.clear()
    response = client.post("/accounts/2fa/reauthenticate/", {"code": code(secret)})
    assert response.context["form"].errors == {"code": ["Incorrect code."]}


def recovery_codes(account: User) -> list[str]:
    TOTP.activate(account, generate_totp_secret())
    return RecoveryCodes.activate(account).get_unused_codes()


def test_recovery_code_is_accepted_once():
    first, second, *_rest = recovery_codes(newsroom.editor())
    assert entered(first) == ("editor", [])
    assert entered(first) == ("", ["Incorrect code."])
    assert entered(second) == ("editor", [])


def test_codes_of_another_account_are_refused():
    own, other = recovery_codes(newsroom.editor()), recovery_codes(newsroom.reviewer())
    assert entered(other[0]) == ("", ["Incorrect code."])
    assert entered(other[0], "reviewer") == ("reviewer", [])
    assert entered(own[0]) == ("editor", [])


@pytest.mark.parametrize(
    "text", ["", "0", "\u202e123456", "\u0661\u0662\u0663\u0664\u0665\u0666", "1" * 1_000_000, "-"]
)
def test_odd_code_is_refused(secret, text):
    name, errors = entered(text)
    assert (name, len(errors)) == ("", 1)
