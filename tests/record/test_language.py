"""The one rule for language tags."""

import pytest

from events.record.language import canonical_language, in_language, is_language

WELL_FORMED = (
    "de", "DE", "zh-Hans", "en-GB", "sr-Latn-RS", "sgn", "und", "mul", "zxx", "mis", "grc",
    "sl-rozaj-biske", "de-1996", "es-419", "en-US-u-ca-gregory", "de-x-leicht",
    "hy-Latn-IT-arevela", "zh-cmn",
)  # fmt: skip
REFUSED = (
    "", "x", "q", "i", "qq", "xx", "zz", "xy", "d", "german", "ninelette", "x-klingon", "i-klingon",
    "i-default", "qaa", "qtz", "de_AT", "de-", "-de", "de--AT", "1de", "de\n",
    "d" * 9, "de-" * 20, "de-x", "de-u", "de-AT-DE", "de-1996-1996", "en-a-bbb-a-ccc", "en-GB-oed",
    "deu-", "dé", "de\u0131", "de-Latn-Cyrl", "sgn-BE-FR",
)  # fmt: skip
GRANDFATHERED = ("i-klingon", "i-default", "en-GB-oed", "sgn-BE-FR")


@pytest.mark.parametrize("tag", WELL_FORMED)
def test_tag_is_known(tag):
    assert is_language(tag)


@pytest.mark.parametrize("tag", [*REFUSED, *GRANDFATHERED])
def test_what_is_no_tag_is_refused(tag):
    assert not is_language(tag)


def test_repeated_subtag_for_private_use_is_allowed():
    assert is_language("de-x-ab-ab")
    assert is_language("en-u-co-phonebk-x-u")


@pytest.mark.parametrize(
    ("tag", "spelled"),
    [
        ("DE", "de"),
        ("ZH-hans", "zh-Hans"),
        ("en-gb", "en-GB"),
        ("SR-LATN-rs", "sr-Latn-RS"),
        ("EN-us-U-CA-Gregory", "en-US-u-ca-gregory"),
        ("de-X-AT-Wien", "de-x-at-wien"),
        ("?", "?"),
        ("XX", "XX"),
    ],
)
def test_tag_is_spelled_one_way(tag, spelled):
    assert canonical_language(tag) == spelled


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({"en": "Moscow", "de": "Moskau"}, "Moskau"),
        ({"fr": "Moscou", "en": "Moscow"}, "Moscow"),
        ({"fr": "Moscou", "ru": "Москва"}, "Moscou"),
        ({}, "label"),
    ],
)
def test_name_is_in_the_language_else_in_english_else_in_any(names, found):
    assert in_language(names, "de", "label") == found
