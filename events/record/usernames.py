"""Names of accounts: no two may look alike."""

import unicodedata
from typing import Final

KEY_LENGTH: Final = 450
"""For a name of 150 characters: case folding turns one into up to three."""

# After case folding, so that they include letters that look alike as capitals: В and B, Н and H.
_LOOK_ALIKES: Final = str.maketrans(
    # Cyrillic, Greek, Armenian
    "аеорсухіјѕһԁԛԝѵӏвнкмтαορνυικτχβεημζγօսհ",
    "aeopcyxijshdqwvlbhkmtaopvyiktxbehmzyouh",
)
_DOT_ABOVE: Final = "\u0307"
_WRITTEN_TOGETHER: Final = (
    {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"},
    {"CJK", "HANGUL"},
    {"CJK", "BOPOMOFO"},
)
"""Scripts that one language writes together."""


def username_key(name: str) -> str:
    """Return a key that names that look alike share: in any case, with or without the dots of the
    letter i, and with letters of other scripts.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    plain = folded.replace("i" + _DOT_ABOVE, "i").replace("ı", "i")
    return plain.translate(_LOOK_ALIKES)


def has_mixed_scripts(name: str) -> bool:
    """Whether a name has letters of scripts that no language writes together."""
    letters = (one for one in unicodedata.normalize("NFKC", name) if one.isalpha())
    scripts = {unicodedata.name(one, "UNKNOWN").split()[0] for one in letters}
    return len(scripts) > 1 and not any(scripts <= together for together in _WRITTEN_TOGETHER)
