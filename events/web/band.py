"""The band of time: what stands above a list of events, from the filter that the list shows."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.dates import window
from events.record.vocabulary import ProfileKind
from events.timeline import extents
from events.timeline.documents import current_texts, readable
from events.timeline.filters import EventFilter
from events.timeline.labels import profile_labels, type_labels
from events.timeline.parameters import Parameters
from events.web import density, marks
from events.web.axis import Cell, cells
from events.web.band_svg import Drawing, Lane, draw
from events.web.briefs import Brief, brief
from events.web.languages import reader_language
from events.web.occurrences import appearance, appearances
from events.web.scales import LAST, Scale, moved
from events.web.summing import Summary, summary

MOST_MARKS: Final = 150
"""Of more events the band shows the density."""
LANES: Final = {
    "one": _("one lane"),
    "type": _("by kind"),
    "occurrence": _("by whether it happened"),
    "actor": _("by who takes part"),
    "storyline": _("by storyline"),
}
_OTHERS: Final = "~"
_INSTANT: Final = timedelta.resolution
_FEW_ROWS: Final = 8
"""A table of fewer rows would say little: it has the finer stretches of the scale."""


@dataclass(frozen=True)
class View:
    """Which events the band shows. `chosen`: all conditions; `address`: those of the address, to
    which links add a period. `root`: the page that they lead to, "" for the same one; `target`:
    where they open.
    """

    chosen: EventFilter
    address: EventFilter
    lanes: str
    now: datetime
    root: str = ""
    target: str = ""

    def url(self, **changes: str | None) -> str:
        """A link to the page with changed conditions."""
        lanes = None if self.lanes == "one" else self.lanes
        query = self.address.to_query(**{"lanes": lanes, **changes, "cursor": None})
        return f"{self.root}?{query}" if query or not self.root else self.root


@dataclass(frozen=True)
class Option:
    url: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One line of the table: a stretch of the scale with the number of its events."""

    words: str
    url: str
    count: int


@dataclass(frozen=True)
class Band:
    """`svg` is empty if there is nothing to draw. The addresses are "" where there is none."""

    svg: SafeString
    summary: Summary
    rows: tuple[Row, ...]
    lanes: tuple[Option, ...]
    undated: int
    earlier_url: str
    later_url: str
    all_url: str


@dataclass(frozen=True)
class _Content:
    """What the band says beside what it draws; `groups`: when the events begin."""

    words: Summary
    groups: Sequence[density.Group]
    undated: int


def clean_lanes(params: MultiValueDict[str, str]) -> str:
    """The ``lanes`` of a query; "one" without. Raises `FilterError` on "lanes"."""
    parameters = Parameters(params)
    lanes = parameters.choice("lanes", LANES, "one")
    parameters.finish()
    return lanes


def band(view: View) -> Band:
    """The band of a filtered set; two to four queries."""
    found = extents.few(view.chosen, MOST_MARKS)
    if found is None:
        return _dense(view)
    texts = current_texts(found, as_of=view.chosen.as_of)
    return _single(view, readable(texts, lambda text: brief(text, reader_language())))


# Few events: each has its mark


def _single(view: View, events: list[Brief]) -> Band:
    scale = _scale(view, marks.scale_of(event.bounds for event in events))
    undated = sum(not event.bounds.is_dated for event in events)
    counts: dict[str, int] = {}
    for event in events:
        counts[event.occurrence] = counts.get(event.occurrence, 0) + 1
    hull = [event.bounds for event in events if event.bounds.earliest is not None]
    words = summary(
        view.chosen,
        total=len(events),
        undated=undated,
        occurrences=counts,
        denied=sum(event.denied for event in events),
        first=min((b.earliest for b in hull if b.earliest), default=None),
        last=max((b.latest or b.earliest for b in hull if b.earliest), default=None),
        changed=max((event.at for event in events), default=""),
    )
    if scale is None:
        return _band(view, _Content(words, (), undated))
    lanes = [Lane(label, marks=tuple(in_lane)) for label, in_lane in _lanes_of(view.lanes, events)]
    counted = [
        (event.bounds.earliest, event.bounds.starts_by or LAST, 1)
        for event in events
        if event.bounds.earliest is not None
    ]
    return _drawn(view, scale, lanes, _Content(words, counted, undated))


def _lanes_of(by: str, events: Sequence[Brief]) -> list[tuple[str, list[Brief]]]:
    """The lanes with most events by what they are called, and one for all others."""
    if by == "one":
        return [("", list(events))]
    lanes: dict[str, list[Brief]] = {}
    names: dict[str, str] = {}
    for event in events:
        keys = dict(_keys(by, event)) or {_OTHERS: gettext("others")}
        names |= keys
        for key in keys:
            lanes.setdefault(key, []).append(event)
    most = sorted(lanes, key=lambda key: (key == _OTHERS, -len(lanes[key]), names[key]))
    if by == "occurrence":
        order = [look.value for look in appearances()]
        most.sort(key=lambda key: order.index(key) if key in order else len(order))
    return [(names[key], lanes[key]) for key in most[: extents.MOST_LANES]]


def _keys(by: str, event: Brief) -> Iterable[tuple[str, str]]:
    if by == "type":
        return [(event.type, event.type_name)]
    if by == "occurrence":
        return [(event.occurrence, str(appearance(event.occurrence).badge))]
    return event.actors if by == "actor" else event.storylines


# Many events: columns


def _dense(view: View) -> Band:
    counted = extents.starts(view.chosen)
    groups = counted.starts
    exact = density.exact(groups)
    scale = _scale(view, density.scale_of(groups))
    words = summary(
        view.chosen,
        total=counted.total,
        undated=counted.undated,
        occurrences=counted.occurrences,
        denied=0,
        first=max(scale.start, min(start for start, _end, _n in exact)) if scale else None,
        last=min(scale.end, max(end for _start, end, _n in exact)) if scale else None,
        changed=extents.last_change() if view.chosen.is_everything else "",
    )
    content = _Content(words, groups, counted.undated)
    if scale is None:
        return _band(view, content)
    lanes = [Lane("", density=density.density(groups, scale))]
    if view.lanes != "one":
        by_lane = extents.lanes(view.chosen, view.lanes)
        labels = _labels(view.lanes, by_lane, view.chosen.as_of)
        lanes = [
            Lane(
                labels.get(key, key),
                density=density.density(of_lane.starts, scale),
            )
            for key, of_lane in by_lane.items()
        ]
    return _drawn(view, scale, lanes, content)


def _labels(by: str, keys: Iterable[str], as_of: datetime | None) -> dict[str, str]:
    language = reader_language()
    if by == "occurrence":
        return {key: str(appearance(key).badge) for key in keys}
    if by == "type":
        return {key: labels[language] for key, labels in type_labels(keys).items()}
    kind = ProfileKind.ACTOR if by == "actor" else ProfileKind.STORYLINE
    found = profile_labels(kind, list(keys), as_of=as_of)
    return {key: labels[language] for key, labels in found.items()}


# Both


def _scale(view: View, fitted: Scale | None) -> Scale | None:
    """The period that is asked for; where it has no end, as far as there are events."""
    chosen = view.chosen
    if not (chosen.from_text or chosen.to_text):
        return fitted
    asked = window(chosen.from_text or None, chosen.to_text or None)
    start = asked.start or (fitted.start if fitted else None)
    end = asked.end or (fitted.end if fitted else None)
    if start is None or end is None:
        return fitted
    return Scale(start, end) if start < end else None


def _drawn(view: View, scale: Scale, lanes: Sequence[Lane], content: _Content) -> Band:
    upper, lower = scale.rows
    fine = cells(scale, lower)
    coarse = cells(scale, upper, upper=True) if upper else []
    zoom = _zoom(view)
    svg = draw(
        Drawing(scale, tuple(lanes), tuple(fine), tuple(coarse), zoom, view.now, view.target)
    )
    rows = _rows(content.groups, scale, fine if len(coarse) < _FEW_ROWS else coarse, zoom)
    return _band(view, content, scale, svg=svg, rows=rows)


def _zoom(view: View) -> Callable[[tuple[str, str]], str]:
    """The address of a period; the query is written once, for there are many of them."""
    query = view.url(**{"from": "\0", "to": "\x01"})

    def address(bounds: tuple[str, str]) -> str:
        first, last = (bound.replace(":", "%3A") for bound in bounds)
        return query.replace("%00", first).replace("%01", last)

    return address


class _Running:
    """How many events there are before a moment, of many."""

    def __init__(self, counts: Iterable[tuple[datetime, int]]) -> None:
        ordered = sorted(counts)
        self.moments = [moment for moment, _count in ordered]
        self.totals = [0, *accumulate(count for _moment, count in ordered)]

    def before(self, moment: datetime) -> int:
        return self.totals[bisect_left(self.moments, moment)]


def _rows(
    groups: Sequence[density.Group],
    scale: Scale,
    stretches: Sequence[Cell],
    zoom: Callable[[tuple[str, str]], str],
) -> tuple[Row, ...]:
    """How many events may begin in each stretch; those that are certainly elsewhere not counted."""
    begun = _Running((start, count) for start, _end, count in groups)
    over = _Running((end, count) for _start, end, count in groups)
    rows = []
    for cell in stretches:
        period = window(*cell.bounds)
        start, end = period.start or scale.start, period.end or scale.end
        count = begun.before(end) - over.before(start + _INSTANT)
        if count:
            rows.append(Row(cell.words, zoom(cell.bounds), count))
    return tuple(rows)


def _band(
    view: View,
    content: _Content,
    scale: Scale | None = None,
    *,
    svg: SafeString | None = None,
    rows: tuple[Row, ...] = (),
) -> Band:
    zoomed = bool(view.chosen.from_text or view.chosen.to_text)
    earlier, later = (moved(scale, step) if scale and zoomed else None for step in (-1, 1))
    return Band(
        svg=svg or SafeString(),
        summary=content.words,
        rows=rows,
        lanes=tuple(
            Option(view.url(lanes=None if key == "one" else key), str(label), key == view.lanes)
            for key, label in LANES.items()
        ),
        undated=content.undated,
        earlier_url=view.url(**{"from": earlier[0], "to": earlier[1]}) if earlier else "",
        later_url=view.url(**{"from": later[0], "to": later[1]}) if later else "",
        all_url=view.url(**{"from": None, "to": None}) if zoomed else "",
    )
