"""Passkeys sign in on the site that they were made for, and nowhere else."""

import json

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache

from tests import newsroom
from tests.accounts.soft_authenticator import FLAG, Passkey

pytestmark = pytest.mark.django_db
PATH = "/accounts/2fa/webauthn/login/"


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    cache.clear()
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


@pytest.fixture
def passkey() -> Passkey:
    made = Passkey(newsroom.editor())
    made.register()
    return made


def challenge(client) -> str:
    answer = client.get(PATH, secure=True, headers={"X-Requested-With": "XMLHttpRequest"})
    return answer.json()["request_options"]["publicKey"]["challenge"]


def signed_in_with(client, credential: str) -> str:
    """The account that is signed in after the credential was sent; "" for none."""
    response = client.post(PATH, {"credential": credential}, secure=True)
    assert response.status_code == 302
    return get_user(client).get_username()


def test_passkey_of_this_site_signs_in(client, passkey):
    assert signed_in_with(client, passkey.answer(challenge(client))) == "editor"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://testserver.evil.example"},
        {"origin": "http://testserver"},
        {"origin": "https://eviltestserver"},
        {"origin": "null"},
        {"site": "evil.example"},
        {"site": "evil.example", "origin": "https://evil.example"},
        {"kind": "webauthn.create"},
        {"flags": FLAG.UV},
        {"flags": FLAG.UP},
    ],
    ids=str,
)
def test_passkey_that_was_used_elsewhere_or_otherwise_does_not(client, passkey, wrong):
    assert signed_in_with(client, passkey.answer(challenge(client), **wrong)) == ""
    page = client.get("/accounts/login/", secure=True)
    assert "Incorrect code." in page.text


def test_answer_to_another_challenge_does_not_sign_in(client, passkey):
    old = challenge(client)
    challenge(client)
    assert signed_in_with(client, passkey.answer(old)) == ""


def test_answer_is_not_accepted_twice(client, passkey):
    answer = passkey.answer(challenge(client))
    assert signed_in_with(client, answer) == "editor"
    client.post("/accounts/logout/", secure=True)
    assert signed_in_with(client, answer) == ""


def test_passkey_of_one_account_does_not_open_another(client, passkey):
    answer = passkey.answer(challenge(client), account=newsroom.reviewer())
    assert signed_in_with(client, answer) == ""


def test_passkey_with_the_key_of_another_does_not_sign_in(client, passkey):
    forged = Passkey(passkey.account, passkey.credential_id)
    assert signed_in_with(client, forged.answer(challenge(client))) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: {}, lambda answer: [], lambda answer: 7, lambda answer: None,
        lambda answer: {**answer, "id": "x"}, lambda answer: {**answer, "response": None},
        lambda answer: {**answer, "response": {}}, lambda answer: {**answer, "response": []},
        lambda answer: {**answer, "rawId": "é"},
        *(
            lambda answer, name=name, value=value: {
                **answer, "response": {**answer["response"], name: value}
            }
            for name in ("clientDataJSON", "authenticatorData", "signature", "userHandle")
            for value in (None, "", "!", "AAAA", 7, [], {}, "x" * 100_000)
        ),
    ],
)  # fmt: skip
def test_malformed_answer_is_refused(client, passkey, change):
    answer = json.loads(passkey.answer(challenge(client)))
    assert signed_in_with(client, json.dumps(change(answer))) == ""


@pytest.mark.parametrize(
    ("text", "status"),
    [("", 302), ("{", 302), ("[" * 100_000, 400), ("\ud800", 302), ("NaN", 302)],
)
def test_answer_that_is_no_json_is_refused(client, passkey, text, status):
    challenge(client)
    response = client.post(PATH, {"credential": text.encode(errors="surrogatepass")}, secure=True)
    assert response.status_code == status
    assert get_user(client).is_anonymous
