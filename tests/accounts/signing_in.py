"""Signing in as a browser does."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": login, "password": password}, **more)
