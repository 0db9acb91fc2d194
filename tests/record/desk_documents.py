"""Made-up desk documents, and what editors do to them."""

import copy
from typing import Any

from hypothesis import strategies as st

from events.record.desk import DeskCitation, DeskClaim, DeskEvent, DeskParticipation
from events.record.identity import derived_public_id
from events.record.sparse import filled

Json = dict[str, Any]


def person(name: str) -> Json:
    return {"id": derived_public_id("actor", name), "name": name}


def citation(name: str) -> Json:
    source = {"id": derived_public_id("source", name), "title": name}
    return filled(
        DeskCitation,
        {
            "id": derived_public_id("citation", name),
            "source": source,
            "stance": "reports",
            "quote": name,
        },
    )


def claim(name: str) -> Json:
    return filled(
        DeskClaim,
        {
            "id": derived_public_id("claim", name),
            "speaker": person(f"speaker of {name}"),
            "kind": "assertion",
            "text": f"text of {name}",
            "language": "en",
            "texts": {"de": f"german of {name}"},
            "citations": [citation(f"for {name}")],
        },
    )


def participant(name: str, role: str = "participant") -> Json:
    return filled(DeskParticipation, {"actor": person(name), "role": role, "described_as": name})


def event(claims: int = 3, participants: int = 3) -> Json:
    return filled(
        DeskEvent,
        {
            "id": derived_public_id("event"),
            "version": 4,
            "title": "first title",
            "summary": "first summary",
            "language": "en",
            "texts": {"de": {"title": "german title", "summary": "", "origin": "translation"}},
            "type": "talks",
            "occurrence": "occurred",
            "start": {"edtf": "2023-02-21", "basis": "stated"},
            "claims": [claim(f"claim {number}") for number in range(claims)],
            "participants": [participant(f"actor {number}") for number in range(participants)],
            "citations": [citation(f"report {number}") for number in range(2)],
        },
    )


LISTS = ("claims", "participants", "citations")
_MEMBERS = {"claims": "text", "participants": "described_as", "citations": "quote"}
_ADDED = {"claims": claim, "participants": participant, "citations": citation}


@st.composite
def edits(draw: st.DrawFn, who: str) -> list[tuple[Any, ...]]:
    """Return up to eight changes. Each text typed is a word that occurs nowhere else."""
    found: list[tuple[Any, ...]] = []
    for number in range(draw(st.integers(0, 8))):
        word = f"{who}{number}word"
        where, row = draw(st.sampled_from(LISTS)), draw(st.integers(0, 3))
        found.append(
            draw(
                st.sampled_from(
                    [
                        ("set", draw(st.sampled_from(["title", "summary"])), word),
                        ("translate", draw(st.sampled_from(["de", "fr"])), word),
                        ("row", where, row, word),
                        ("add", where, row, word),
                        ("remove", where, row),
                        ("move", where, row),
                        ("swap", "language"),
                    ]
                )
            )
        )
    return found


def edited(document: Json, changes: list[tuple[Any, ...]]) -> Json:
    fresh = copy.deepcopy(document)
    for change in changes:
        _edit(fresh, *change)
    return fresh


def _edit(document: Json, act: str, name: str, *rest: Any) -> None:
    if act == "set":
        document[name] = rest[0]
    elif act == "translate":
        _translate(document, name, rest[0])
    elif act == "swap":
        _swap(document)
    elif act == "add":
        document[name].insert(rest[0], _ADDED[name](rest[1]))
    elif rows := document[name]:
        number = rest[0] % len(rows)
        if act == "row":
            rows[number][_MEMBERS[name]] = rest[1]
        else:
            row = rows.pop(number)
            rows += [row] if act == "move" else []


def _translate(document: Json, language: str, title: str) -> None:
    if document["language"] == language:
        document["title"] = title
    else:
        text = {"summary": "", "origin": "translation", "translator": ""}
        document["texts"][language] = {**document["texts"].get(language, text), "title": title}


def _swap(document: Json) -> None:
    """Make the German text the original."""
    if "de" in document["texts"]:
        german = document["texts"].pop("de")
        former = {"title": document["title"], "summary": document["summary"]}
        document["texts"]["en"] = {**former, "origin": "translation", "translator": ""}
        document |= {"title": german["title"], "summary": german["summary"], "language": "de"}
