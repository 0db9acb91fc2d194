"""The editors' accounts: a model of our own from the first migration, so that it can grow."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the desk. Readers have none."""
