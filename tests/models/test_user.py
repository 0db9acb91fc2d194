"""Accounts of the desk."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model

from events.models import User


def test_accounts_are_of_our_own_model():
    assert (settings.AUTH_USER_MODEL, get_user_model()) == ("events.User", User)


@pytest.mark.django_db
def test_account_signs_in_with_its_password_while_it_is_active():
    user = User.objects.create_user("anna", password="a long enough password")
    assert authenticate(username="anna", password="a long enough password") == user
    assert authenticate(username="anna", password="another password") is None
    User.objects.update(is_active=False)
    assert authenticate(username="anna", password="a long enough password") is None
