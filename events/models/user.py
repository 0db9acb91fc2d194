"""The accounts of the desk. A custom user model, so that it can be extended."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of the desk. Readers have none."""
