"""The security log at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import SecurityEvent
from tests import newsroom
from tests.accounts.signing_in import sign_in
from tests.test_access import client_of

pytestmark = pytest.mark.django_db


def test_log_can_be_read_by_administrators_alone_and_changed_by_nobody():
    sign_in(Client(), "editor", "wrong")
    newsroom.editor()
    row = SecurityEvent.objects.get()
    changelist = reverse("admin:events_securityevent_changelist")
    change = reverse("admin:events_securityevent_change", args=[row.pk])
    assert client_of("reviewer").get(changelist).status_code == 403
    administrator = Client()
    administrator.force_login(newsroom.administrator())
    assert "sign-in failed" in administrator.get(changelist).text
    for path in (change, reverse("admin:events_securityevent_delete", args=[row.pk])):
        assert administrator.post(path, {"post": "yes"}).status_code == 403
    assert SecurityEvent.objects.filter(pk=row.pk).exists()
