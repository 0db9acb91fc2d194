"""What some commands need of the tests of what they call."""

from tests.interchange.conftest import receiver

__all__ = ["receiver"]
