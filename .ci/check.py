"""The static gate: every step runs, two at a time; failures are shown in full and named at the end.

`make check ONLY="types imports"` runs the named steps alone.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
MANAGE = [PYTHON, "manage.py"]

# The slowest first: two run at a time.
STEPS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy")],
    "docs": [
        PYTHON,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "html",
        "docs",
        "{tmp}/html",
    ],
    "deploy": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "openapi": [PYTHON, ".ci/openapi.py"],
    "codebook": [PYTHON, ".ci/codebook.py"],
    "meaning": [PYTHON, ".ci/meaning.py"],
    "templates": [PYTHON, ".ci/templates.py"],
    "imports": [str(BIN / "lint-imports"), "--no-logo"],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "."],
    "lock": [PYTHON, ".ci/lock.py"],
    "catalogues": [PYTHON, ".ci/catalogues.py"],
}


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    output: str


def production(folder: str) -> dict[str, str]:
    """The environment of a production installation: every step sees its settings."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DEBUG", "DEMO", "HTTPS"}}
    return {
        **kept,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "tracker.example",
        "DATABASE_URL": f"sqlite:///{folder}/check.sqlite3",
        "VAR_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }


def run(name: str) -> Outcome:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [part.replace("{tmp}", folder) for part in STEPS[name]],
            cwd=ROOT,
            env=production(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    output = (done.stdout + done.stderr).strip()
    return Outcome(name, done.returncode == 0, time.monotonic() - start, output)


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(STEPS))
    if unknown:
        print(f"No such step: {', '.join(unknown)}. There are: {', '.join(STEPS)}.")
        return 2
    chosen = [name for name in STEPS if not names or name in names]
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for future in as_completed([pool.submit(run, name) for name in chosen]):
            outcome = future.result()
            word = "ok  " if outcome.passed else "FAIL"
            print(f"{word} {outcome.name:<11}{outcome.seconds:5.1f} s", flush=True)
            if not outcome.passed:
                failed.append(outcome.name)
                print(outcome.output or "(no output)", flush=True)
    print(f"check: {len(chosen) - len(failed)} of {len(chosen)} steps passed", end="")
    print(f"; failed: {', '.join(failed)}" if failed else "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
