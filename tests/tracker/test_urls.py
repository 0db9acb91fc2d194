"""The root URL configuration."""

import pytest
from django.urls import Resolver404, get_resolver, resolve

from tracker import errors


@pytest.mark.parametrize(
    ("path", "app_name", "route"),
    [
        ("/admin/", "admin", "admin/"),
        ("/api/v1/events/", "api", "api/v1/events/"),
        ("/actors/", "web", "actors/"),
        ("/", "web", ""),
    ],
)
def test_interfaces_are_mounted(path, app_name, route):
    match = resolve(path)
    assert (match.app_name, match.route) == (app_name, route)


def test_unknown_path_is_not_resolved():
    with pytest.raises(Resolver404):
        resolve("/nowhere/")


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_errors_are_answered_by_our_handlers(status):
    handler = get_resolver().resolve_error_handler(status)
    assert handler is getattr(errors, f"handler{status}")
