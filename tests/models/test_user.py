"""Accounts of the desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from events.models import User

migration = import_module("events.migrations.0021_unique_names")


def test_accounts_are_of_our_own_model():
    assert (settings.AUTH_USER_MODEL, get_user_model()) == ("events.User", User)


@pytest.mark.django_db
def test_account_signs_in_with_its_password_while_it_is_active():
    user = User.objects.create_user("anna", password="a long enough password")
    assert authenticate(username="anna", password="a long enough password") == user
    assert authenticate(username="anna", password="another password") is None
    User.objects.update(is_active=False)
    assert authenticate(username="anna", password="a long enough password") is None


LOOK_ALIKE = "Another account has this name, or one that looks like it."


@pytest.mark.parametrize("name", ["Anna", "ANNA", "ａｎｎａ"])
@pytest.mark.django_db
def test_account_has_no_name_that_looks_like_another_ones(name):
    User.objects.create_user("anna")
    with pytest.raises(ValidationError) as refused:
        User(username=name, password="x").full_clean()
    assert LOOK_ALIKE in refused.value.message_dict["username"]
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(name)


@pytest.mark.django_db
def test_account_may_be_saved_again_and_renamed():
    user = User.objects.create_user("anna")
    user.full_clean(exclude=["password"])
    user.username = "Berta"
    user.save()
    assert User.objects.get().username_key == "berta"
    User.objects.create_user("anna")


@pytest.mark.django_db
def test_name_of_mixed_scripts_is_refused():
    with pytest.raises(ValidationError) as refused:
        User(username="аnna", password="x").full_clean()
    assert refused.value.message_dict == {"username": ["Use letters of one script only."]}


@pytest.mark.django_db
def test_clashes_are_reported_before_anything_changes():
    for name in ("anna", "berta"):
        User.objects.create_user(name)
    migration.report_clashes(apps, None)
    User.objects.filter(username="berta").update(username="Anna")
    with pytest.raises(CommandError, match="'anna', 'Anna'"):
        migration.report_clashes(apps, None)


@pytest.mark.django_db
def test_migration_fills_the_keys():
    user = User.objects.create_user("Ann\u0131")
    User.objects.update(username_key="")
    migration.fill_keys(apps, None)
    assert User.objects.get(pk=user.pk).username_key == "anni"
