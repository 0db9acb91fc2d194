"""Drawing the band of time as SVG.

Positions across are in percent, so that the band fits every screen while letters and marks keep
their size; down they are in pixels. There are no ``style`` attributes, which the Content Security
Policy refuses. What is the case is told by shapes and patterns; colours come on top, in the
stylesheet.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from django.template import loader
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from events.record.meaning import HAPPENED
from events.record.vocabulary import Occurrence
from events.web.axis import Cell
from events.web.briefs import Brief
from events.web.density import Density
from events.web.marks import Place, pack, place
from events.web.occurrences import appearance
from events.web.scales import Scale

_PITCH: Final = 15
_BAR: Final = 8
_TOP: Final = 8
_LABEL: Final = 16
_AXIS: Final = 22
_COLUMNS: Final = 64
_COLUMNS_OF_MANY: Final = 34
_ROWS: Final = 7
_ROWS_OF_MANY: Final = 3
_WIDE: Final = 60
_MOST_WIDE: Final = 3
_STRUCK: Final = frozenset({Occurrence.CANCELLED.value, Occurrence.DID_NOT_OCCUR.value})
_UNITS: Final = 1000


@dataclass(frozen=True)
class Lane:
    """Either marks or a density; `label` is "" for the only lane."""

    label: str
    marks: tuple[Brief, ...] = ()
    density: Density | None = None


@dataclass(frozen=True)
class Drawing:
    """`fine`, `coarse`: the two rows of the scale; `zoom`: the address of a period. `target`: where
    links open; those of an SVG ignore the ``base`` element of the page.
    """

    scale: Scale
    lanes: tuple[Lane, ...]
    fine: tuple[Cell, ...]
    coarse: tuple[Cell, ...]
    zoom: Callable[[tuple[str, str]], str]
    now: datetime
    target: str = ""

    @property
    def link(self) -> str:
        """The beginning of a link's tag."""
        return f'<a target="{self.target}"' if self.target else "<a"


def draw(drawing: Drawing) -> SafeString:
    """The whole band as one SVG element."""
    used: set[str] = set()
    pieces: list[str] = []
    top = _TOP
    for lane in drawing.lanes:
        if lane.label:
            pieces.append(f'<text class="lane" x="0" y="{top + 9}">{escape(lane.label)}</text>')
            top += _LABEL
        many = len(drawing.lanes) > 1
        if lane.density is not None:
            height = _COLUMNS_OF_MANY if many else _COLUMNS + _LABEL
            pieces += _columns(lane.density, top, height, drawing)
        else:
            rows = _ROWS_OF_MANY if many else _ROWS
            drawn, height = _marks(lane.marks, top, rows, drawing, used)
            pieces += drawn
        top += height
        pieces.append(f'<line class="base" x1="0" x2="100%" y1="{top}" y2="{top}"/>')
        top += 4 if many else 0
    axis = _axis(drawing, top)
    height = top + _AXIS * (2 if drawing.coarse else 1)
    return format_html(
        '<svg class="band-svg" width="100%" height="{}" role="group" aria-label="{}">'
        "<defs>{}</defs>{}{}{}</svg>",
        height,
        gettext("Events on a scale of time"),
        _definitions(used),
        SafeString("".join(axis)),
        SafeString("".join(_today(drawing, top))),
        SafeString("".join(pieces)),
    )


# The scale


def _axis(drawing: Drawing, top: int) -> Iterator[str]:
    """The stretches, each a link to itself, and lines between them."""
    yield '<g class="cells">'
    yield from (_cell(cell, 0, top + _AXIS, drawing, "fine") for cell in drawing.fine)
    y = top + _AXIS
    yield from (_cell(cell, y, y + _AXIS, drawing, "coarse") for cell in drawing.coarse)
    yield "</g>"
    for cells, kind in ((drawing.fine, "line"), (drawing.coarse, "line strong")):
        bottom = top + (_AXIS * 2 if cells is drawing.coarse else 6)
        for cell in cells[1:]:
            at = _percent(cell.left)
            yield f'<line class="{kind}" x1="{at}" x2="{at}" y1="0" y2="{bottom}"/>'


def _cell(cell: Cell, top: int, bottom: int, drawing: Drawing, kind: str) -> str:
    # The keyboard has the same links in the table below, where they can be told apart.
    label = ""
    if cell.label:
        wide = ' class="wide"' if cell.wide else ""
        label = (
            f'<text{wide} x="{_percent(cell.left)}" y="{bottom - 7}" dx="4">'
            f"{escape(cell.label)}</text>"
        )
    return (
        f'{drawing.link} href="{escape(drawing.zoom(cell.bounds))}" tabindex="-1">'
        f"<title>{escape(cell.words)}</title>"
        f'<rect x="{_percent(cell.left)}" y="{top}" width="{_percent(cell.width)}"'
        f' height="{bottom - top}"/>{label}</a>'
    )


def _today(drawing: Drawing, bottom: int) -> Iterator[str]:
    if drawing.scale.start < drawing.now < drawing.scale.end:
        at = _percent(drawing.scale.position(drawing.now))
        yield (
            f'<line class="today" x1="{at}" x2="{at}" y1="0" y2="{bottom}">'
            f"<title>{escape(gettext('today'))}</title></line>"
        )


# Single events


def _marks(
    events: Sequence[Brief], top: int, rows: int, drawing: Drawing, used: set[str]
) -> tuple[list[str], int]:
    """The marks of one lane, lowest row last, and the height that they need."""
    placed = [
        (event, spot)
        for event in events
        if (spot := place(event.bounds, drawing.scale, goes_on=event.goes_on))
    ]
    vague = [pair for pair in placed if pair[1].width >= _WIDE and pair[1].sure is None]
    vague = vague if len(vague) > _MOST_WIDE else []
    placed = [pair for pair in placed if pair not in vague]
    placed.sort(key=lambda pair: (-pair[1].width if pair[1].width > _WIDE / 2 else 0, pair[1].left))
    at_rows = pack([spot for _event, spot in placed], rows)
    height = _PITCH * max([1, *(row + 1 for row in at_rows if row is not None)])
    crowded = [spot for (_e, spot), row in zip(placed, at_rows, strict=True) if row is None]
    extra = _LABEL if crowded or vague else 0
    height += extra
    pieces = _veil(len(vague), top, height) if vague else []
    for (event, spot), row in zip(placed, at_rows, strict=True):
        if row is not None:
            used.add(event.occurrence)
            y = top + height - _PITCH * row - _PITCH // 2
            pieces.append(_mark(event, spot, y, drawing.link))
    pieces += _crowds(crowded, top, drawing)
    return pieces, height


def _mark(event: Brief, spot: Place, y: int, link: str) -> str:
    shapes: list[str] = []
    if not spot.point:
        shapes += _bar(event, spot, y)
    if spot.point or event.occurrence not in HAPPENED:
        shapes.append(f'<use href="#m-{event.occurrence}" x="{_percent(spot.middle)}" y="{y}"/>')
    if event.denied:
        shapes.append(f'<use class="denied" href="#m-denied" x="{_percent(spot.middle)}" y="{y}"/>')
    return (
        f'{link} class="o-{event.occurrence}" href="{event.url}" tabindex="-1">'
        f"<title>{escape(event.words)}</title>{''.join(shapes)}</a>"
    )


def _bar(event: Brief, spot: Place, y: int) -> Iterator[str]:
    """As wide as what is not known, fading at the ends; solid where the event certainly goes on."""
    top = y - _BAR // 2
    fade = {(True, True): "both", (True, False): "left", (False, True): "right"}.get(
        (spot.fades_left, spot.fades_right)
    )
    mask = f' mask="url(#fade-{fade})"' if fade else ""
    if fade:
        yield (
            f'<rect class="bar" x="{_percent(spot.left)}" y="{top}" rx="3"'
            f' width="{_percent(spot.width)}" height="{_BAR}"{mask}/>'
        )
    if spot.sure is not None and spot.sure[1] > spot.sure[0]:
        left, right = spot.sure
        yield (
            f'<rect class="bar sure" x="{_percent(left)}" y="{top}" rx="3"'
            f' width="{_percent(right - left)}" height="{_BAR}"/>'
        )
    if event.occurrence in _STRUCK:
        ends = f'x1="{_percent(spot.left)}" x2="{_percent(spot.right)}"'
        yield f'<line class="struck" {ends} y1="{y}" y2="{y}"/>'
    if spot.after:
        yield f'<use href="#m-after" x="100%" y="{y}"/>'
    if spot.before:
        yield f'<use href="#m-before" x="0" y="{y}"/>'


def _veil(number: int, top: int, height: int) -> list[str]:
    """What is known less exactly than the scale shows, all in one, with its number."""
    words = ngettext("%(n)d known only roughly", "%(n)d known only roughly", number) % {"n": number}
    return [
        f'<rect class="veil" x="0" y="{top + _LABEL}" width="100%" height="{height - _LABEL}"/>',
        f'<text class="veil-words" x="4" y="{top + 10}">≈ {escape(words)}</text>',
    ]


def _crowds(crowded: Iterable[Place], top: int, drawing: Drawing) -> Iterator[str]:
    """Where more events are than there are rows: their number, which leads nearer."""
    counts: Counter[Cell] = Counter()
    for spot in crowded:
        holding = (cell for cell in drawing.fine if spot.middle <= cell.left + cell.width)
        counts[next(holding, drawing.fine[-1])] += 1
    for cell, count in counts.items():
        words = ngettext("%(n)d more event", "%(n)d more events", count) % {"n": count}
        url = escape(drawing.zoom(cell.bounds))
        yield (
            f'{drawing.link} class="crowd" href="{url}" tabindex="-1">'
            f"<title>{escape(cell.words)}: {escape(words)}</title>"
            f'<text x="{_percent(cell.left + cell.width / 2)}" y="{top + 10}">+{count}</text></a>'
        )


# Many events


def _columns(found: Density, top: int, height: int, drawing: Drawing) -> Iterator[str]:
    """A column for each bin, above the veil of what is known less exactly."""
    is_one_of_many = len(drawing.lanes) > 1
    nothing = [0.0] * len(found.bins)
    # Beside the name of the lane, or above the only one.
    words_at, indent = (top - 7, 150) if is_one_of_many else (top + 8, 0)
    if not is_one_of_many:
        top, height = top + _LABEL, height - _LABEL
    veil, columns = (
        "".join(_path(found, values, ground, height, drawing.scale))
        for values, ground in ((found.veil, nothing), (found.exact, found.veil))
    )
    shapes = [
        f'<path class="{name}" d="{path}"/>'
        for name, path in (("veil", veil), ("columns", columns))
        if path
    ]
    yield (
        f'<svg class="density" x="0" y="{top}" width="100%" height="{height}"'
        f' viewBox="0 0 {_UNITS} {height}" preserveAspectRatio="none">{"".join(shapes)}</svg>'
    )
    most = _most(found)
    if most:
        yield f'<text class="most" x="100%" y="{words_at}">{escape(most)}</text>'
    if found.vague:
        words = ngettext("%(n)d known only roughly", "%(n)d known only roughly", found.vague) % {
            "n": found.vague
        }
        yield f'<text class="veil-words" x="{indent}" y="{words_at}">≈ {escape(words)}</text>'


def _path(
    found: Density, values: Sequence[float], below: Sequence[float], height: int, scale: Scale
) -> Iterator[str]:
    highest = found.highest or 1
    for column, value, ground in zip(found.bins, values, below, strict=True):
        if value <= 0:
            continue
        left, right = (_UNITS * scale.position(end) / 100 for end in (column.start, column.end))
        gap = (right - left) * 0.06
        bottom = height - height * ground / highest
        # A single event among thousands is still there.
        up = max(height * value / highest, 1.0)
        yield f"M{left + gap:.1f} {bottom:.1f}v-{up:.1f}H{right - gap:.1f}v{up:.1f}z"


def _most(found: Density) -> str:
    number = round(found.highest)
    words = {
        "hour": gettext("up to %(n)s an hour"),
        "day": gettext("up to %(n)s a day"),
        "week": gettext("up to %(n)s a week"),
        "month": gettext("up to %(n)s a month"),
        "quarter": gettext("up to %(n)s a quarter"),
        "year": gettext("up to %(n)s a year"),
        "decade": gettext("up to %(n)s a decade"),
        "century": gettext("up to %(n)s a century"),
    }
    if not (number and found.bins):
        return ""
    return words[found.bins[0].unit] % {"n": f"{number:,}".replace(",", "\u202f")}


# Shapes


def _definitions(used: Iterable[str]) -> SafeString:
    pieces = [_FADES, _ARROWS, *(_shape(value) for value in sorted(used))]
    return SafeString("".join(pieces))


_FADES: Final = (
    '<linearGradient id="g-both"><stop offset="0" stop-color="#fff" stop-opacity="0"/>'
    '<stop offset=".3" stop-color="#fff"/><stop offset=".7" stop-color="#fff"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>'
    '<linearGradient id="g-left"><stop offset="0" stop-color="#fff" stop-opacity="0"/>'
    '<stop offset=".5" stop-color="#fff"/></linearGradient>'
    '<linearGradient id="g-right"><stop offset=".5" stop-color="#fff"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>'
) + "".join(
    f'<mask id="fade-{side}" maskContentUnits="objectBoundingBox">'
    f'<rect y="-1" width="1" height="3" fill="url(#g-{side})"/></mask>'
    for side in ("both", "left", "right")
)
_ARROWS: Final = (
    '<path id="m-after" class="solid" d="M0-6 8 0 0 6z"/>'
    '<path id="m-before" class="solid" d="M0-6-8 0 0 6z"/>'
    '<path id="m-denied" class="hollow" d="M3-7h6M3-4.5h6M8-9 4-2.5"/>'
    '<pattern id="stripes" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path d="M0 3h4" class="stripe"/></pattern>'
)


@cache
def _shape(occurrence: str) -> str:
    """The mark of an occurrence around the origin, with room for a finger."""
    svg = loader.render_to_string(appearance(occurrence).icon)
    inner = re.sub(r"</?svg[^>]*>", "", svg).strip()
    return (
        f'<g id="m-{occurrence}"><circle r="8" class="touch"/><circle r="5" class="ground"/>'
        f'<g transform="translate(-7 -7) scale(.7)">{inner}</g></g>'
    )


def _percent(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") + "%"
