"""What the tag of a language is (BCP 47, RFC 5646): one rule for all who take or compare one."""

import re
from typing import Final

LANGUAGE_LENGTH: Final = 35
"""Characters: what RFC 5646, section 4.4.1 asks of a buffer for a tag."""
LANGUAGE_PATTERN: Final = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"

_LANGUAGE: Final = re.compile(LANGUAGE_PATTERN)


def is_language(tag: str) -> bool:
    """Whether the text is well formed; not whether there is such a language."""
    return len(tag) <= LANGUAGE_LENGTH and _LANGUAGE.fullmatch(tag) is not None


def canonical_language(tag: str) -> str:
    """The tag in its usual spelling (RFC 5646, section 2.1.1): ``de``, ``zh-Hans``, ``en-GB``.

    Tags are the same in any case. What is no tag comes back as it is.
    """
    if not is_language(tag):
        return tag
    language, *subtags = tag.split("-")
    spelled = {2: str.upper, 4: str.title}
    return "-".join(
        [language.lower(), *(spelled.get(len(part), str.lower)(part) for part in subtags)]
    )
