"""The moment that a relative date counts from: the date of a cited source, else today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.admin.display import display_date
from events.admin.primary_keys import is_valid_pk
from events.dates import ANCHOR_YEARS, DateError, When, anchor_of
from events.models import Source

MAX_SOURCES: Final = 20
"""How many cited sources are searched for a date to count from."""
MAX_ROWS: Final = 200
_DAY: Final = timedelta(days=1)

_Cited = TypeVar("_Cited")
AnchorKind = Literal["modified", "published", "today", "typed", "recorded"]


@dataclass(frozen=True)
class Anchor:
    """The moment that a phrase counts from, and where it comes from.

    `source` and `title` are the id and the title of the source, "" where it is not a source's.
    """

    moment: datetime
    kind: AnchorKind
    when: When | None = None
    source: str = ""
    title: str = ""

    def describe(self) -> SafeString:
        """A sentence in the active language."""
        sentence = {
            "modified": _("Relative to {date}, when “{title}” was last modified."),
            "published": _("Relative to {date}, when “{title}” was published."),
            "today": _("Relative to today, {date}: no cited source has a date of its own."),
            "typed": _("Relative to {date}, as entered below."),
            "recorded": _("Relative to {date}, as recorded."),
        }[self.kind]
        date = display_date(self.when) or display_moment(self.moment)
        title = format_html("<bdi>{}</bdi>", Truncator(self.title).chars(70))
        return format_html(sentence, date=date, title=title)


def display_moment(moment: datetime) -> str:
    """A moment in the active language, to the minute."""
    # Local mean times have an offset with seconds, which EDTF does not know.
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    text = moment.replace(microsecond=0).isoformat(timespec="minutes")
    return display_date(When.parse(text.replace("+00:00", "Z")))


def reference_moment(when: When | None) -> datetime | None:
    """The moment of a date that is known to the day, in its own zone; noon if it is a day.

    None for less exact dates: nothing can be counted from "some day in February".
    """
    if when is None or when.earliest is None or when.latest is None or when.day_earliest is None:
        return None
    if when.latest - when.earliest > _DAY + timedelta(hours=2):  # the day the clocks go back
        return None
    offset = when.day_earliest - when.earliest
    moment = when.day_earliest.replace(tzinfo=timezone(offset))
    if when.precision == "day":
        moment += timedelta(hours=12)
    return moment if moment.year in ANCHOR_YEARS else None


def source_anchor(source: Source) -> Anchor | None:
    """When a source was last modified; if that is not known, when it was published."""
    for kind in ("modified", "published"):
        when: When | None = getattr(source, kind)
        moment = reference_moment(when)
        if moment is not None:
            return Anchor(moment, kind, when, source.pk, source.title)
    return None


class CitedSources:
    """The sources cited next to a date field, the closest first; fetched when first needed.

    `now` is the anchor if no source has a date. `language` is that of the record itself, for
    records with a language of their own, such as sources.
    """

    def __init__(
        self,
        sources: Callable[[], Sequence[Source]] = tuple,
        *,
        now: datetime | None = None,
        language: str = "",
    ) -> None:
        self._sources = sources
        self._now = now
        self._language = language

    @cached_property
    def _held(self) -> list[Source]:
        return [source for source in self._sources() if source.held]

    @cached_property
    def anchor(self) -> Anchor | None:
        """The date of the first source that has one."""
        return next(filter(None, map(source_anchor, self._held)), None)

    @property
    def today(self) -> Anchor | None:
        if self._now is None:
            return None
        day = When.parse(self._now.date().isoformat())
        return Anchor(self._now.replace(second=0, microsecond=0), "today", day)

    @property
    def languages(self) -> list[str]:
        """The languages to try: the record's, that of the anchor's source, then the others'."""
        first = self.anchor.source if self.anchor else ""
        held = sorted(self._held, key=lambda source: source.pk != first)
        return [self._language, *(source.language for source in held)]

    def with_source(self, anchor: Anchor) -> Anchor:
        """A recorded anchor with the source it came from, if that still has the same date."""
        anchors = filter(None, map(source_anchor, self._held))
        return next((found for found in anchors if found.moment == anchor.moment), anchor)


def parse_anchor(text: str) -> Anchor:
    """An anchor that an editor typed: a moment or a day. Raises `DateError`."""
    moment = anchor_of(text)
    try:
        when = When.parse(text)
    except DateError:
        when = None
    return Anchor(moment, "typed", when)


def get_sources(keys: Sequence[str]) -> list[Source]:
    """The sources in the order of their ids; invalid and unknown ids are ignored."""
    valid = [key for key in dict.fromkeys(keys) if is_valid_pk(Source, key)][:MAX_SOURCES]
    found = Source.objects.in_bulk(valid) if valid else {}
    return [found[key] for key in valid if key in found]


def cited_sources(form: Any, name: str) -> list[Source]:
    """The sources cited next to the field `name` of a form: as submitted, else as saved.

    First the row's own source, then its citations, then those of the whole event; within each,
    citations for this very field come first. `when_widget.js` collects them the same way.
    """
    record = form.instance
    saved = _for_field_first([(row.field, row.source) for row in form.saved_citations], name)
    if not form.is_bound:
        own = getattr(record, "source", None)
        return [own, *saved] if own else saved
    prefix = f"{form.prefix}-" if form.prefix else ""
    keys = [form.data.get(f"{prefix}source") or ""]
    if f"{prefix}citations-TOTAL_FORMS" in form.data:
        saved = []
        keys += _submitted_keys(form.data, f"{prefix}citations", name)
    if prefix:
        keys += _submitted_keys(form.data, "citations", name)
    return [*saved, *get_sources(keys)]


def _submitted_keys(data: Any, prefix: str, name: str) -> list[str]:
    total = str(data.get(f"{prefix}-TOTAL_FORMS") or "")
    count = int(total) if total.isascii() and total.isdigit() and len(total) < 5 else 0
    cited = [
        (data.get(f"{prefix}-{number}-field") or "", data.get(f"{prefix}-{number}-source") or "")
        for number in range(min(count, MAX_ROWS))
        if not data.get(f"{prefix}-{number}-DELETE")
    ]
    return _for_field_first(cited, name)


def _for_field_first(cited: Sequence[tuple[str, _Cited]], name: str) -> list[_Cited]:
    return [one for field, one in sorted(cited, key=lambda row: row[0] != name)]
