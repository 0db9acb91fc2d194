"""Fails when docs/codebook.md is not what the declaration of the record says.

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

from events.record.codebook import (  # noqa: E402 (needs Django's settings)
    CodebookDocument,
    CodebookMember,
    Vocabulary,
    codebook,
)

PAGE = ROOT / "docs" / "codebook.md"
HEAD = """\
<!-- Written by `make codebook` from the declaration in events/record. -->
# Codebook

Every member of every document of the record. The same as JSON is at `/api/v1/codebook/`.

* *Shape {shape}* is described here. Members that came after shape 1 say so. Documents that were
  stored in an older shape are sent in this one.
* **Meaning**: without this member the rest can be taken for something else. Never drop it.
* *Read-only* members are derived, or set by the editorial verbs; the desk does not read them.
* The label is what people read on pages, in English and German.
"""


def page() -> str:
    book = codebook()
    parts = [HEAD.format(shape=book.shape)]
    sides = (
        ("Public documents", [one for one in book.documents if one.public]),
        ("Documents of the desk", [one for one in book.documents if not one.public]),
    )
    for title, documents in sides:
        parts.append(f"## {title}\n")
        parts += ["\n".join(_document(document)) for document in documents]
    parts.append("## Vocabularies\n\nMore terms may come.\n")
    parts += ["\n".join(_vocabulary(vocabulary)) for vocabulary in book.vocabularies]
    return "\n".join(parts)


def _document(document: CodebookDocument) -> Iterator[str]:
    yield f"### {document.name}\n\n{document.description}\n"
    yield "| member | type | label | |\n|---|---|---|---|"
    for member in document.members:
        labels = " / ".join(dict.fromkeys(member.labels.values()))
        yield f"| `{member.name}` | {_type(member)} | {labels} | {_notes(member)} |"
    yield ""


def _type(member: CodebookMember) -> str:
    name = member.vocabulary or member.type
    holds = {"one": name, "list": f"list of {name}", "map": f"{name} by key"}[member.holds]
    return f"{holds}, or null" if member.nullable else holds


def _notes(member: CodebookMember) -> str:
    notes = [
        "**Meaning.**" if member.meaning else "",
        "*Read-only.*" if member.read_only else "",
        f"*Since shape {member.since}.*" if member.since > 1 else "",
    ]
    return " ".join([member.description, *filter(None, notes)]).replace("|", "\\|")


def _vocabulary(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {vocabulary.name}\n"
    yield "| term | English | German |\n|---|---|---|"
    for term in vocabulary.terms:
        yield f"| `{term.value}` | {term.labels['en']} | {term.labels['de']} |"
    yield ""


def main(*, write: bool) -> int:
    now = page()
    if write:
        PAGE.write_text(now)
    elif not PAGE.exists() or PAGE.read_text() != now:
        print("docs/codebook.md is stale: run `make codebook` and say it in CHANGELOG.md.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
