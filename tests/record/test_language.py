"""The one rule for language tags."""

import pytest

from events.record.language import canonical_language, is_language


@pytest.mark.parametrize("tag", ["de", "DE", "zh-Hans", "en-GB", "sr-Latn-RS", "sgn"])
def test_tag_is_known(tag):
    assert is_language(tag)


@pytest.mark.parametrize(
    "tag", ["", "x", "q", "i", "de_AT", "de-", "1de", "de\n", "d" * 9, "de-" * 20]
)
def test_what_is_no_tag_is_refused(tag):
    assert not is_language(tag)


@pytest.mark.parametrize(
    ("tag", "spelled"),
    [
        ("DE", "de"),
        ("ZH-hans", "zh-Hans"),
        ("en-gb", "en-GB"),
        ("SR-LATN-rs", "sr-Latn-RS"),
        ("?", "?"),
    ],
)
def test_tag_is_spelled_one_way(tag, spelled):
    assert canonical_language(tag) == spelled
