"""Receivers on this machine, which only an installation for trying things out sends to."""

from collections.abc import Iterator

import pytest

from tests.interchange.receiver import Receiver, listening


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.WEBHOOK_PLAIN_LOOPBACK = True
    with listening() as found:
        yield found
