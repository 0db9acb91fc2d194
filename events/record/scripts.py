"""The script that a name is written in, as an ISO 15924 code."""

import unicodedata
from collections import Counter
from typing import Final

LATIN: Final = "Latn"
_CODES: Final = {
    "LATIN": LATIN,
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "TIBETAN": "Tibt",
    "ETHIOPIC": "Ethi",
    "MONGOLIAN": "Mong",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "HANGUL": "Kore",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "BOPOMOFO": "Hant",
    "CJK": "Hani",
}
_TRADITIONAL: Final = ("-hant", "-tw", "-hk", "-mo")


def script_of(text: str, language: str = "") -> str:
    """Return the script of most letters of a text, Latin if it has none of a script known here.

    Chinese characters are Japanese, Korean, simplified or traditional Chinese by the language.
    """
    found: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            code = _CODES.get(unicodedata.name(letter, "").partition(" ")[0])
            if code:
                found[code] += 1
    if not found:
        return LATIN
    if found.keys() & {"Jpan", "Kore"} and "Hani" in found:
        del found["Hani"]  # both are written with Chinese characters as well
    [(script, _count)] = found.most_common(1)
    return _han(language.lower()) if script == "Hani" else script


def _han(language: str) -> str:
    main = language.partition("-")[0]
    if main in {"ja", "ko"}:
        return {"ja": "Jpan", "ko": "Kore"}[main]
    if any(part in language for part in _TRADITIONAL):
        return "Hant"
    return "Hans" if main in {"zh", "cmn"} else "Hani"
