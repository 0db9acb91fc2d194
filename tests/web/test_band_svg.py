"""How marks are drawn."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from events.record.vocabulary import Occurrence
from events.web.axis import cells
from events.web.band_svg import Drawing, Lane, draw
from events.web.briefs import Brief
from events.web.density import density
from events.web.marks import Bounds
from events.web.scales import Scale

YEAR = Scale(datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC))


def at(month: int, day: int = 1) -> datetime:
    return datetime(2023, month, day, tzinfo=UTC)


def event(first: datetime, last: datetime, occurrence: str = "occurred", **fields) -> Brief:
    known = {
        "id": "bq4d-7hkm-x2tz",
        "url": "/events/bq4d-7hkm-x2tz/",
        "title": "Talks",
        "period": "then",
        "occurrence": occurrence,
        "type": "talks",
        "type_name": "Talks",
        "actors": (),
        "storylines": (),
        "denied": False,
        "at": "",
        "bounds": Bounds(first, last, first, last),
    }
    return Brief(**{**known, **fields})


def drawn(
    *events: Brief, lanes: tuple[Lane, ...] = (), now: datetime = YEAR.start
) -> ElementTree.Element:
    """The drawing as a browser reads it: well-formed, with the marks' own elements."""
    lanes = lanes or (Lane("", marks=events),)
    fine, coarse = cells(YEAR, "month"), cells(YEAR, "year", upper=True)
    zoom = lambda bounds: f"?from={bounds[0]}&to={bounds[1]}"  # noqa: E731
    text = draw(Drawing(YEAR, lanes, tuple(fine), tuple(coarse), zoom, now))
    return ElementTree.fromstring(text)  # noqa: S314 (our own)


def uses(svg: ElementTree.Element) -> list[str]:
    return [use.get("href") for use in svg.iter("use")]


@pytest.mark.parametrize("occurrence", Occurrence.values)
def test_each_occurrence_has_a_shape_of_its_own(occurrence):
    end = at(2, 22)
    known = Bounds(at(2, 21), end, end, end)  # with an end: what is under way does not go on
    svg = drawn(event(at(2, 21), end, occurrence, bounds=known))
    assert uses(svg)[-1] == f"#m-{occurrence}"
    assert svg.find(f".//defs/g[@id='m-{occurrence}']") is not None


def test_shapes_of_marks_that_are_not_there_are_left_out():
    assert drawn(event(at(2), at(3))).find(".//defs/g[@id='m-alleged']") is None


@pytest.mark.parametrize("occurrence", ["cancelled", "did_not_occur"])
def test_bar_of_what_did_not_happen_is_struck(occurrence):
    assert drawn(event(at(2), at(4), occurrence)).find(".//line[@class='struck']") is not None
    assert drawn(event(at(2), at(4))).find(".//line[@class='struck']") is None


def test_denied_event_bears_a_mark():
    assert "#m-denied" in uses(drawn(event(at(2), at(3), denied=True)))
    assert "#m-denied" not in uses(drawn(event(at(2), at(3))))


def test_open_end_is_an_arrow():
    svg = drawn(event(at(2), at(3), bounds=Bounds(at(2), None, at(2), None)))
    assert "#m-after" in uses(svg)


def test_solid_bar_is_for_what_is_sure():
    svg = drawn(event(at(2), at(6), bounds=Bounds(at(2), at(3), at(5), at(6))))
    widths = [float(bar.get("width").rstrip("%")) for bar in svg.iter("rect") if bar.get("rx")]
    fading, sure = widths
    assert round(sure / fading, 2) == round(61 / 120, 2)


def test_crowd_is_a_number_that_leads_nearer():
    svg = drawn(*[event(at(2, 21), at(2, 22))] * 9)
    crowd = svg.find(".//a[@class='crowd']")
    assert (crowd.find("text").text, crowd.get("href")) == ("+2", "?from=2023-02&to=2023-02")
    assert len(svg.findall(".//a[@class='o-occurred']")) == 7


def test_what_is_coarser_than_the_scale_is_a_veil_with_its_number():
    svg = drawn(*[event(at(1), YEAR.end)] * 5)
    assert svg.find(".//text[@class='veil-words']").text == "≈ 5 known only roughly"
    assert svg.findall(".//a[@class='o-occurred']") == []


def test_today_is_a_line_if_it_is_on_the_scale():
    assert drawn(now=at(7)).find(".//line[@class='today']").get("x1") == "49.6%"
    assert drawn(now=datetime(2026, 1, 1, tzinfo=UTC)).find(".//line[@class='today']") is None


def test_columns_are_as_high_as_their_numbers():
    groups = [(at(2), at(2, 2), 10), (at(3), at(3, 2), 5)]
    svg = drawn(lanes=(Lane("", density=density(groups, YEAR)),))
    path = svg.find(".//path[@class='columns']").get("d")
    heights = [float(part.partition("H")[0]) for part in path.split("v-")[1:]]
    assert heights == [64, 32]


def test_links_are_no_tab_stops_for_the_table_has_the_same():
    svg = drawn(event(at(2), at(3)))
    assert {link.get("tabindex") for link in svg.iter("a")} == {"-1"}
    assert all(link.find("title") is not None for link in svg.iter("a"))
