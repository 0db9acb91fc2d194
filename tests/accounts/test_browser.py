"""Second factors in Chromium: an authenticator app, passkeys, recovery codes."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from events.models import SecurityEvent, User
from tests import factories
from tests.accounts.signing_in import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def account(transactional_db) -> User:
    return factories.UserFactory(username="editor", is_staff=True)


@pytest.fixture
def open_login(new_page, live_server, account) -> Callable[..., Page]:
    """Opens the page for signing in by the host name that passkeys need, with an authenticator."""

    def open_page(**options) -> Page:
        page = new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"), **options)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        authenticator = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        session.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
        page.goto("/admin/")
        return page

    return open_page


def enter(page: Page) -> None:
    page.get_by_label("Username or email address").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def code(secret: str, steps: int = 0) -> str:
    counter = int(time.time()) // 30 + steps
    return format_hotp_value(hotp_value(secret, counter))


def kinds() -> list[str]:
    return list(SecurityEvent.objects.order_by("id").values_list("kind", flat=True))


def test_authenticator_app_and_recovery_codes(open_login):
    page = open_login()
    enter(page)
    page.goto("/accounts/2fa/totp/activate/")
    confirm(page)
    secret = page.locator("#authenticator_secret").input_value()
    assert page.get_by_role("img").evaluate("image => image.naturalWidth") > 0
    page.locator("#id_code").fill(code(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_text("Authenticator app activated.")).to_be_visible()
    page.goto("/accounts/2fa/recovery-codes/")
    recovery = page.locator("textarea").input_value().split()
    assert len(recovery) == 10
    sign_out(page)

    enter(page)
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Sign In").first.click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    # The code that was just used is good once.
    page.locator("#id_code").fill(code(secret, 1))
    page.get_by_role("button", name="Sign In").first.click()
    expect(page.locator("#user-tools")).to_contain_text("editor")
    sign_out(page)

    enter(page)
    page.locator("#id_code").fill(recovery[0])
    page.get_by_role("button", name="Sign In").first.click()
    expect(page.locator("#user-tools")).to_contain_text("editor")
    sign_out(page)
    enter(page)
    page.locator("#id_code").fill(recovery[0])
    page.get_by_role("button", name="Sign In").first.click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    assert kinds().count("factor_failed") == 2
    assert kinds().count("factor_added") == 2  # the app, and the codes with it


def test_passkey_signs_in_without_a_password(open_login):
    page = open_login()
    enter(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Security key added.")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#user-tools")).to_contain_text("editor")
    assert page.url.endswith("/admin/")
    assert kinds().count("signed_in") == 2


def test_sign_in_works_without_scripts(open_login):
    page = open_login(java_script_enabled=False)
    enter(page)
    expect(page.locator("#user-tools")).to_contain_text("editor")


def test_form_comes_back_after_signing_in_once_more(open_login, account):
    account.groups.add(Group.objects.get(name="Editor"))
    page = open_login(java_script_enabled=False)
    enter(page)
    page.goto("/admin/events/source/add/")
    page.locator("#id_title").fill('The "long" report')
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Save", exact=True).click()
    # The form is kept on the server, and comes back.
    enter(page)
    expect(page.locator("#id_title")).to_have_value('The "long" report')
    expect(page.get_by_role("region", name="Not saved yet")).to_contain_text("Restored what you")


def test_another_browser_is_signed_out_from_the_list_of_sessions(open_login):
    own, other = open_login(), open_login()
    enter(own)
    enter(other)
    own.goto("/accounts/sessions/")
    expect(own.get_by_role("row")).to_have_count(3)
    own.get_by_role("button", name="Sign Out Other Sessions").click()
    expect(own.get_by_role("row")).to_have_count(2)
    other.goto("/admin/")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    own.goto("/admin/")
    expect(own.locator("#user-tools")).to_contain_text("editor")


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/2fa/", "/accounts/email/", "/accounts/sessions/"]
)
def test_page_fits_a_phone(open_login, path):
    page = open_login(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    if path != "/accounts/login/":
        enter(page)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_cookies_are_out_of_reach_of_scripts(open_login):
    page = open_login()
    enter(page)
    cookies = {cookie["name"]: cookie["httpOnly"] for cookie in page.context.cookies()}
    assert cookies[settings.SESSION_COOKIE_NAME] is True
    assert cookies[settings.DEVICE_COOKIE_NAME] is True
