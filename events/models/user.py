"""The accounts of the desk. A custom user model, so that it can be extended."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.record.usernames import KEY_LENGTH, has_mixed_scripts, username_key


def validate_one_script(name: str) -> None:
    if has_mixed_scripts(name):
        raise ValidationError(_("Use letters of one script only."), code="mixed_scripts")


class UsernameKeyField(models.CharField):  # type: ignore[type-arg]
    """Follows the name whenever the account is saved, as a time stamp does."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = username_key(model_instance.username)
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        # To the database it is a plain text.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class User(AbstractUser):
    """An account of the desk. Readers have none.

    `username_key` is the same for names that look alike: no two accounts have it.
    """

    username = models.CharField(
        _("username"),
        max_length=150,
        unique=True,
        help_text=_("Up to 150 letters of one script, digits and @/./+/-/_."),
        validators=[UnicodeUsernameValidator(), validate_one_script],
        error_messages={"unique": _("A user with that username already exists.")},
    )
    username_key = UsernameKeyField(max_length=KEY_LENGTH, unique=True, editable=False)

    def clean(self) -> None:
        super().clean()
        others = type(self)._default_manager.exclude(pk=self.pk)
        # None if the form rejected the name.
        key = username_key(self.username or "")
        if others.filter(username_key=key).exists():
            message = _("Another account has this name, or one that looks like it.")
            raise ValidationError({"username": ValidationError(message, code="unique")})
