"""Dates in words, and how we know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone as clock
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from events import dates
from events.dates import DateError
from events.record import Event, Linked, SourceRef, When
from events.record.references import SourceMembers
from events.record.when import parsed
from events.web.languages import direction, reader_language
from events.web.links import known_source, source_link

_GROUNDS: Final = ("basis", "phrase", "phrase_language", "anchor")


@dataclass(frozen=True)
class Dating:
    """One date of a record: its wording, and sentences on how we know it (escaped HTML)."""

    wording: str
    reasons: tuple[SafeString, ...]


def date_in_words(when: When | None) -> str:
    """A date of a document in the reader's language; "" for None."""
    if when is None:
        return ""
    language = reader_language()
    # A document has no words in a language that the interface learnt later.
    return when.display.get(language) or dates.display(parsed(when), language)


def period_in_words(event: Event) -> str:
    """Start and end of an event in one wording; a sentence when it has no date."""
    if event.start is None:
        return gettext("date not known")
    language = reader_language()
    known = event.period.get(language)
    return known or dates.period(parsed(event.start), parsed(event.end), language)


def span_in_words(start: When | None, end: When | None) -> str:
    """Two ends without a common wording of their own, such as a term of office."""
    if not (start and end):
        return date_in_words(start or end)
    return gettext("%(start)s to %(end)s") % {
        "start": date_in_words(start),
        "end": date_in_words(end),
    }


def instant_in_words(moment: str, timezone: str | None = None) -> str:
    """An instant of a document ("…Z", or with an offset) in words, to the minute.

    `timezone` names the offset ("CET") where it is known to be in force there.
    """
    text, offset = (moment[:-1], "Z") if moment.endswith("Z") else (moment[:-6], moment[-6:])
    try:
        when = dates.When.parse(text[:16] + offset, timezone=timezone)
        return dates.display(when, reader_language())
    except DateError:
        return moment


def moment_in_words(moment: str) -> str:
    """An instant of the record itself, such as that of an edition, by the clock of the installation
    (TIME_ZONE), in words.
    """
    local = _by_our_clock(moment)
    return instant_in_words(local, settings.TIME_ZONE if local != moment else None)


def day_in_words(moment: str) -> str:
    """The day of an instant of the record itself, by the clock of the installation."""
    return dates.display(dates.When.parse(_by_our_clock(moment)[:10]), reader_language())


def _by_our_clock(moment: str) -> str:
    """The instant with the offset of TIME_ZONE; as it is if the offset has seconds."""
    if settings.TIME_ZONE == "UTC":
        return moment
    try:
        local = datetime.fromisoformat(moment).astimezone(clock.get_default_timezone())
    except (ValueError, OverflowError):
        return moment
    text = local.isoformat(timespec="seconds")
    # Before there was standard time: "+00:53:28".
    return text if len(text) == len("2023-02-22T16:00:00+01:00") else moment


def dating(
    when: When | None,
    document: Linked,
    sources: Iterable[SourceRef] = (),
    *,
    beside: When | None = None,
) -> Dating | None:
    """How we know a date. `sources`: those cited; one of them may give the anchor its name.

    `beside`: a date beside it, whose reasons need not be given twice.
    """
    if when is None:
        return None
    same = beside is not None and all(
        getattr(beside, ground) == getattr(when, ground) for ground in _GROUNDS
    )
    basis = SafeString() if same else _basis(when, document, sources)
    reasons = [basis] if basis else []
    if when.approximate:
        reasons.append(format_html("{}", gettext("The date is approximate.")))
    if when.uncertain:
        reasons.append(format_html("{}", gettext("The date is uncertain.")))
    if when.timezone and when.precision in {"minute", "second"} and not same:
        text = gettext("Time zone: %(zone)s.") % {"zone": when.timezone}
        reasons.append(format_html("{}", text))
    return Dating(date_in_words(when), tuple(reasons))


def _basis(when: When, document: Linked, sources: Iterable[SourceRef]) -> SafeString:
    """Where the date comes from, in a sentence; "" for a basis that has none."""
    phrase = _phrase(when)
    if when.basis == "resolved_phrase" and when.anchor:
        pattern = gettext("Worked out from {phrase}, read as of {anchor}.")
        anchor = _anchor(when.anchor, when.timezone, document, sources)
        return format_html(pattern, phrase=phrase, anchor=anchor)
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
    return format_html((patterns if phrase else plain).get(when.basis, ""), phrase=phrase)


def _phrase(when: When) -> SafeString:
    if not when.phrase:
        return SafeString()
    language = when.phrase_language
    attributes = format_html(' lang="{}"', language) if language else ""
    return format_html('<q{} dir="{}">{}</q>', attributes, direction(language), when.phrase)


def _anchor(
    anchor: str, timezone: str | None, document: Linked, sources: Iterable[SourceRef]
) -> SafeString:
    """The moment that a relative phrase was read from; with the source whose own date it is."""
    instant = _instant(anchor)
    for source in sources:
        known = known_source(source, document)
        for stamp in (known.modified, known.published):
            when = parsed(stamp)
            if when and when.precision == "minute" and when.earliest == instant:
                return format_html(
                    gettext("{moment}, the date of {source}"),
                    moment=_time(anchor, date_in_words(stamp)),
                    source=format_html("<q>{}</q>", source_link(source, document).html),
                )
    return _time(anchor, instant_in_words(anchor, timezone))


def _time(moment: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment, words)


def _instant(moment: str) -> object:
    try:
        return dates.When.parse(moment).earliest
    except DateError:
        return None


def plain_source_date(source: SourceMembers) -> str:
    """What a source says of its own age: "Stand" (last modified) before published; "" unknown."""
    if source.modified:
        return gettext("as of %(date)s") % {"date": date_in_words(source.modified)}
    if source.published:
        return gettext("published %(date)s") % {"date": date_in_words(source.published)}
    return ""
