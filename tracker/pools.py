"""Which requests have threads of their own in the server."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Pool:
    """Threads for requests to some addresses; without `methods`, for those of any method.

    `patience`: for how many seconds a thread waits for a client that receives nothing. Then, and
    without patience at once, the main thread sends the rest of the response.
    """

    prefixes: tuple[str, ...]
    threads: int
    methods: frozenset[str] = frozenset()
    patience: float = 0.0

    def matches(self, method: str, path: str) -> bool:
        return path.startswith(self.prefixes) and (not self.methods or method in self.methods)


# Threads of their own, so that readers always find one, for what strangers can make expensive
# (signing in, which hashes passwords, and dumps, which wait for slow clients), and for editors who
# save, because on SQLite each waits for the others.
POOLS: Final = (
    Pool(("/accounts/",), 1),
    Pool(("/api/v1/export/",), 2, patience=0.5),
    Pool(("/admin/", "/api/v1/desk/"), 6, frozenset({"POST", "PUT", "PATCH", "DELETE"})),
)
