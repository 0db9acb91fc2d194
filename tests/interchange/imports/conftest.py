"""What files of events name without making it."""

import pytest

from tests import factories


@pytest.fixture
def talks(db) -> None:
    """The one type of event that the rows have."""
    factories.EventTypeFactory(key="talks")
