"""The recipes name the files that a change touches, and no file knows members that it need not."""

import re
import subprocess
from pathlib import Path

import pytest

from events import record
from events.record.members import documents_in

ROOT = Path(__file__).resolve().parent.parent.parent
RECIPES = (ROOT / "docs/recipes.md").read_text()
SECTIONS = {part.partition("\n")[0]: part.partition("\n")[2] for part in RECIPES.split("\n## ")[1:]}
MOST_FILES = 7
"""That a new public field may cost, generated files and tests apart."""

# A plain member follows from its declaration: which other files may say its name, and why.
NAMED_IN = {
    "described_as": {
        "events/record/event.py",
        "events/models/event.py",
        "events/admin/event_inlines.py",  # the order of the columns in the form
        "events/search/words.py",  # what is searched for
        "events/timeline/statements.py",  # is quoted in the wording of a participation
        "events/web/event_page.py",  # has a place of its own on the page
        "events/web/vocabulary.py",  # a citation may be for this field
    },
    "locator": {
        "events/record/citation.py",
        "events/models/source.py",
        "events/admin/event_inlines.py",
        "events/api/examples.py",
        "events/timeline/statements.py",
        "events/web/citations.py",
    },
    "translator": {
        "events/record/event.py",
        "events/models/event.py",
        "events/admin/event_inlines.py",
        "events/web/languages.py",
    },
    "content_hash": {
        "events/record/profiles.py",
        "events/record/desk.py",
        "events/models/source.py",
        "events/admin/source.py",
        "events/web/profiles.py",
    },
}

# Each member that holds free text must say here that it can be redacted.
REDACTED_IN = {"events/editorial/redaction_scope.py", "events/record/redaction.py"}


def files_of(section: str) -> list[str]:
    rows = [line for line in SECTIONS[section].splitlines() if line.startswith("| `")]
    return [path for row in rows for path in re.findall(r"`([^`]+)`", row.split("|")[1])]


@pytest.mark.parametrize("section", SECTIONS)
def test_recipe_names_files_that_are_there(section):
    paths = files_of(section)
    assert len(paths) >= 3
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_new_field_costs_few_files():
    assert len(files_of("Add a field")) <= MOST_FILES


@pytest.mark.parametrize("member", NAMED_IN)
def test_plain_member_is_named_only_where_it_must_be(member):
    known = {
        name for document in documents_in(*record.PUBLIC) for name in record.members_of(document)
    }
    assert member in known
    command = ["git", "grep", "-lw", member, "--", "events/*.py", "tracker/*.py"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {path for path in listed.split() if "/migrations/" not in path}
    assert sorted(found - NAMED_IN[member] - REDACTED_IN) == []
