"""What a date box counts from: the "Stand" of a source that is cited beside it, else today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.admin.choosing import is_key
from events.admin.labels import worded
from events.dates import ANCHOR_YEARS, DateError, When, anchor_of
from events.models import Source

SOURCES_ASKED: Final = 20
"""More cited sources are not looked at for a date to count from."""
ROWS_ASKED: Final = 200
_DAY: Final = timedelta(days=1)

_Cited = TypeVar("_Cited")
Ground = Literal["modified", "published", "today", "given", "recorded"]


@dataclass(frozen=True)
class Anchor:
    """The moment that a phrase counts from, what it is, and of which source (its id and title)."""

    moment: datetime
    ground: Ground
    when: When | None = None
    source: str = ""
    title: str = ""

    def words(self) -> SafeString:
        """Told in the active language."""
        told = {
            "modified": _("Relative to {date}, when “{title}” was last modified."),
            "published": _("Relative to {date}, when “{title}” was published."),
            "today": _("Relative to today, {date}: no cited source says its date."),
            "given": _("Relative to {date}, as given below."),
            "recorded": _("Relative to {date}, as recorded."),
        }[self.ground]
        title = format_html("<bdi>{}</bdi>", Truncator(self.title).chars(70))
        return format_html(told, date=worded(self.when) or moment_words(self.moment), title=title)


def moment_words(moment: datetime) -> str:
    """A moment in words of the active language, to the minute."""
    # Local mean times have an offset with seconds, which EDTF has not.
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    text = moment.replace(microsecond=0).isoformat(timespec="minutes")
    return worded(When.parse(text.replace("+00:00", "Z")))


def moment_of(when: When | None) -> datetime | None:
    """The moment of a date that is known to the day, on its own wall clock: noon where it is a day.

    None for what is vaguer: "on Tuesday" in a report of some day in February is no date.
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


def stand_of(source: Source) -> Anchor | None:
    """A source's "Stand": when it was last modified, else published."""
    for ground in ("modified", "published"):
        when: When | None = getattr(source, ground)
        moment = moment_of(when)
        if moment is not None:
            return Anchor(moment, ground, when, source.pk, source.title)
    return None


class CitedSources:
    """The sources cited where a date box stands, the nearest first; asked for when first needed.

    `now` is today's anchor. `language` is that of the record itself, where it tells its own date.
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
    def stand(self) -> Anchor | None:
        """Of the first source that has one."""
        return next(filter(None, map(stand_of, self._held)), None)

    @property
    def today(self) -> Anchor | None:
        if self._now is None:
            return None
        day = When.parse(self._now.date().isoformat())
        return Anchor(self._now.replace(second=0, microsecond=0), "today", day)

    @property
    def languages(self) -> list[str]:
        """Of the source that is counted from, then of the others."""
        counted = self.stand.source if self.stand else ""
        held = sorted(self._held, key=lambda source: source.pk != counted)
        return [self._language, *(source.language for source in held)]

    def naming(self, anchor: Anchor) -> Anchor:
        """A recorded anchor with its source, where one still has the same "Stand"."""
        stands = filter(None, map(stand_of, self._held))
        return next((stand for stand in stands if stand.moment == anchor.moment), anchor)


def given_anchor(text: str) -> Anchor:
    """An anchor that was typed: a moment, or a day. Raises `DateError`."""
    moment = anchor_of(text)
    try:
        when = When.parse(text)
    except DateError:
        when = None
    return Anchor(moment, "given", when)


def sources_of(keys: Sequence[str]) -> list[Source]:
    """In this order; what cannot be an id, or is none, is passed over."""
    asked = [key for key in dict.fromkeys(keys) if is_key(Source, key)][:SOURCES_ASKED]
    found = Source.objects.in_bulk(asked) if asked else {}
    return [found[key] for key in asked if key in found]


def cited_sources(form: Any, name: str) -> list[Source]:
    """The sources cited where the box `name` of a form stands, as typed, else as recorded.

    The row's own source, its citations, then those of the whole record; of each those cited for
    this very field first. `desk.js` collects them alike from the page.
    """
    record = form.instance
    saved = _nearest_first([(row.field, row.source) for row in form.saved_citations], name)
    if not form.is_bound:
        own = getattr(record, "source", None)
        return [own, *saved] if own else saved
    prefix = f"{form.prefix}-" if form.prefix else ""
    keys = [form.data.get(f"{prefix}source") or ""]
    if f"{prefix}citations-TOTAL_FORMS" in form.data:
        saved = []
        keys += _typed_keys(form.data, f"{prefix}citations", name)
    if prefix:
        keys += _typed_keys(form.data, "citations", name)
    return [*saved, *sources_of(keys)]


def _typed_keys(data: Any, rows: str, name: str) -> list[str]:
    total = str(data.get(f"{rows}-TOTAL_FORMS") or "")
    count = int(total) if total.isascii() and total.isdigit() and len(total) < 5 else 0
    cited = [
        (data.get(f"{rows}-{number}-field") or "", data.get(f"{rows}-{number}-source") or "")
        for number in range(min(count, ROWS_ASKED))
        if not data.get(f"{rows}-{number}-DELETE")
    ]
    return _nearest_first(cited, name)


def _nearest_first(cited: Sequence[tuple[str, _Cited]], name: str) -> list[_Cited]:
    return [one for field, one in sorted(cited, key=lambda row: row[0] != name)]
