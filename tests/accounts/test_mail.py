"""Resetting a password and confirming an address by mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from events.models import SecurityEvent
from tests import factories
from tests.accounts.signing_in import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
NEW = "four unrelated garden words"
LINK = re.compile(r"http://testserver(/accounts/\S+)")


@pytest.fixture(autouse=True)
def account():
    return factories.UserFactory(username="editor", email="editor@paper.example", is_staff=True)


def link_in(mail) -> str:
    found = LINK.search(mail.body)
    assert found is not None, mail.body
    return found[1]


def test_forgotten_password_is_reset_by_mail(client, mailoutbox):
    response = client.post("/accounts/password/reset/", {"email": "editor@paper.example"})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert [mail.to for mail in mailoutbox] == [["editor@paper.example"]]
    page = client.get(link_in(mailoutbox[0]), follow=True)
    path = page.redirect_chain[-1][0]
    weak = client.post(path, {"password1": "aaaaaaaaaaaa", "password2": "aaaaaaaaaaaa"})
    assert "easy to guess" in weak.text
    assert client.post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert sign_in(Client(), "editor").status_code == 200
    assert sign_in(Client(), "editor", NEW).status_code == 302
    assert "password_reset" in SecurityEvent.objects.values_list("kind", flat=True)
    # A link works once.
    again = client.get(link_in(mailoutbox[0]), follow=True)
    assert "invalid" in again.text


def test_reset_says_nothing_of_which_accounts_there_are(client, mailoutbox):
    found = client.post("/accounts/password/reset/", {"email": "nobody@paper.example"})
    assert (found.status_code, found["Location"]) == (302, "/accounts/password/reset/done/")
    assert mailoutbox == []


@pytest.mark.parametrize(
    "address",
    ["editor@paper.example\nBcc: all@paper.example", "editor@paper.example\r\n\r\nHello", "@", ""],
)
def test_address_with_line_breaks_sends_nothing(client, mailoutbox, address):
    response = client.post("/accounts/password/reset/", {"email": address})
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["email"])
    assert mailoutbox == []


def test_address_is_confirmed_by_mail(client, account, mailoutbox):
    sign_in(client, "editor")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    mailoutbox.clear()
    added = {"action_add": "", "email": "new@paper.example"}
    assert client.post("/accounts/email/", added).status_code == 302
    confirmation = next(mail for mail in mailoutbox if mail.to == ["new@paper.example"])
    path = link_in(confirmation)
    assert not EmailAddress.objects.get(email="new@paper.example").verified
    client.post(path)
    assert EmailAddress.objects.get(email="new@paper.example").verified
    assert "email_confirmed" in SecurityEvent.objects.values_list("kind", flat=True)


def test_changed_password_is_told_by_mail(client, account, mailoutbox):
    sign_in(client, "editor")
    EmailAddress.objects.filter(user=account).update(verified=True, primary=True)
    mailoutbox.clear()
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert [mail.subject for mail in mailoutbox] == ["Password Changed"]
