"""A progress bar for commands that take their time."""

from typing import Any, Final

WIDTH: Final = 30


class Bar:
    """Draws how much of a long job is done on one line of a terminal, and nothing elsewhere."""

    def __init__(self, stream: Any, unit: str) -> None:
        self.stream = stream
        self.unit = unit

    def __call__(self, done: int, total: int) -> None:
        if not self.stream.isatty():
            return
        filled = WIDTH * done // max(total, 1)
        line = f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} {self.unit}"
        self.stream.write(line, ending="\n" if done >= total else "")
