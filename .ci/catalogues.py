"""Fails when a compiled catalogue (.mo) is not what its .po says, or a text is untranslated.

--write compiles. The .mo files are committed: a fresh machine has no gettext.
"""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def texts(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str, str], str]:
    return {
        (entry.msgctxt or "", entry.msgid): entry.msgstr or str(sorted(entry.msgstr_plural.items()))
        for entry in catalogue
        if not getattr(entry, "obsolete", False)
        and "fuzzy" not in getattr(entry, "flags", ())
        and (entry.msgstr or any(entry.msgstr_plural.values()))
    }


def faults(path: Path) -> list[str]:
    source = polib.pofile(str(path))
    found = []
    if path.parent.parent.name != "en":  # English is the language of the source: it needs no entry
        found += [f"not translated: {entry.msgid!r}" for entry in source.untranslated_entries()]
        found += [f"fuzzy: {entry.msgid!r}" for entry in source.fuzzy_entries()]
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        found.append("has no .mo file; run `make messages`")
    elif texts(polib.mofile(str(compiled))) != texts(source):
        found.append("the .mo file is older than the .po file; run `make messages`")
    return [f"{path.relative_to(ROOT)}: {fault}" for fault in found]


def main(*, write: bool) -> int:
    paths = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if write:
        for path in paths:
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    found = [fault for path in paths for fault in faults(path)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
