"""`manage.py version`."""

import re

from tests.management.commands.calling import called
from tests.tracker.test_settings import run


def test_version_is_printed(settings):
    out, err = called("version")
    assert (out, err) == (f"{settings.VERSION}\n", "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", out)


def test_version_is_not_that_of_django(tmp_path, settings):
    """Django has a command of the same name, which goes first on the command line."""
    done = run(tmp_path, "manage.py", "version", SECRET_KEY="x" * 60)
    assert (done.stdout, done.stderr) == (f"{settings.VERSION}\n", "")
