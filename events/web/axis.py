"""The labels of a scale of time: which of its stretches have room for one.

Positions are in percent (see `scales`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.dates import MONTHS_3
from django.utils.text import capfirst

from events import dates
from events.dates import day_heading, month_heading
from events.web.languages import reader_language
from events.web.scales import Scale, Stretch, Unit

# Widths of the band in pixels: on a phone, and on a screen where there is room for more labels.
_NARROW: Final = 340
_WIDE: Final = 880
_LETTER: Final = 6.6
_STEPS: Final[dict[Unit, tuple[int, ...]]] = {
    "century": (1, 2, 5, 10, 50),
    "decade": (1, 2, 5, 10, 50),
    "year": (1, 2, 5, 10, 20, 50),
    "quarter": (1, 2, 4),
    "month": (1, 3, 6, 12),
    "week": (1, 2, 4, 8),
    "day": (1, 2, 5, 10, 20),
    "hour": (1, 3, 6, 12, 24),
}
_ALL: Final = 10_000


@dataclass(frozen=True)
class Cell:
    """A stretch of the scale: `label` is "" where there is no room for one, `wide`: the label has
    room only on a wide screen. `words`: its full name.
    """

    left: float
    width: float
    label: str
    wide: bool
    words: str
    bounds: tuple[str, str]


def cells(scale: Scale, unit: Unit, *, upper: bool = False) -> list[Cell]:
    """The stretches of one row. `upper`: they are the coarse ones, whose labels are longer."""
    stretches = list(scale.stretches(unit))
    labels = [_upper_label(one) if upper else _label(one) for one in stretches]
    places = [(scale.position(one.start), scale.position(one.end)) for one in stretches]
    widths = [right - left for left, right in places]
    usual = sorted(widths)[len(widths) // 2]
    needed = max(map(len, labels)) * _LETTER + 6
    narrow, wide = (_step(unit, needed, usual * px / 100) for px in (_NARROW, _WIDE))
    found = []
    for stretch, label, (left, right) in zip(stretches, labels, places, strict=True):
        at = _index(stretch)
        fits = [
            _fits(step, at, needed, (right - left) * px / 100, usual * px / 100)
            for step, px in ((narrow, _NARROW), (wide, _WIDE))
        ]
        shown = label if fits[1] else ""
        words = _words(stretch)
        found.append(Cell(left, right - left, shown, not fits[0], words, stretch.bounds))
    return found


def _fits(step: int, at: int, needed: float, width: float, usual: float) -> bool:
    # The first and last stretch may be cut by the end of the scale.
    return at % step == 0 and (width >= min(needed, usual * 0.6))


def _step(unit: Unit, needed: float, width: float) -> int:
    """Every how many stretches have room for a label."""
    return next((step for step in _STEPS[unit] if step * width >= needed), _ALL)


def _index(stretch: Stretch) -> int:
    """The number of a stretch, so that labels stand at round ones."""
    start = stretch.start
    match stretch.unit:
        case "hour":
            return start.hour
        case "day":
            # The 1st, 6th, 11th …, but not the 31st just before the next 1st.
            return start.day - 1 if start.day < 31 else 1
        case "week":
            return start.toordinal() // 7
        case "month" | "quarter":
            return start.month - 1
        case "year":
            return start.year
        case "decade":
            return start.year // 10
    return start.year // 100


def _label(stretch: Stretch) -> str:
    start = stretch.start
    if stretch.unit == "hour":
        return f"{start:%H}"
    if stretch.unit in {"day", "week"}:
        return str(start.day)
    if stretch.unit in {"month", "quarter"}:
        return capfirst(str(MONTHS_3[start.month]))
    return str(start.year)


def _upper_label(stretch: Stretch) -> str:
    start, language = stretch.start, reader_language()
    if stretch.unit == "day":
        return day_heading(start.year, start.month, start.day, language)
    if stretch.unit == "month":
        return month_heading(start.year, start.month, language)
    return _words(stretch) if stretch.unit in {"decade", "century"} else _label(stretch)


def _words(stretch: Stretch) -> str:
    first, last = stretch.bounds
    text = first if first == last else f"{first}/{last}"
    return dates.display(dates.When.parse(text), reader_language())


def sides(rows: Sequence[Cell]) -> list[float]:
    """Where lines part the stretches."""
    return [cell.left for cell in rows[1:]]
