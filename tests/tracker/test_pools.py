"""Which requests have threads of their own."""

import pytest

from tracker.pools import POOLS

SIGN_IN, DUMPS, SAVES = POOLS


@pytest.mark.parametrize(
    ("method", "path", "pool"),
    [
        ("GET", "/", None),
        ("GET", "/api/v1/events/", None),
        ("GET", "/accounts/login/", SIGN_IN),
        ("POST", "/accounts/login/", SIGN_IN),
        ("GET", "/api/v1/export/", DUMPS),
        ("GET", "/admin/events/event/", None),
        ("POST", "/admin/events/event/add/", SAVES),
        ("PATCH", "/api/v1/desk/events/bq4d-7hkm-x2tz/", SAVES),
        ("DELETE", "/api/v1/desk/imports/bq4d-7hkm-x2tz/", SAVES),
        ("GET", "/api/v1/desk/events/", None),
        ("", "", None),
    ],
)
def test_readers_share_no_thread_with_what_can_take_long(method, path, pool):
    assert next((pool for pool in POOLS if pool.matches(method, path)), None) == pool


def test_a_thread_waits_for_the_clients_of_dumps_alone():
    assert [pool.patience for pool in POOLS] == [0.0, 0.5, 0.0]
