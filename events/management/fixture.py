"""Reading the demo's JSON files, so that a mistake is told with its file and place.

A `Node` is one value of a file together with where it stands; asking it for what is not there, or
is of the wrong kind, raises `FixtureError` ("events/visit.json, start: …").
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from events.dates import DateError, When
from events.record.identity import PUBLIC_ID_PATTERN

REGISTERS = ("vocabulary", "places", "actors", "offices", "sources", "storylines")


class FixtureError(Exception):
    """The files cannot be loaded; the message names file and place."""


@dataclass(frozen=True)
class Node:
    """A value of a file and the way to it."""

    value: Any
    file: str
    path: str = ""

    def error(self, message: str) -> FixtureError:
        return FixtureError(f"{self.file}, {self.path or 'top'}: {message}")

    def _below(self, value: Any, step: str) -> "Node":
        return Node(value, self.file, f"{self.path}{step}".lstrip("."))

    def _object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.error("an object is expected here.")
        return self.value

    def only(self, *keys: str) -> None:
        """Refuse a key that nobody would read: it is a misspelt one."""
        unknown = sorted(set(self._object()) - set(keys))
        if unknown:
            raise self.error(f"unknown: {', '.join(unknown)}. Known are {', '.join(keys)}.")

    def has(self, key: str) -> bool:
        return key in self._object()

    def node(self, key: str) -> "Node":
        if not self.has(key):
            raise self.error(f"“{key}” is missing.")
        return self._below(self.value[key], f".{key}")

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        return self.node(key).as_text()

    def as_text(self) -> str:
        if not isinstance(self.value, str):
            raise self.error("a text is expected here.")
        return self.value

    def items(self, key: str) -> list["Node"]:
        """The nodes of a list; none where the key is missing."""
        return self.node(key).elements() if self.has(key) else []

    def elements(self) -> list["Node"]:
        if not isinstance(self.value, list):
            raise self.error("a list is expected here.")
        return [self._below(value, f"[{number}]") for number, value in enumerate(self.value)]

    def entries(self, key: str) -> dict[str, "Node"]:
        """The nodes of an object by key; none where `key` is missing."""
        return self.node(key).members() if self.has(key) else {}

    def members(self) -> dict[str, "Node"]:
        return {key: self._below(value, f".{key}") for key, value in self._object().items()}

    def public_id(self) -> str:
        """The permanent id in the file: the demo's addresses are the same everywhere."""
        node = self.node("id")
        if not re.fullmatch(PUBLIC_ID_PATTERN, node.as_text()):
            raise node.error("an id looks like bq4d-7hkm-x2tz.")
        return node.as_text()

    def instant(self, key: str) -> datetime:
        node = self.node(key)
        try:
            found = datetime.fromisoformat(node.as_text())
        except ValueError:
            raise node.error("an instant looks like 2023-02-22T16:00:00+01:00.") from None
        if found.utcoffset() is None:
            raise node.error("an instant needs its offset from UTC.")
        return found

    def when(self, key: str) -> When | None:
        if not self.has(key):
            return None
        node = self.node(key)
        node.only("edtf", "timezone", "basis", "phrase", "phrase_language", "anchor")
        try:
            return When.parse(
                node.text("edtf"),
                timezone=node.text("timezone", "") or None,
                basis=node.text("basis"),
                phrase=node.text("phrase", ""),
                phrase_language=node.text("phrase_language", ""),
                anchor=node.instant("anchor") if node.has("anchor") else None,
            )
        except DateError as error:
            raise node.error(str(error)) from error


@dataclass(frozen=True)
class Fixture:
    """All that is to be loaded: the records by register and key, and the steps."""

    registers: dict[str, dict[str, Node]]
    events: dict[str, Node]
    steps: list[Node]

    def public_ids(self) -> dict[str, list[str]]:
        """The ids of everything that the files name, by register ("events", "actors", …)."""
        records = {**self.registers, "events": self.events}
        return {
            register: [node.public_id() for node in nodes.values()]
            for register, nodes in records.items()
            if register != "vocabulary"
        }


def read_fixture(folder: Path) -> Fixture:
    """Read the files of a folder; `FixtureError` where one is missing or is not JSON."""
    return Fixture(
        registers={name: _read(folder, f"{name}.json").members() for name in REGISTERS},
        events={
            path.stem: _read(folder, f"events/{path.name}")
            for path in sorted((folder / "events").glob("*.json"))
        },
        steps=_read(folder, "history.json").elements(),
    )


def _read(folder: Path, name: str) -> Node:
    try:
        return Node(json.loads((folder / name).read_text(encoding="utf-8")), name)
    except FileNotFoundError:
        raise FixtureError(f"{name}: this file is missing.") from None
    except json.JSONDecodeError as error:
        message = f"{name}, line {error.lineno}: not JSON ({error.msg})."
        raise FixtureError(message) from error
    except UnicodeDecodeError as error:
        raise FixtureError(f"{name}: not UTF-8.") from error
