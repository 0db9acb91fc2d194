"""Public ids: the permanent names of everything that has an address."""

import re
import secrets
from typing import Final

# No vowels (no words by chance), nothing that is read as something else (0/o, 1/l/i, u/v).
ALPHABET: Final = "23456789bcdfghjkmnpqrstvwxz"
PUBLIC_ID_PATTERN: Final = rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"

_PUBLIC_ID: Final = re.compile(PUBLIC_ID_PATTERN)


def new_public_id() -> str:
    """A new public id such as ``bq4d-7hkm-x2tz``: 27^12 possibilities, so drafts can't be
    guessed.
    """
    letters = [secrets.choice(ALPHABET) for _n in range(12)]
    return "-".join("".join(letters[n : n + 4]) for n in (0, 4, 8))


def is_public_id(text: str) -> bool:
    return _PUBLIC_ID.fullmatch(text) is not None
