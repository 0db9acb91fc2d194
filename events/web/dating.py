"""Dates in words, and how we know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from events.dates import DateError, When, display
from events.web.languages import Text, choose, direction, reader_language
from events.web.links import source_link

Document = dict[str, Any]

_GROUNDS: Final = ("basis", "phrase", "phrase_language", "anchor")


@dataclass(frozen=True)
class Dating:
    """One date of a record: its wording, and sentences on how we know it (escaped HTML)."""

    wording: str
    edtf: str
    basis: str
    reasons: tuple[SafeString, ...]


def when_of(record: Document | None) -> When | None:
    """The When of a document's ``start``, ``end``, ``said`` …; None where there is none."""
    return When.parse(record["edtf"], timezone=record["timezone"]) if record else None


def worded(record: Document | None) -> str:
    """A date of a document in the reader's language; "" for None."""
    return choose(record["display"]) if record else ""


def worded_period(document: Document) -> str:
    """Start and end of an event in one wording; a sentence when it has no date."""
    return choose(document["period"]) or gettext("date not known")


def worded_span(start: Document | None, end: Document | None) -> str:
    """Two ends without a common wording of their own, such as a term of office."""
    if not (start and end):
        return worded(start or end)
    return gettext("%(start)s to %(end)s") % {"start": worded(start), "end": worded(end)}


def worded_instant(moment: str, timezone: str | None = None) -> str:
    """An instant of a document ("…Z", or with an offset) in words, to the minute.

    `timezone` names the offset ("CET") where it is known to be in force there.
    """
    text, offset = (moment[:-1], "Z") if moment.endswith("Z") else (moment[:-6], moment[-6:])
    try:
        return display(When.parse(text[:16] + offset, timezone=timezone), reader_language())
    except DateError:
        return moment


def dating(
    record: Document | None,
    sources: Iterable[Document] = (),
    *,
    said: Document | None = None,
) -> Dating | None:
    """How we know a date. `sources`: those cited; one of them may give the anchor its name.

    `said`: a date beside it, whose reasons need not be given twice.
    """
    if record is None:
        return None
    same = said is not None and all(said[key] == record[key] for key in _GROUNDS)
    reasons = [] if same else [_basis(record, sources)]
    if record["approximate"]:
        reasons.append(format_html("{}", gettext("The date is approximate.")))
    if record["uncertain"]:
        reasons.append(format_html("{}", gettext("The date is uncertain.")))
    if record["timezone"] and record["precision"] in {"minute", "second"} and not same:
        text = gettext("Read on the clock of %(zone)s.") % {"zone": record["timezone"]}
        reasons.append(format_html("{}", text))
    return Dating(worded(record), record["edtf"], record["basis"], tuple(reasons))


def _basis(record: Document, sources: Iterable[Document]) -> SafeString:
    phrase = _phrase(record)
    if record["basis"] == "resolved_phrase" and record["anchor"]:
        pattern = gettext("Worked out from {phrase}, read as of {anchor}.")
        return format_html(pattern, phrase=phrase, anchor=_anchor(record, sources))
    patterns = {
        "stated": gettext("Stated by the source as {phrase}."),
        "resolved_phrase": gettext("Worked out from {phrase}."),
        "inferred": gettext("Inferred by the editors from {phrase}."),
        "external": gettext("Known from outside this report, which says {phrase}."),
    }
    plain = {
        "stated": gettext("Stated by the source."),
        "resolved_phrase": gettext("Worked out from the source's wording."),
        "inferred": gettext("Inferred by the editors; no source states it."),
        "external": gettext("Known from outside this report."),
    }
    return format_html((patterns if phrase else plain)[record["basis"]], phrase=phrase)


def _phrase(record: Document) -> SafeString | str:
    if not record["phrase"]:
        return ""
    language = record["phrase_language"]
    attributes = format_html(' lang="{}"', language) if language else ""
    return format_html('<q{} dir="{}">{}</q>', attributes, direction(language), record["phrase"])


def _anchor(record: Document, sources: Iterable[Document]) -> SafeString:
    """The moment that a relative phrase was read from; with the source whose own date it is."""
    anchor = record["anchor"]
    instant = _instant(anchor)
    for source in sources:
        for stamp in (source["modified"], source["published"]):
            if stamp and stamp["precision"] == "minute" and instant == _earliest(stamp):
                words = worded(stamp)
                pattern = gettext("{moment}, the date of {source}")
                return format_html(
                    pattern,
                    moment=_time(anchor, words),
                    source=format_html("<q>{}</q>", source_link(source).html),
                )
    return _time(anchor, worded_instant(anchor, record["timezone"]))


def _time(moment: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment, words)


def _instant(moment: str) -> object:
    try:
        return When.parse(moment).earliest
    except DateError:
        return None


def _earliest(stamp: Document) -> object:
    known = when_of(stamp)
    return known.earliest if known else None


def plain_source_date(source: Document) -> Text:
    """What a source says of its own age: "Stand" (last modified) before published; "" unknown."""
    if source["modified"]:
        return Text(gettext("as of %(date)s") % {"date": worded(source["modified"])})
    if source["published"]:
        return Text(gettext("published %(date)s") % {"date": worded(source["published"])})
    return Text("")
