"""Runs the quick part of the suite on the oldest and the newest Python of this machine.

The whole suite runs on the Python of .venv. A Python that is not there is not needed: nothing is
said of it. Each one gets an environment of its own in .venv/pythons, which the next run uses again.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"
TESTS = ["tests/record", "tests/dates/phrases", "tests/test_catalogues.py"]
NAME = re.compile(r"python3(\.\d+)?")
VERSION = "import sys; print(*sys.version_info[:2])"

Version = tuple[int, int]


def folders() -> list[Path]:
    """Where Pythons can lie: on the PATH, and where pyenv installs them."""
    path = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return [*path, *sorted(pyenv.glob("versions/*/bin"))]


def version_of(python: Path) -> Version | None:
    """The version of a Python; None for one that does not run, such as a shim for nothing."""
    done = subprocess.run([python, "-c", VERSION], capture_output=True, text=True, check=False)
    found = done.stdout.split()
    return (int(found[0]), int(found[1])) if done.returncode == 0 and len(found) == 2 else None


def pythons() -> dict[Version, Path]:
    """One Python of each version that the project supports."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = tuple(int(part) for part in re.findall(r"\d+", project["requires-python"]))
    found: dict[Version, Path] = {}
    for folder in folders():
        for python in sorted(folder.glob("python3*")):
            version = version_of(python) if NAME.fullmatch(python.name) else None
            if version and version >= oldest:
                found.setdefault(version, python)
    return found


def environment(version: Version, python: Path) -> Path:
    """The Python of an environment with the locked packages."""
    folder = ROOT / ".venv" / "pythons" / "{}.{}".format(*version)
    own = folder / "bin" / "python"
    if not own.exists():
        subprocess.run([UV, "venv", "--quiet", "--clear", "--python", python, folder], check=True)
    sync = [str(UV), "pip", "sync", "--quiet", "--require-hashes", "--python", str(own)]
    subprocess.run([*sync, "requirements-dev.txt"], cwd=ROOT, check=True)
    return own


def passes(python: Path) -> bool:
    """Whether the settings can be loaded and the quick part of the suite passes."""
    with tempfile.TemporaryDirectory() as folder:
        variables = {**os.environ, "DEMO": "1", "VAR_DIR": folder}
        load = [str(python), "-W", "error", "-c", "import tracker.settings"]
        if subprocess.run(load, cwd=ROOT, env=variables, check=False).returncode:
            return False
    variables = {**os.environ, "DATABASE_URL": "sqlite://:memory:"}
    test = [str(python), "-m", "pytest", "-q", "-n", os.environ.get("TEST_WORKERS", "2"), *TESTS]
    return subprocess.run(test, cwd=ROOT, env=variables, check=False).returncode == 0


def main() -> int:
    found = pythons()
    ends = {min(found), max(found)} - {(sys.version_info[0], sys.version_info[1])}
    failed = []
    for version in sorted(ends):
        print("--- Python {}.{} ---".format(*version), flush=True)
        if not passes(environment(version, found[version])):
            failed.append("{}.{}".format(*version))
    if failed:
        print("failed on Python", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
