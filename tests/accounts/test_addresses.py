"""The address of a client, which a client must not be able to make up."""

import pytest
from django.test import RequestFactory

from events.accounts.addresses import client_address


@pytest.mark.parametrize(
    ("behind_proxy", "headers", "address"),
    [
        (False, {"REMOTE_ADDR": "192.0.2.1"}, "192.0.2.1"),
        (False, {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}, "192.0.2.1"),
        (True, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9,1.2.3.4"}, "1.2.3.4"),
        (True, {"REMOTE_ADDR": "10.0.0.1"}, "10.0.0.1"),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3::4"}, "2001:db8:1:2::"),
        (False, {"REMOTE_ADDR": ""}, ""),
        (True, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "nonsense"}, ""),
    ],
)  # fmt: skip
def test_address_is_that_of_the_connection_or_of_our_own_proxy(
    settings, behind_proxy, headers, address
):
    settings.BEHIND_PROXY = behind_proxy
    assert client_address(RequestFactory().get("/", **headers)) == address
