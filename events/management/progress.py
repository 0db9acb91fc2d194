"""A progress bar for commands that take their time."""

from time import monotonic
from typing import Any, Final

WIDTH: Final = 30
DRAWN_EVERY: Final = 0.2
"""Seconds. Drawing each of a million rows would take longer than importing them."""


class Bar:
    """Draws how much of a long job is done on one line of a terminal, and nothing elsewhere."""

    def __init__(self, stream: Any, unit: str) -> None:
        self.stream = stream
        self.unit = unit
        self.drawn_at = -DRAWN_EVERY

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if not self.stream.isatty() or (done < total and now - self.drawn_at < DRAWN_EVERY):
            return
        self.drawn_at = now
        filled = WIDTH * done // max(total, 1)
        line = f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} {self.unit}"
        self.stream.write(line, ending="\n" if done >= total else "")
