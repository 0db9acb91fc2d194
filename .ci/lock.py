"""Fails when the requirements files do not answer to pyproject.toml.

Compares what pyproject.toml declares with the pins that name it as their reason ("# via
event-tracker"), checks that each pin satisfies its declaration, carries hashes, and is the same in
both files.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(\[[^\]]*\])?==([^\s;\\]+)")


@dataclass(frozen=True)
class Pin:
    extras: frozenset[str]
    version: str
    hashes: int
    declared: bool


def pins(path: Path) -> dict[str, Pin]:
    found: dict[str, Pin] = {}
    for block in re.split(r"\n(?=\S)", path.read_text()):
        match = PIN.match(block)
        if not match:
            continue
        name, extras, version = match.groups()
        names = frozenset(
            part.strip() for part in (extras or "[]")[1:-1].split(",") if part.strip()
        )
        declared = "event-tracker (pyproject.toml" in block
        found[canonicalize_name(name)] = Pin(names, version, block.count("--hash="), declared)
    return found


def faults(path: Path, declared: list[str]) -> list[str]:
    locked = pins(path)
    wanted = {canonicalize_name(Requirement(text).name): Requirement(text) for text in declared}
    found = [f"{name} is locked without a hash" for name, pin in locked.items() if not pin.hashes]
    for name, requirement in wanted.items():
        pin = locked.get(name)
        if pin is None:
            found.append(f"{name} is declared but not locked")
        elif not requirement.specifier.contains(pin.version, prereleases=True):
            found.append(
                f"{name} is locked to {pin.version}, but declared as {requirement.specifier}"
            )
        elif not requirement.extras <= pin.extras:
            found.append(f"{name} is locked without its extras {sorted(requirement.extras)}")
    surplus = {name for name, pin in locked.items() if pin.declared} - set(wanted)
    found += [f"{name} is locked as declared, but is not declared any more" for name in surplus]
    return [f"{path.name}: {fault}" for fault in sorted(found)]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = project["project"]["dependencies"]
    developing = project["dependency-groups"]["dev"]
    requirements, requirements_dev = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
    found = faults(requirements, runtime) + faults(requirements_dev, runtime + developing)
    served, developed = pins(requirements), pins(requirements_dev)
    found += [
        f"{name} {pin.version} is served, but not what is tested"
        for name, pin in served.items()
        if name not in developed or developed[name].version != pin.version
    ]
    if found:
        print("\n".join(found), "\nRun `make lock`.", sep="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
