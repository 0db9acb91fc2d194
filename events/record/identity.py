"""Public ids: the permanent names of everything that has an address."""

import hashlib
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
    return _grouped(letters)


def is_public_id(text: str) -> bool:
    return _PUBLIC_ID.fullmatch(text) is not None


def derived_public_id(*parts: object) -> str:
    """The same public id for the same parts: for rows and documents of before they had one."""
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).digest()
    number = int.from_bytes(digest)
    letters = []
    for _n in range(12):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return _grouped(letters)


def _grouped(letters: list[str]) -> str:
    return "-".join("".join(letters[n : n + 4]) for n in (0, 4, 8))
