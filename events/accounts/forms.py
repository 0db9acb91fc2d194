"""The form for signing in."""

from typing import Any

from allauth.account.forms import LoginForm as BaseLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(BaseLoginForm):
    """django-allauth's form with labels instead of placeholders, which vanish while typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or email address")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
