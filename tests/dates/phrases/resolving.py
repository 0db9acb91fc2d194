"""Resolvers called by themselves: a text, the matches of one rule in it, and what they mean."""

from datetime import datetime, timedelta, timezone
from typing import Any, Final

from events.dates.phrases.grammar import grammar
from events.dates.phrases.matching import Context, Match, Resolution, match_clusters
from events.dates.phrases.reader import RESOLVERS

REPORT: Final = datetime(2023, 2, 22, 16, 0, tzinfo=timezone(timedelta(hours=1)))
"""A Wednesday."""


def context_of(
    text: str, language: str = "en", anchor: datetime | None = REPORT, **attributes: Any
) -> Context:
    known = grammar(language)
    assert known is not None
    return Context(text, known, known.merge_phrases(known.tokens(text)), anchor, **attributes)


def matches_of(context: Context, resolver: str) -> list[Match]:
    """All matches of the resolver's rules, the longest first."""
    found = [
        match
        for cluster in match_clusters(context, field=True)
        for match in cluster
        if match.rule.resolver == resolver
    ]
    return sorted(found, key=lambda match: match.first - match.last)


def resolve(context: Context, resolver: str) -> list[Resolution]:
    """What the resolver makes of the longest match of its rules."""
    matches = matches_of(context, resolver)
    assert matches, f"{resolver} does not match {context.text!r}"
    return RESOLVERS[resolver](matches[0])


def dates(text: str, resolver: str, language: str = "en", **attributes: Any) -> list[str]:
    """The EDTF text of each resolution, or its kind if it has none."""
    return [
        one.edtf or (one.period.edtf if one.period else one.kind)
        for one in resolve(context_of(text, language, **attributes), resolver)
    ]


def summary(
    text: str, resolver: str, language: str = "en", **attributes: Any
) -> tuple[str, int, str]:
    """(EDTF text or kind, tier, code of the reason) of the only resolution."""
    (one,) = resolve(context_of(text, language, **attributes), resolver)
    return one.edtf or (one.period.edtf if one.period else one.kind), one.tier, one.why.code
