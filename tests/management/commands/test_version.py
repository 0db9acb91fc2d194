"""`manage.py version`."""

import re

from tests.management.commands.calling import called


def test_version_is_printed(settings):
    out, err = called("version")
    assert (out, err) == (f"{settings.VERSION}\n", "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", out)
