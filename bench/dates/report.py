"""The figures of docs/dates.md: quality by the scorer, tiers, kinds, weekdays, speed and memory.

    python bench/dates/report.py FOLDER

FOLDER has ``score.py``, the gold ``dev/<language>/**/<doc>.json`` and
``dev/inputs.<language>.jsonl``; see docs/dates.md. It is not part of the project.
"""

import argparse
import importlib.util
import json
import re
import resource
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.dates.predict import anchor, predictions
from events.dates import LANGUAGES, find

_RUNS: Final = 5
_MEGABYTE: Final = 1_000_000
_SHAPES: Final = (
    ("en", "Tuesday "),
    ("en", "1 "),
    ("en", "2023-02-24 "),
    ("de", "am 24. Februar "),
    ("en", "in the "),
    ("de", "()[],"),
    ("en", "from 20 to 22 February "),
)
"""Texts that cost the most for their length."""
_WEEKDAYS: Final = frozenset(
    name.casefold() for table in LANGUAGES.values() for name in (*table.weekdays, "Sonnabend")
)
_LEADS: Final = re.compile(r"^(?:on|am)\s+")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reading of dates.")
    parser.add_argument("folder", type=Path, help="scorer, gold and inputs")
    folder: Path = parser.parse_args().folder
    if not (folder / "score.py").is_file():
        parser.error(f"{folder} has no score.py")
    scorer = _scorer(folder / "score.py")
    rows = []
    for language in ("de", "en"):
        lines = (folder / "dev" / f"inputs.{language}.jsonl").read_text("utf-8").splitlines()
        documents = [json.loads(line) for line in lines if line.strip()]
        rows += documents
        gold = scorer.load_gold([folder / "dev" / language])
        _quality(scorer, language, gold, documents)
    _speed(rows)
    _megabytes(rows)


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("temporal_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _quality(
    scorer: ModuleType, language: str, gold: dict[str, Any], documents: list[dict[str, str]]
) -> None:
    counts: Counter[str] = Counter()
    tiers: Counter[tuple[int, bool]] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    weekdays: Counter[bool] = Counter()
    for document in documents:
        rows = list(predictions(document))
        truth = gold[document["doc"]]
        counts.update(scorer.doc_counts(truth, rows)[0])
        right = _right(scorer, truth["timex"], rows)
        for index, row in enumerate(rows):
            kinds[row["kind"], index in right] += 1
            if row["kind"] in ("date", "time") and row["type"] in ("DATE", "TIME"):
                tiers[row["tier"], index in right] += 1
        weekdays.update(_weekdays(scorer, truth["timex"], rows, right))
    scores = scorer.summarise(counts)
    print(f"\n{language}: {len(documents)} documents, {counts['g']} expressions")
    for name in ("relaxed", "value", "anchor"):
        precision, recall, f1 = (100 * figure for figure in scores[name])
        print(f"  {name:8} F1 {f1:5.1f}  precision {precision:5.1f}  recall {recall:5.1f}")
    dates = sum(tiers.values())
    for tier in (1, 2, 3):
        yes, no = tiers[tier, True], tiers[tier, False]
        share = 100 * (yes + no) / max(1, dates)
        good = 100 * yes / max(1, yes + no)
        print(f"  tier {tier}: {share:5.1f} % of dates, {good:5.1f} % right")
    for kind in sorted({kind for kind, _ in kinds}):
        yes, no = kinds[kind, True], kinds[kind, False]
        good = 100 * yes / (yes + no)
        print(f"  kind {kind:9} {yes + no:4} read, {good:5.1f} % with the right value")
    print(f"  bare weekdays {weekdays[True]} of {sum(weekdays.values())} on the right day")


def _right(scorer: ModuleType, truth: list[dict[str, Any]], rows: list[dict[str, Any]]) -> set[int]:
    """Indexes of the predictions with the value, or the days, of the gold."""
    found = set()
    for gold_index, index in scorer.match(truth, rows):
        expected, row = truth[gold_index], rows[index]
        days = scorer.bounds(expected["value"])
        same_days = days is not None and days == scorer.bounds(row["value"])
        if same_days or scorer.same_value(expected, row["value"]):
            found.add(index)
    return found


def _weekdays(
    scorer: ModuleType, truth: list[dict[str, Any]], rows: list[dict[str, Any]], right: set[int]
) -> list[bool]:
    by_gold = dict(scorer.match(truth, rows))
    return [
        by_gold.get(index) in right
        for index, expected in enumerate(truth)
        if _LEADS.sub("", expected["text"].casefold()) in _WEEKDAYS
    ]


def _speed(documents: list[dict[str, str]]) -> None:
    """Documents and characters per second: the median of runs with the tables loaded."""
    find("21 February 2023", None, "en")
    find("21. Februar 2023", None, "de")
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        for document in documents:
            find(document["text"], anchor(document["dct"]), document["lang"])
        times.append(time.perf_counter() - start)
    median = statistics.median(times)
    characters = sum(len(document["text"]) for document in documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{len(documents) / median:.0f} documents/s on one core, {characters / median / 1e6:.2f} "
        f"million characters/s (median of {_RUNS}); peak memory {peak:.0f} MB with scorer and gold"
    )


def _megabytes(documents: list[dict[str, str]]) -> None:
    """Seconds of processor time for half a megabyte and for a whole one of each text."""
    prose = [
        (language, "\n\n".join(one["text"] for one in documents if one["lang"] == language))
        for language in ("de", "en")
    ]
    print("\n| a megabyte of | 0.5 MB | 1 MB |\n|---|---|---|")
    for language, piece in (*prose, *_SHAPES):
        text = piece * (_MEGABYTE // len(piece) + 1)
        times = []
        for length in (_MEGABYTE // 2, _MEGABYTE):
            start = time.process_time()
            find(text[:length], anchor(documents[0]["dct"]), language)
            times.append(time.process_time() - start)
        name = repr(piece) if len(piece) < 30 else f"prose ({language})"
        print(f"| {name} | {times[0]:.1f} s | {times[1]:.1f} s |")


if __name__ == "__main__":
    main()
