"""Changes as the recipes describe them, and a copy of the product to make them in."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent

Change = dict[str, list[tuple[str, str]]]
"""By file: after which text which other is added."""

FIELD: Final[Change] = {
    "events/record/vocabulary.py": [
        (
            "from django.utils.translation import gettext_lazy as _\n",
            """

class Salience(TextChoices):
    MAJOR = "major", _("major")
    MINOR = "minor", _("minor")
""",
        )
    ],
    "events/record/event.py": [
        ("    RelationType,\n    Role,\n", "    Salience,\n"),
        (
            "            choices=Occurrence, meaning=True,\n        ),\n    ]  # fmt: skip\n",
            """    salience: Annotated[
        str, member(_("salience"), "How much it matters.", choices=Salience, since=3)
    ] = "minor"
""",
        ),
    ],
    "events/models/event.py": [
        ("    RelationType,\n    Role,\n", "    Salience,\n"),
        (
            "choices=Occurrence.choices, default=Occurrence.OCCURRED\n    )\n",
            """    salience = models.CharField(
        _("salience"), max_length=8, choices=Salience.choices, default=Salience.MINOR
    )
""",
        ),
    ],
    "events/admin/event.py": [('"fields": [("type", "occurrence", ', '"salience", ')],
    "locale/de/LC_MESSAGES/django.po": [
        (
            'msgid "alleged"\nmsgstr "behauptet"\n',
            """
msgid "salience"
msgstr "Tragweite"

msgid "major"
msgstr "groß"

msgid "minor"
msgstr "klein"
""",
        )
    ],
    "CHANGELOG.md": [("## Unreleased\n", "\n* Events say how much they matter.\n")],
}
"""A choice between two values, on events."""

LANGUAGE: Final[Change] = {
    "events/dates/wording.py": [
        ('{"en": ENGLISH, "de": GERMAN', ', "fr": replace(ENGLISH, dash=" à ")'),
    ],
    "events/web/chains.py": [('{"en": _ENGLISH, "de": _GERMAN', ', "fr": _ENGLISH')],
    "tracker/settings.py": [('("de", _("German"))', ', ("fr", "Français")')],
}
"""A third language, with the words of English, but for one."""


class Copy:
    """The product's files in a folder of their own, and its database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)

    def make(self, change: Change) -> None:
        for name, additions in change.items():
            text = (self.folder / name).read_text()
            for anchor, addition in additions:
                assert text.count(anchor) == 1, (name, anchor)
                text = text.replace(anchor, anchor + addition)
            (self.folder / name).write_text(text)

    def run(self, *arguments: str) -> str:
        """What a Python command prints; one that fails is an AssertionError with what it says."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "DATABASE_URL": "sqlite://:memory:",
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "PYTHONPATH": str(self.folder),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
