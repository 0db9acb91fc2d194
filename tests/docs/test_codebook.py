"""The page of the codebook is generated from the declaration of the record."""

import subprocess
import sys

from django.conf import settings


def test_page_is_the_current_one():
    """`make codebook` writes it."""
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / ".ci" / "codebook.py"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_page_has_no_gap():
    page = (settings.BASE_DIR / "docs" / "codebook.md").read_text()
    assert "| `occurrence` | Occurrence | occurrence / Sachstand |" in page
    assert "### DeskEvent" in page
    assert "|  |" not in page
