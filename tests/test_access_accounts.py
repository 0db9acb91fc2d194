"""The rows of the access table for signing in and for one's own account."""

from typing import Final

import pytest
from django.urls import get_resolver, reverse

from tests.test_access import routes, statuses

# GET by anonymous reader, editor, reviewer. 302: to the page for signing in, or away from it.
NAMED: Final = {
    "account_login": (200, 302, 302),
    "account_logout": (302, 200, 200),
    "account_inactive": (200, 200, 200),
    "account_signup": (200, 302, 302),
    "account_reauthenticate": (302, 200, 200),
    "account_request_reauthentication_code": (302, 302, 302),
    "account_confirm_reauthentication_code": (302, 302, 302),
    "account_email": (302, 200, 200),
    "account_email_verification_sent": (200, 200, 200),
    "account_change_password": (302, 200, 200),
    "account_set_password": (302, 302, 302),
    "account_reset_password": (200, 200, 200),
    "account_reset_password_done": (200, 200, 200),
    "account_reset_password_from_key_done": (200, 200, 200),
    "account_confirm_login_code": (302, 302, 302),
    "mfa_index": (302, 200, 200),
    "mfa_authenticate": (302, 302, 302),
    "mfa_reauthenticate": (302, 302, 302),
    "mfa_activate_totp": (302, 302, 302),
    "mfa_deactivate_totp": (302, 404, 404),
    "mfa_view_recovery_codes": (302, 404, 404),
    "mfa_generate_recovery_codes": (302, 302, 302),
    "mfa_download_recovery_codes": (302, 404, 404),
    "mfa_list_webauthn": (302, 200, 200),
    "mfa_add_webauthn": (302, 302, 302),
    "mfa_reauthenticate_webauthn": (302, 302, 302),
    "mfa_login_webauthn": (302, 302, 302),
    "socialaccount_login_cancelled": (200, 200, 200),
    "socialaccount_login_error": (401, 401, 401),
    "socialaccount_signup": (302, 302, 302),
    "socialaccount_connections": (302, 200, 200),
    "usersessions_list": (302, 200, 200),
}
WITH_ARGUMENTS: Final = {
    "account_confirm_email": (["no-such-key"], (200, 200, 200)),
    "account_reset_password_from_key": (["1", "no-such-key"], (200, 200, 200)),
    "mfa_remove_webauthn": ([1], (302, 302, 302)),
    "mfa_edit_webauthn": ([1], (302, 302, 302)),
    # No provider is configured.
    "openid_connect_login": (["oidc"], (404, 404, 404)),
    "openid_connect_callback": (["oidc"], (404, 404, 404)),
}


def test_every_route_of_accounts_has_a_row():
    found = {name for name, pattern in routes(get_resolver()) if name.startswith(":")}
    assert found - {":None"} == {f":{name}" for name in (*NAMED, *WITH_ARGUMENTS)}


@pytest.mark.parametrize("name", NAMED)
def test_page_of_accounts_opens_for_whom_it_should(db, name):
    assert statuses(reverse(name)) == NAMED[name]


@pytest.mark.parametrize("name", WITH_ARGUMENTS)
def test_page_with_arguments_opens_for_whom_it_should(db, name):
    given, expected = WITH_ARGUMENTS[name]
    assert statuses(reverse(name, args=given)) == expected
