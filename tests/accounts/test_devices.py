"""A device is remembered for an account and its present password."""

from django.http import HttpResponse
from django.test import RequestFactory

from events.accounts.devices import ACCOUNTS, known_device, remember_device
from tests import factories


def browser(cookie: str = ""):
    request = RequestFactory().get("/")
    if cookie:
        request.COOKIES["device"] = cookie
    return request


def cookie_after(request, *accounts) -> str:
    for account in accounts:
        response = HttpResponse()
        remember_device(request, response, account)
        request = browser(response.cookies["device"].value)
    return request.COOKIES["device"]


def test_device_is_known_to_the_account_that_signed_in_on_it(db):
    editor, other = factories.UserFactory(), factories.UserFactory()
    request = browser(cookie_after(browser(), editor))
    assert len(known_device(request, editor)) == 20
    assert (known_device(request, other), known_device(request, None)) == ("", "")
    assert known_device(browser(), editor) == ""


def test_shared_device_has_one_id(db):
    editor, other = factories.UserFactory(), factories.UserFactory()
    request = browser(cookie_after(browser(), editor, other))
    assert known_device(request, editor) == known_device(request, other) != ""


def test_device_is_forgotten_with_the_password(db):
    editor = factories.UserFactory()
    request = browser(cookie_after(browser(), editor))
    editor.set_password("another horse battery")
    assert known_device(request, editor) == ""


def test_device_remembers_the_last_accounts(db):
    accounts = factories.UserFactory.create_batch(ACCOUNTS + 1)
    request = browser(cookie_after(browser(), *accounts))
    assert [bool(known_device(request, account)) for account in accounts] == [False] + [
        True
    ] * ACCOUNTS


def test_forged_cookie_is_ignored(db):
    editor = factories.UserFactory()
    for forged in ("x", "a:b:c", cookie_after(browser(), editor)[:-1] + "x", "\ufffd"):
        assert known_device(browser(forged), editor) == ""


def test_cookie_is_out_of_reach_of_scripts(db):
    response = HttpResponse()
    remember_device(browser(), response, factories.UserFactory())
    cookie = response.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31536000)
