"""Signing in by an identity provider, which runs beside the test."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.contrib.auth import get_user

from events.models import SecurityEvent, User
from tests import factories
from tests.accounts.provider import Provider, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with running() as provider:
        app = {
            "provider_id": "oidc", "name": "The paper", "client_id": "tracker", "secret": "secret",
            "settings": {"server_url": provider.url},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        provider.claims = {"sub": "1", "email": "editor@paper.example", "email_verified": True}
        yield provider


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def sign_in_at(provider: Provider, client):
    """Go to the provider and come back, as a browser does."""
    away = client.post("/accounts/oidc/oidc/login/")
    assert away["Location"].startswith(f"{provider.url}/authorize?")
    try:
        build_opener(NoRedirect).open(away["Location"])
    except Exception as redirect:  # urllib raises for 302 that nobody follows
        back = urlsplit(redirect.headers["Location"])
        redirect.close()
    return client.get(f"{back.path}?{back.query}")


def test_account_with_the_confirmed_address_signs_in(client, provider):
    factories.UserFactory(username="editor", email="editor@paper.example", is_staff=True)
    page = client.get("/accounts/login/")
    assert "The paper" in page.text
    assert sign_in_at(provider, client)["Location"] == "/admin/"
    assert get_user(client).get_username() == "editor"
    assert list(SecurityEvent.objects.values_list("kind", flat=True)) == ["signed_in"]


def test_address_that_the_provider_has_not_confirmed_opens_no_account(client, provider):
    factories.UserFactory(username="editor", email="editor@paper.example", is_staff=True)
    provider.claims["email_verified"] = False
    sign_in_at(provider, client)
    assert get_user(client).is_anonymous


def test_stranger_gets_no_account(client, provider):
    provider.claims["email"] = "stranger@elsewhere.example"
    sign_in_at(provider, client)
    assert get_user(client).is_anonymous
    assert not User.objects.exists()


def test_answer_that_was_not_asked_for_is_refused(client, provider):
    factories.UserFactory(username="editor", email="editor@paper.example", is_staff=True)
    client.get("/accounts/oidc/oidc/login/callback/?code=code&state=made-up")
    assert get_user(client).is_anonymous
