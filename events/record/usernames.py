"""Names of accounts: nobody may have a name that looks like another one's."""

import unicodedata
from typing import Final

KEY_LENGTH: Final = 450
"""A name of 150 characters; case folding makes up to three of one."""

# After case folding. Of letters that look alike as capitals, too: В and B, Н and H.
_LOOK_ALIKES: Final = str.maketrans(
    # Cyrillic, Greek, Armenian
    "аеорсухіјѕһԁԛԝѵӏвнкмтαορνυικτχβεημζγօսհ",
    "aeopcyxijshdqwvlbhkmtaopvyiktxbehmzyouh",
)
_DOT_ABOVE: Final = "\u0307"
_TOGETHER: Final = (
    {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"},
    {"CJK", "HANGUL"},
    {"CJK", "BOPOMOFO"},
)
"""Scripts that one language writes together."""


def username_key(name: str) -> str:
    """Return what two names that look alike have in common: without case, dotless i or script."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    plain = folded.replace("i" + _DOT_ABOVE, "i").replace("ı", "i")
    return plain.translate(_LOOK_ALIKES)


def has_mixed_scripts(name: str) -> bool:
    """Whether a name has letters of scripts that no language writes together."""
    letters = (one for one in unicodedata.normalize("NFKC", name) if one.isalpha())
    scripts = {unicodedata.name(one, "UNKNOWN").split()[0] for one in letters}
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
