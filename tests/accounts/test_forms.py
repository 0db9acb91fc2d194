"""The form for signing in."""

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from events.accounts import hashing
from events.accounts.forms import LONGEST_LOGIN, LONGEST_PASSWORD, LoginForm
from tests import newsroom
from tests.accounts.signing_in import PASSWORD, sign_in


def test_fields_have_labels_and_no_placeholders():
    form = LoginForm(request=RequestFactory().get("/"))
    labels = [str(field.label) for field in form.fields.values()]
    assert labels == ["Username or email address", "Password"]
    assert [field.widget.attrs.get("placeholder") for field in form.fields.values()] == [None] * 2
    with override("de"):
        assert str(form.fields["login"].label) == "Benutzername oder E-Mail-Adresse"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "longest"), [("login", LONGEST_LOGIN), ("password", LONGEST_PASSWORD)]
)
def test_input_that_nobody_types_is_refused_without_hashing(client, field, longest, settings):
    newsroom.editor()
    settings.PASSWORD_HASHERS = [
        "events.accounts.hashing.QueuedPBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    entered = {"login": "editor", "password": PASSWORD, field: "x" * 1_000_000}
    held = [hashing._slots.acquire() for _n in range(1 + hashing.WAITING)]
    try:
        response = sign_in(client, entered["login"], entered["password"])
    finally:
        for _held in held:
            hashing._slots.release()
    assert response.status_code == 200
    assert response.context["form"].errors == {
        field: [f"Ensure this value has at most {longest} characters (it has 1000000)."]
    }
