"""Files of events and what becomes of their rows."""

import json
from typing import Any

from events.interchange.imports import Options, Outcome, read_rows, run_rows
from events.models import User
from tests import newsroom
from tests.newsroom import NOW

IDS = ["2222-2222-2222", "3333-3333-3333", "4444-4444-4444"]


def ndjson(rows: list[dict[str, Any]]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def run(
    file: list[dict[str, Any]] | str, *, editor: User | None = None, **options: bool
) -> list[Outcome]:
    """What becomes of the rows of NDJSON (a list) or CSV (a text); row by row unless told."""
    content, kind = (file.encode(), "csv") if isinstance(file, str) else (ndjson(file), "ndjson")
    return run_rows(
        read_rows(content, kind),
        editor=editor or newsroom.editor(),
        now=NOW,
        options=Options(**{"all_or_none": False, **options}),
    )


def results(outcomes: list[Outcome]) -> list[str]:
    return [outcome.result.value for outcome in outcomes]


def problems(outcomes: list[Outcome]) -> list[tuple[int, str, str]]:
    """Every problem: the number of its row, its place, what is wrong."""
    return [
        (outcome.number, problem.get("column", problem.get("pointer", "")), problem["detail"])
        for outcome in outcomes
        for problem in outcome.problems
    ]
