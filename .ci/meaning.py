"""Fails when docs/meaning.md is not what the table in events/record/meaning.py says.

--write writes it.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.update(DEBUG="1", DJANGO_SETTINGS_MODULE="tracker.settings")
django.setup()

from events.record.meaning import (  # noqa: E402 (needs Django's settings)
    TABLE,
    Meaning,
    handling,
    meanings,
)

PAGE = ROOT / "docs" / "meaning.md"
HEAD = """\
<!-- Written by `make meaning` from the table in events/record/meaning.py. -->
# What each outlet says

Some members of the record change the meaning of all the others: whether an event took place, how
exactly its date is known, who denies a claim. This page says how each outlet conveys them, or that
it leaves the event out. A test publishes an event for each of them and fails where two come out
alike.

A format that has no place for the occurrence says it in the title, such as “Alleged: Talks in
Moscow”, in the language of the event if the interface has that language, otherwise in English.
"""
TITLES = {
    "page": "The page of an event",
    "card": "Cards in lists",
    "embed": "The embed of an event",
    "embedded_list": "The embed of a timeline",
    "json": "Events in the API",
    "changes": "`changes/`",
    "webhook": "webhooks",
}


def page() -> str:
    alike: dict[int, list[str]] = {}
    for outlet in TABLE:
        same = next((key for key, names in alike.items() if TABLE[names[0]] == TABLE[outlet]), None)
        alike.setdefault(len(alike) if same is None else same, []).append(outlet)
    return "\n".join([HEAD, *(line for names in alike.values() for line in _section(names))])


def _section(outlets: list[str]) -> Iterator[str]:
    titles = (TITLES.get(name, f"`export/?format={name}`") for name in outlets)
    yield f"## {', '.join(titles)}\n"
    yield "| meaning | |\n|---|---|"
    for member, group in _by_member().items():
        answers: dict[str, list[str]] = {}
        for meaning in group:
            words = handling(outlets[0], meaning).words
            answers.setdefault(words, []).append(f"`{meaning.value}`")
        for words, values in answers.items():
            some = f": {', '.join(values)}" if len(answers) > 1 else ""
            yield f"| {member}{some} | {words} |"
    yield ""


def _by_member() -> dict[str, list[Meaning]]:
    found: dict[str, list[Meaning]] = {}
    for meaning in meanings():
        found.setdefault(str(meaning.label), []).append(meaning)
    return found


def main(*, write: bool) -> int:
    now = page()
    if write:
        PAGE.write_text(now)
    elif not PAGE.exists() or PAGE.read_text() != now:
        print("docs/meaning.md is stale: run `make meaning` and say it in CHANGELOG.md.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
