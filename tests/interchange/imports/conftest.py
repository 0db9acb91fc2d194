"""What files of events name without making it."""

from functools import partial

import pytest

from events.interchange.imports import parts
from events.search.turns import Pace
from tests import factories


@pytest.fixture
def talks(db) -> None:
    """The one type of event that the rows have."""
    factories.EventTypeFactory(key="talks")


@pytest.fixture
def one_by_one(monkeypatch) -> None:
    """Each transaction has one row."""
    monkeypatch.setattr(parts, "Pace", partial(Pace, rows=1, most=1))
