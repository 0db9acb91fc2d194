"""The forms for signing in: with a password, and with the code of a second factor."""

from typing import Any, Final

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from events.accounts.codes import use_up

# The longest email address (RFC 5321), and more than anybody types.
LONGEST_LOGIN: Final = 254
LONGEST_PASSWORD: Final = 1000


class LoginForm(BaseLoginForm):
    """django-allauth's form with labels instead of placeholders, which vanish while typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or email address")
        for name, longest in (("login", LONGEST_LOGIN), ("password", LONGEST_PASSWORD)):
            self.fields[name].widget.attrs.pop("placeholder", None)
            limit_length(self.fields[name], longest)


class _CodeForm(mfa_forms.BaseAuthenticateForm):
    """A code of an authenticator app is accepted once, whatever process it is sent to.

    django-allauth remembers used codes in the cache, which belongs to one process unless CACHE_URL
    names a shared one.
    """

    def clean_code(self) -> str:
        code: str = super().clean_code()
        if not use_up(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_CodeForm, mfa_forms.AuthenticateForm):
    pass


class ReauthenticateForm(_CodeForm, mfa_forms.ReauthenticateForm):
    pass


def limit_length(field: Any, longest: int) -> None:
    """Refuse longer input, and let browsers stop typing there."""
    field.max_length = longest
    field.validators.append(MaxLengthValidator(longest))
    field.widget.attrs["maxlength"] = str(longest)
