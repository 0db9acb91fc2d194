"""Loading the demo: the steps of its newsroom, carried out by the editorial verbs.

The demo is a story with a clock of its own: every step of `history.json` says when, who and what,
so that the public record has a past to ask for. The records are documents as the desk's API takes
them. Wherever one stands for "@visit", the id of that key in `ids.json` is meant: the addresses of
the demo are the same everywhere. Loading is all or nothing, and done once.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from events import editorial
from events.dates import anchor_of
from events.interchange.imports import Options, Row, run_rows
from events.models import Actor, Event, EventType, Office, Source, Storyline, User

Json = dict[str, Any]

_FILES: Final = ("event_types", "actors", "sources", "offices", "storylines")
_MODELS: Final[dict[str, type[Any]]] = {"event": Event, "actor": Actor, "storyline": Storyline}
"""What the steps are about, and so what is named in them."""
_MALFORMED: Final = (AttributeError, KeyError, TypeError, ValueError, ObjectDoesNotExist)
"""What a step raises that is not written as steps are."""
_KEY: Final = re.compile(r'"@([a-z0-9-]+)"')


class FixtureError(Exception):
    """The files cannot be loaded; the message names file and place."""


@dataclass(frozen=True)
class Demo:
    """The documents by register ("events", "actors", …) and key, and the steps."""

    ids: dict[str, str]
    documents: dict[str, dict[str, Json]]
    steps: list[Json]


def load_demo(folder: Path, *, editor: User, reviewer: User) -> bool:
    """Load the files of the folder; False when any of it is there already.

    `FixtureError` for files that cannot be loaded; then nothing was written.
    """
    demo = read_demo(folder)
    if any(
        model.objects.filter(pk__in=demo.ids.values()).exists()
        for model in (Event, Actor, Office, Source, Storyline)
    ):
        return False
    accounts = {"editor": editor, "reviewer": reviewer}
    with transaction.atomic():
        for number, step in enumerate(demo.steps):
            try:
                _carry_out(demo, dict(step), accounts)
            except _MALFORMED as error:
                raise FixtureError(f"history.json, step {number}: {error!r}") from error
            except (FixtureError, editorial.EditorialError) as error:
                raise FixtureError(f"history.json, step {number}: {_told(error)}") from error
    return True


def read_demo(folder: Path) -> Demo:
    """Read the files of a folder; `FixtureError` where one is missing or is not JSON."""
    ids: dict[str, str] = _read(folder / "ids.json", {})
    documents = {name: _read(folder / f"{name}.json", ids) for name in _FILES}
    documents["events"] = {
        path.stem: _read(path, ids) for path in sorted((folder / "events").glob("*.json"))
    }
    return Demo(ids, documents, _read(folder / "history.json", ids))


def _read(path: Path, ids: dict[str, str]) -> Any:
    def named(found: re.Match[str]) -> str:
        if found[1] not in ids:
            raise FixtureError(f"{path.name}: there is no “{found[1]}” in ids.json.")
        return f'"{ids[found[1]]}"'

    try:
        return json.loads(_KEY.sub(named, path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        raise FixtureError(f"{path.name}: this file is missing.") from None
    except json.JSONDecodeError as error:
        message = f"{path.name}, line {error.lineno}: not JSON ({error.msg})."
        raise FixtureError(message) from error
    except UnicodeDecodeError as error:
        raise FixtureError(f"{path.name}: not UTF-8.") from error


def _carry_out(demo: Demo, step: Json, accounts: dict[str, User]) -> None:
    now, verb = anchor_of(step.pop("at")), step.pop("do")
    editor = accounts[step.pop("by")]
    if verb == "create":
        for register, keys in step.items():
            documents = {key: demo.documents[register][key] for key in keys}
            _CREATE[register](documents, editor, now)
        return
    kind = next(kind for kind in _MODELS if kind in step)
    record_id = step.pop(kind)
    version = _MODELS[kind].objects.get(pk=record_id).version
    name = "pk" if verb == f"change_{kind}" else f"{kind}_id"
    getattr(editorial, verb)(
        **{name: record_id}, editor=editor, now=now, expected_version=version, **step
    )


def _each(create: Callable[..., Any]) -> Callable[[dict[str, Json], User, datetime], None]:
    def create_all(documents: dict[str, Json], editor: User, now: datetime) -> None:
        for key, document in documents.items():
            try:
                create(document=document, editor=editor, now=now)
            except editorial.EditorialError as error:
                raise FixtureError(f"{key}: {_told(error)}") from error

    return create_all


def _create_types(documents: dict[str, Json], editor: User, now: datetime) -> None:
    """A type that the installation has already keeps its own place and names."""
    for key, document in documents.items():
        if not EventType.objects.filter(key=key).exists():
            editorial.create_event_type(document=document, editor=editor, now=now)


def _create_events(documents: dict[str, Json], editor: User, now: datetime) -> None:
    """Events refer to each other, so they are imported as one file."""
    rows = [Row(number, document) for number, document in enumerate(documents.values())]
    outcomes = run_rows(rows, editor=editor, now=now, options=Options())
    found = [
        f"{key}.json, {problem['pointer']}: {problem['detail']}"
        for key, outcome in zip(documents, outcomes, strict=True)
        for problem in outcome.problems
    ]
    if found:
        raise FixtureError(" ".join(found))


_CREATE: Final = {
    "event_types": _create_types,
    "actors": _each(editorial.create_actor),
    "offices": _each(editorial.create_office),
    "sources": _each(editorial.create_source),
    "storylines": _each(editorial.create_storyline),
    "events": _create_events,
}


def _told(error: FixtureError | editorial.EditorialError) -> str:
    if isinstance(error, FixtureError):
        return str(error)
    return " ".join(
        f"{problem.field}: {problem.message}" if problem.field else problem.message
        for problem in error.problems
    )
