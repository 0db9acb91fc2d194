"""The messages of date errors."""

import pytest
from django.utils.translation import override

from events.admin.when_errors import CONFIRMATIONS, MESSAGES


@pytest.mark.parametrize("language", ["en", "de"])
def test_messages_do_not_repeat_the_input(language):
    with override(language):
        assert all(
            "%" not in str(message) for message in [*MESSAGES.values(), *CONFIRMATIONS.values()]
        )
