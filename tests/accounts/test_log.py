"""What the security log holds, and who sees it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from events.models import SecurityEvent
from tests import newsroom
from tests.accounts.signing_in import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, str, str | None, str]]:
    found = SecurityEvent.objects.order_by("id").select_related("by")
    return [(row.kind, row.account_name, row.by and row.by.username, row.detail) for row in found]


def test_sign_in_and_out_are_logged_with_address_and_browser():
    newsroom.editor()
    client = Client(REMOTE_ADDR="192.0.2.1", HTTP_USER_AGENT="Browser " + "x" * 300)
    sign_in(client, "editor")
    client.post("/accounts/logout/")
    assert rows() == [("signed_in", "editor", None, ""), ("signed_out", "editor", None, "")]
    row = SecurityEvent.objects.earliest("id")
    assert (row.address, row.user_agent) == ("192.0.2.1", ("Browser " + "x" * 300)[:200])
    assert row.account == newsroom.editor()


def test_each_row_is_a_line_of_the_servers_log_too():
    newsroom.editor()
    client = Client(REMOTE_ADDR="192.0.2.1")
    with capture_logs() as lines:
        sign_in(client, "secret words", "wrong")
        sign_in(client, "editor")
    known = {"event": "security", "log_level": "info", "address": "192.0.2.1"}
    assert lines == [
        {**known, "kind": "failed", "account": "", "by": "", "detail": ""},
        {**known, "kind": "signed_in", "account": "editor", "by": "", "detail": ""},
    ]


def test_changed_password_is_logged(client):
    newsroom.editor()
    sign_in(client, "editor")
    new = "four unrelated garden words"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert ("password_changed", "editor", None, "") in rows()
    assert sign_in(Client(), "editor").status_code == 200
    assert sign_in(Client(), "editor", new).status_code == 302


def test_changed_groups_and_flags_are_logged_with_who_changed_them():
    account = newsroom.editor()
    administrator = newsroom.administrator()
    client = Client()
    client.force_login(administrator)
    form = {
        "username": "editor", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "groups": [Group.objects.get(name="Reviewer").pk],
        "date_joined_0": "2023-01-01", "date_joined_1": "00:00:00", "email": "",
    }  # fmt: skip
    path = reverse("admin:events_user_change", args=[account.pk])
    assert client.post(path, form).status_code == 302
    changed = ("rights_changed", "editor", "administrator", "+Reviewer +is_superuser -Editor")
    assert rows()[-1] == changed
    client.post(path, form)
    assert rows()[-1] == changed


def test_changed_permissions_of_a_group_are_logged():
    client = Client()
    client.force_login(newsroom.administrator())
    group = Group.objects.create(name="Guests")
    path = reverse("admin:auth_group_change", args=[group.pk])
    view = Permission.objects.get(codename="view_event")
    client.post(path, {"name": "Guests", "permissions": [view.pk]})
    assert rows()[-1] == ("rights_changed", "", "administrator", "Guests: +view_event")


def test_password_set_by_an_administrator_is_logged():
    account = newsroom.editor()
    client = Client()
    client.force_login(newsroom.administrator())
    path = reverse("admin:auth_user_password_change", args=[account.pk])
    new = "four unrelated garden words"
    client.post(path, {"password1": new, "password2": new, "usable_password": "true"})
    assert rows()[-1] == ("password_changed", "editor", "administrator", "")
