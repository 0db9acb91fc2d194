"""Keep a copy of the public record in SQLite, in step: python follow.py SERVER FILE [--once].

Reads the changes from where it stopped last, applies each, and waits for the next. Standard library
only. What was retracted or merged goes from the copy; everything else is the event as it stands.
"""

import json
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

WAIT = 20  # seconds that the server may keep a request open until something happens


def ask(server: str, after: int, wait: int) -> dict:
    query = urllib.parse.urlencode({"after": after, "limit": 200, "wait": wait})
    with urllib.request.urlopen(f"{server}/api/v1/changes/?{query}", timeout=60) as answer:
        return json.load(answer)


def open_copy(path: str) -> sqlite3.Connection:
    copy = sqlite3.connect(path)
    copy.execute(
        "CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, seq INTEGER, document TEXT)"
    )
    copy.execute("CREATE TABLE IF NOT EXISTS position (one INTEGER PRIMARY KEY, seq INTEGER)")
    copy.execute("INSERT OR IGNORE INTO position VALUES (1, 0)")
    return copy


def apply(copy: sqlite3.Connection, changes: dict) -> None:
    """All changes and the new position in one transaction: a crash repeats, never loses."""
    with copy:
        for change in changes["results"]:
            if change["kind"] in ("retracted", "merged"):
                copy.execute("DELETE FROM event WHERE id = ?", (change["event"],))
            else:
                row = (change["event"], change["seq"], json.dumps(change["document"]))
                copy.execute("INSERT OR REPLACE INTO event VALUES (?, ?, ?)", row)
        copy.execute("UPDATE position SET seq = ?", (changes["last_seq"],))


def follow(server: str, path: str, once: bool) -> None:
    copy = open_copy(path)
    while True:
        (after,) = copy.execute("SELECT seq FROM position").fetchone()
        try:
            changes = ask(server, after, 0 if once else WAIT)
        except urllib.error.URLError as error:
            headers = getattr(error, "headers", None) or {}
            time.sleep(int(headers.get("Retry-After", 5)))
            continue
        apply(copy, changes)
        if once and changes["next"] is None:
            return


if __name__ == "__main__":
    follow(sys.argv[1].rstrip("/"), sys.argv[2], "--once" in sys.argv)
