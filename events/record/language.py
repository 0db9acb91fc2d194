"""What the tag of a language is (BCP 47, RFC 5646), and which of several languages is shown."""

import re
from collections.abc import Mapping
from typing import Final

LANGUAGE_LENGTH: Final = 35
"""Characters: what RFC 5646, section 4.4.1 asks of a buffer for a tag."""
LANGUAGE_PATTERN: Final = (
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(-[0-9A-WYZa-wyz](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?"
)
"""RFC 5646, section 2.1, without grandfathered tags and tags for private use alone."""

_LANGUAGE: Final = re.compile(LANGUAGE_PATTERN)
_PRIVATE: Final = re.compile(r"q[a-t][a-z]")
"""Codes that ISO 639-2 reserves for local use: nobody else knows what they mean."""
_ISO_639_1: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
"""The codes of ISO 639-1. Of three letters there are thousands: any is taken."""
_TWO_LETTERS: Final = frozenset(_ISO_639_1.split())


def is_language(tag: str) -> bool:
    """Whether the text is a well-formed tag of a language that ISO 639 can name."""
    if len(tag) > LANGUAGE_LENGTH or _LANGUAGE.fullmatch(tag) is None:
        return False
    language, *subtags = tag.lower().split("-")
    known = language in _TWO_LETTERS if len(language) == 2 else not _PRIVATE.fullmatch(language)
    return known and not _repeats(subtags)


def _repeats(subtags: list[str]) -> bool:
    """Whether a variant or the letter of an extension stands there twice, which is not allowed."""
    public = subtags[: subtags.index("x")] if "x" in subtags else subtags
    singletons = [part for part in public if len(part) == 1]
    first = public.index(singletons[0]) if singletons else len(public)
    variants = [part for part in public[:first] if len(part) > 4 or part[0].isdigit()]
    return len({*singletons, *variants}) < len(singletons) + len(variants)


def canonical_language(tag: str) -> str:
    """The tag in its usual spelling (RFC 5646, section 2.1.1): ``de``, ``zh-Hans``, ``en-GB``.

    Tags are the same in any case. What is no tag comes back as it is.
    """
    if not is_language(tag):
        return tag
    language, *subtags = tag.lower().split("-")
    spelled = {2: str.upper, 4: str.title}
    found = [language]
    for number, part in enumerate(subtags):
        is_extended = any(len(earlier) == 1 for earlier in subtags[:number])
        found.append(part if is_extended else spelled.get(len(part), str.lower)(part))
    return "-".join(found)


def in_language(names: Mapping[str, str], language: str, fallback: str) -> str:
    """The name in `language`, else in English, else in any language, else `fallback`."""
    return names.get(language) or names.get("en") or next(iter(names.values()), fallback)
