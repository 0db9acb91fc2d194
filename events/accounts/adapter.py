"""What differs from django-allauth's defaults."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.accounts.addresses import client_address
from events.accounts.devices import remember_device
from events.accounts.hashing import RETRY_SECONDS, TooManyHashings
from events.accounts.limits import Attempt
from events.accounts.log import log
from events.models import User
from events.record.vocabulary import SecurityEventKind
from events.timeline.addresses import absolute_url, origin


class AccountAdapter(DefaultAccountAdapter):
    """Administrators make the accounts; passwords are checked within limits."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # noqa: S104 (a Unix socket has none)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # django-allauth would name the site by the request's Host header.
        site = {"name": settings.SITE_NAME, "domain": urlsplit(origin(self.request)).netloc}
        super().send_mail(template_prefix, email, {"current_site": site, **context})

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _public(self.request, super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _public(request, super().get_email_confirmation_url(request, emailconfirmation))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave out django-allauth's limit, which a stranger can exhaust; see `authenticate`."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return the account, or None if the password is wrong.

        Raise `ValidationError` if there were too many attempts; the response is 429 then (see
        `SignInMiddleware`).
        """
        login = credentials.get("username") or credentials.get("email") or ""
        account = _account(login)
        attempt = Attempt.of(request, login, account)
        if seconds := attempt.seconds_to_wait(timezone.now()):
            if attempt.is_first_refusal(timezone.now()):
                log(SecurityEventKind.REFUSED, request, account=account, attempt=attempt)
            minutes = -(-seconds // 60)
            message = ngettext(
                "Too many failed sign-ins. Try again in %(minutes)d minute, or use a passkey or a "
                "device that you have signed in on before.",
                "Too many failed sign-ins. Try again in %(minutes)d minutes, or use a passkey or a "
                "device that you have signed in on before.",
                minutes,
            )
            raise _refusal(request, message % {"minutes": minutes}, seconds)
        try:
            found = super().authenticate(request, **credentials)
        except TooManyHashings:
            message = _("Too many people are signing in at the moment. Try again in a few seconds.")
            raise _refusal(request, message, RETRY_SECONDS) from None
        if found is None:
            log(SecurityEventKind.FAILED, request, account=account, attempt=attempt)
        return found

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> Any:
        response = super().post_login(request, user, **options)
        remember_device(request, response, user)
        return response


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity provider opens accounts that exist, and creates none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def _public(request: HttpRequest, url: str) -> str:
    """Mails must not repeat how whoever asked for them wrote the host."""
    return absolute_url(request, urlsplit(url).path)


def _account(login: str) -> User | None:
    by_name = User.objects.filter(username__iexact=login).first()
    by_email = filter_users_by_email(login, is_active=True) if "@" in login else []
    return by_name or next(iter(by_email), None)


def _refusal(request: HttpRequest, message: str, seconds: int) -> ValidationError:
    refused: Any = request
    refused.retry_after = seconds
    return ValidationError(message, code="too_many_login_attempts")
