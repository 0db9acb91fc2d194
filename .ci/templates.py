"""Fails when a template is not formatted as djade does it, or does not compile. --write formats."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.template import TemplateSyntaxError, engines  # noqa: E402

FOLDERS = [ROOT / "templates", *sorted((ROOT / "events").glob("**/templates"))]


def templates() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.is_file())


def misformatted(paths: list[Path], *, write: bool) -> bool:
    html = [str(path) for path in paths if path.suffix == ".html"]
    if not html:
        return False
    djade = Path(sys.executable).parent / "djade"
    options = [] if write else ["--check"]
    done = subprocess.run([djade, "--target-version", "5.2", *options, *html], check=False)
    return done.returncode != 0 and not write


def broken(paths: list[Path]) -> list[str]:
    """The templates that do not compile. Compiling also finds unknown tags and filters."""
    found = []
    for path in paths:
        try:
            engines["django"].from_string(path.read_text())
        except TemplateSyntaxError as error:
            found.append(f"{path.relative_to(ROOT)}: {error}")
    return found


def main(*, write: bool) -> int:
    paths = templates()
    if misformatted(paths, write=write):
        print("Run `make format`.")
        return 1
    if write:
        return 0
    django.setup()
    found = broken(paths)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
