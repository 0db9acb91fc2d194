"""Signing in: who may, what is said, and what is logged."""

import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from events.accounts import hashing
from events.accounts.limits import PER_ACCOUNT
from events.models import SecurityEvent
from tests import factories, newsroom
from tests.accounts.signing_in import LOGIN, PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


WRONG = "The username and/or password you specified are not correct."


def errors(response) -> list[str]:
    form = response.context["form"]
    return [message for messages in form.errors.values() for message in messages]


def logged() -> list[tuple[str, str]]:
    return list(SecurityEvent.objects.order_by("id").values_list("kind", "account_name"))


@pytest.mark.parametrize("login", ["editor", "EDITOR", "editor@paper.example"])
def test_account_signs_in_by_name_or_address(client, login):
    newsroom.editor()
    type(newsroom.editor()).objects.update(email="editor@paper.example")
    response = sign_in(client, login)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert get_user(client).get_username() == "editor"
    assert logged() == [("signed_in", "editor")]


def test_wrong_password_says_the_same_as_an_unknown_account(client):
    newsroom.editor()
    for login in ("editor", "nobody"):
        response = sign_in(client, login, "wrong")
        assert (response.status_code, errors(response)) == (200, [WRONG])
        assert response.context["form"]["login"].value() == login
    assert logged() == [("failed", "editor"), ("failed", "")]


def test_refusal_says_when_to_try_again_and_keeps_the_login(client):
    newsroom.editor()
    for _n in range(PER_ACCOUNT):
        sign_in(Client(), "editor", "wrong")
    response = sign_in(client, "editor")
    assert response.status_code == 429
    assert 800 < int(response["Retry-After"]) <= 901
    message = (
        "Too many failed sign-ins. Try again in 15 minutes, or use a passkey or a device that you "
        "have signed in on before."
    )
    assert errors(response) == [message]
    assert response.context["form"]["login"].value() == "editor"
    sign_in(client, "editor")
    assert logged()[PER_ACCOUNT:] == [("refused", "editor")]


def test_sign_in_is_refused_while_others_are_checked(client, settings):
    newsroom.editor()
    settings.PASSWORD_HASHERS = ["events.accounts.hashing.QueuedPBKDF2PasswordHasher",
                                 *settings.PASSWORD_HASHERS]  # fmt: skip
    held = [hashing._slots.acquire() for _n in range(1 + hashing.WAITING)]
    try:
        response = sign_in(client, "nobody", "wrong")
    finally:
        for _held in held:
            hashing._slots.release()
    assert (response.status_code, response["Retry-After"]) == (429, "3")
    assert errors(response) == [
        "Too many people are signing in at the moment. Try again in a few seconds."
    ]
    assert logged() == []


def test_codes_of_the_second_factor_cannot_be_guessed(client):
    editor = newsroom.editor()
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    assert sign_in(client, "editor")["Location"].startswith("/accounts/2fa/authenticate/")
    for _n in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    response = client.post("/accounts/2fa/authenticate/", {"code": right})
    assert errors(response) == ["Too many failed login attempts. Try again later."]
    assert get_user(client).is_anonymous
    assert [kind for kind, _name in logged()] == ["factor_failed"] * 5


def test_second_factor_of_another_account_does_not_help(client):
    editor, reviewer = newsroom.editor(), newsroom.reviewer()
    secrets = [generate_totp_secret(), generate_totp_secret()]
    for account, secret in zip((editor, reviewer), secrets, strict=True):
        TOTP.activate(account, secret)
    sign_in(client, "editor")
    code = format_hotp_value(hotp_value(secrets[1], int(time.time()) // 30))
    response = client.post("/accounts/2fa/authenticate/", {"code": code})
    assert errors(response) == ["Incorrect code."]
    assert get_user(client).is_anonymous


def test_nobody_can_sign_up(client):
    account = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
    for path in ("/accounts/signup/", "/accounts/3rdparty/signup/"):
        client.post(path, {**account, "email": "new@paper.example"})
    assert type(newsroom.editor()).objects.filter(username="new").count() == 0


def test_inactive_account_does_not_sign_in(client):
    factories.UserFactory(username="gone", is_active=False)
    sign_in(client, "gone")
    assert get_user(client).is_anonymous


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_sign_in_leads_to_no_other_site(client, target):
    newsroom.editor()
    response = client.post(LOGIN, {"login": "editor", "password": PASSWORD, "next": target})
    assert response["Location"] == "/admin/"


def multipart(fields: dict[str, str | bytes]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + (value if isinstance(value, bytes) else value.encode())
        for name, value in fields.items()
    ]
    return b"\r\n".join([*parts, f"--{BOUNDARY}--".encode()])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("\u202eeditor", 200), ("edi\u200dtor", 200), ("\uff45ditor", 200), ("editor\u0301", 200),
        ("' OR 1=1 --", 200), ("x" * 1_000_000, 200), ("edi\u0000tor", 400), ("edi\x1btor", 400),
        (b"\xed\xa0\x80", 400), ("editor".encode("utf-16"), 400), (b"\xe9ditor", 400),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", MULTIPART_CONTENT])
@pytest.mark.parametrize("field", ["login", "password"])
def test_odd_input_is_an_error_of_the_form_or_the_request(client, text, status, kind, field):
    newsroom.editor()
    sent = {"login": "editor", "password": "wrong", field: text}
    body = multipart(sent) if kind == MULTIPART_CONTENT else urlencode(sent)
    response = client.generic("POST", LOGIN, body, content_type=kind)
    assert response.status_code == status
    assert get_user(client).is_anonymous


@pytest.mark.parametrize("text", [b"\xed\xa0\x80", "a\u0000b", "x" * 1_000_000, "\u202ecode"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/accounts/password/reset/", "email"),
        ("/accounts/2fa/authenticate/", "code"),
        ("/accounts/2fa/webauthn/login/", "credential"),
        ("/accounts/reauthenticate/", "password"),
        ("/accounts/email/", "email"),
        ("/accounts/password/change/", "password1"),
    ],
)
def test_odd_input_in_the_other_forms_is_an_error_too(client, mailoutbox, path, field, text):
    account = newsroom.editor()
    if "2fa" in path:
        TOTP.activate(account, generate_totp_secret())
        sign_in(client, "editor")
    elif "reset" not in path:
        client.force_login(account)
    response = client.post(path, {field: text, "action_add": "", "oldpassword": PASSWORD})
    refused = 302 if "webauthn" in path else 200
    assert response.status_code == (400 if text == "a\u0000b" else refused)
    assert (mailoutbox, account.check_password(PASSWORD)) == ([], True)
