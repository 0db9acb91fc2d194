"""Keep a copy of the public record in SQLite up to date: python follow.py SERVER FILE [--once].

Reads the changes from where it stopped, applies them, and waits for the next. Standard library
only. Events that were retracted or merged are deleted from the copy; the others are current.
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
    copy.execute("CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, document TEXT)")
    copy.execute("CREATE TABLE IF NOT EXISTS position (seq INTEGER, shape INTEGER)")
    if copy.execute("SELECT * FROM position").fetchone() is None:
        copy.execute("INSERT INTO position VALUES (0, 0)")
    return copy


def apply(copy: sqlite3.Connection, changes: dict) -> None:
    """All changes and the new position in one transaction: a crash repeats, never loses."""
    for change in changes["results"]:
        if change["kind"] in ("retracted", "merged"):
            copy.execute("DELETE FROM event WHERE id = ?", (change["event"],))
        else:
            row = (change["event"], json.dumps(change["document"]))
            copy.execute("INSERT OR REPLACE INTO event VALUES (?, ?)", row)
    copy.execute("UPDATE position SET seq = ?", (changes["last_seq"],))


def follow(server: str, path: str, once: bool) -> None:
    copy = open_copy(path)
    while True:
        after, known = copy.execute("SELECT seq, shape FROM position").fetchone()
        try:
            changes = ask(server, after, 0 if once else WAIT)
        except urllib.error.URLError as error:
            headers = getattr(error, "headers", None) or {}
            time.sleep(int(headers.get("Retry-After", 5)))
            continue
        shape = max((c["document"]["edition"]["shape"] for c in changes["results"]), default=known)
        with copy:
            apply(copy, changes)
            if shape > known:  # of a new version of the server: read everything again
                start = 0 if known else changes["last_seq"]
                copy.execute("UPDATE position SET seq = ?, shape = ?", (start, shape))
        if once and changes["next"] is None and shape == known:
            return


if __name__ == "__main__":
    follow(sys.argv[1].rstrip("/"), sys.argv[2], "--once" in sys.argv)
