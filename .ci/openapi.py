"""Fails when docs/openapi.yaml, on which consumers build, is not what the API says.

--write writes it.
"""

import difflib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = ROOT / "docs" / "openapi.yaml"
COMMAND = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"]


def current() -> str:
    environment = {"DEBUG": "1", **os.environ}
    done = subprocess.run(
        COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout[:2000] + done.stderr)
    return done.stdout


def main(*, write: bool) -> int:
    if write:
        PUBLISHED.write_text(current())
        return 0
    if not PUBLISHED.exists():  # nothing was promised yet
        return 0
    published, now = PUBLISHED.read_text().splitlines(), current().splitlines()
    difference = list(difflib.unified_diff(published, now, "published", "now", lineterm=""))
    if difference:
        print(
            "\n".join(difference[:200]),
            "\nMeant so? Run `make openapi` and say it in CHANGELOG.md.",
            sep="",
        )
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
