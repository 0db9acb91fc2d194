"""The form for signing in."""

from django.test import RequestFactory
from django.utils.translation import override

from events.accounts.forms import LoginForm


def test_fields_have_labels_and_no_placeholders():
    form = LoginForm(request=RequestFactory().get("/"))
    labels = [str(field.label) for field in form.fields.values()]
    assert labels == ["Username or email address", "Password"]
    assert [field.widget.attrs.get("placeholder") for field in form.fields.values()] == [None] * 2
    with override("de"):
        assert str(form.fields["login"].label) == "Benutzername oder E-Mail-Adresse"
