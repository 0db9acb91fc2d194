"""The conditions of the timeline: as a form, as chips, as links with counts."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from events.timeline.filters import EventFilter, FilterError
from events.timeline.problems import Problem
from events.web.filter_form import Field, chips, facet_links, filter_form, order_links
from tests import newsroom
from tests.web.pages import words

ID = "bcdf-ghjk-mnpq"


def value(key: str, count: int = 1, **labels):
    labels = labels or {"en": key, "de": key}
    return {"value": key, "label": key, "labels": labels, "count": count}


FACETS = {
    "type": [value("talks", 3, en="Talks", de="Gespräche"), value("visit", 2)],
    "occurrence": [value("occurred", 4), value("alleged", 1)],
    "year": [value("2022", 1), value("2023", 4)],
    "source": [value(f"s{number}") for number in range(8)],
    "language": [value("en", 5)],
}


def form(query: str = "", *problems: tuple[str, str], facets=FACETS):
    error = FilterError([Problem(*problem) for problem in problems]) if problems else None
    return filter_form(QueryDict(query), facets, error)


def test_form_comes_back_as_it_was_filled_in():
    fields = form("q=arms&from=2023&match=must&type=talks&occurrence=alleged").fields
    assert (fields["q"].value, fields["from"].value) == ("arms", "2023")
    chosen = {
        name: [option.value for option in fields[name].options if option.chosen]
        for name in ("match", "type", "occurrence")
    }
    assert chosen == {"match": ["must"], "type": ["talks"], "occurrence": ["alleged"]}


def test_options_are_in_the_readers_language():
    with override("de"):
        labels = [option.label for option in form().fields["type"].options]
    assert labels == ["Gespräche", "visit"]


def test_chosen_value_of_which_nothing_is_left_stays_an_option():
    options = form("type=war").fields["type"].options
    assert [(option.value, option.chosen) for option in options] == [
        ("talks", False),
        ("visit", False),
        ("war", True),
    ]


def test_conditions_without_a_field_travel_along_hidden():
    hidden = form("role=host&q=arms&cursor=x&publisher=a&publisher=b").hidden
    assert hidden == (("role", "host"), ("publisher", "a"), ("publisher", "b"))


def test_actor_is_a_name_in_the_field_and_an_id_behind_it():
    made = form(f"actor={ID}&actor=Putin")
    assert made.fields["actor"].value == "Putin"
    assert made.hidden == (("actor", ID),)


@pytest.mark.parametrize(
    ("problem", "field", "label", "unfolded"),
    [
        (("from", "No such month."), "from", "From", True),
        (("q", "Nothing to search for."), "q", "Search", False),
        (("role", "Choose one."), "", "role", False),
    ],
)
def test_problem_stands_beside_its_field_or_above_the_form(problem, field, label, unfolded):
    made = form("role=king", problem)
    (found,) = made.problems
    assert (found.field, found.label, found.detail) == (field, label, problem[1])
    assert made.unfolded is unfolded
    assert ("role", "king") in made.hidden or problem[0] == "role"
    if field:
        assert made.fields[field].error == problem[1]


def test_field_is_described_by_what_explains_it():
    assert Field("from", "From").described_by == ""
    assert Field("from", "From", hint="a year", error="no").described_by == "from-hint from-error"


def test_facet_adds_a_value_to_the_conditions_and_removes_a_chosen_one():
    chosen = EventFilter(types=("talks",), from_text="2023")
    found = {facet.heading: facet for facet in facet_links(chosen, FACETS, "/")}
    talks, visit = found["Kind of event"].rows
    assert (talks.chosen, talks.url) == (True, "/?from=2023")
    assert (visit.chosen, visit.url) == (False, "/?from=2023&type=talks&type=visit")
    assert 'aria-current="true"' in talks.html
    assert "aria-current" not in visit.html
    assert words(visit.html) == "visit 2 events"
    assert words(found["Did it happen?"].rows[1].html) == "Alleged 1 event"
    assert found["Did it happen?"].rows[1].icon == "events/marks/alleged.svg"


def test_years_are_the_newest_first_and_one_period():
    chosen = EventFilter(from_text="2023", to_text="2023")
    found = {facet.heading: facet for facet in facet_links(chosen, FACETS, "/")}
    newest, oldest = found["Year"].rows
    assert (newest.label, newest.chosen, newest.url) == ("2023", True, "/")
    assert (oldest.chosen, oldest.url) == (False, "/?from=2022&to=2022")


def test_long_facet_shows_six_and_folds_the_others():
    (facet,) = [f for f in facet_links(EventFilter(), FACETS, "/") if f.heading == "Source"]
    assert (len(facet.rows), len(facet.more)) == (6, 2)


def test_facet_of_one_value_is_left_out_unless_it_is_chosen():
    headings = [facet.heading for facet in facet_links(EventFilter(), FACETS, "/")]
    assert "Language" not in headings
    chosen = EventFilter(languages=("en",))
    assert "Language" in [facet.heading for facet in facet_links(chosen, FACETS, "/")]


def test_values_in_addresses_are_encoded():
    facets = {"type": [value("a&b"), value("c")]}
    (facet,) = facet_links(EventFilter(), facets, "/")
    assert facet.rows[0].url == "/?type=a%26b"


@pytest.mark.parametrize(
    ("ordering", "now"), [("-date", "newest first"), ("date", "oldest first"), ("updated", None)]
)
def test_order_is_turned_by_a_link(ordering, now):
    links = order_links(EventFilter(ordering=ordering, q="arms"), "/")
    assert [(str(link.label), link.value) for link in links] == [
        ("newest first", "/?q=arms"),
        ("oldest first", "/?q=arms&ordering=date"),
        ("last changed first", "/?q=arms&ordering=-updated"),
    ]
    assert [link.label for link in links if link.chosen] == ([now] if now else [])


@pytest.mark.django_db
def test_chip_removes_its_own_condition_alone():
    actor = newsroom.actor("Wang Yi")
    chosen = EventFilter(actors=(actor.pk,), occurrences=("alleged", "announced"), q="arms")
    found = {chip.value: chip.remove_url for chip in chips(chosen, "/")}
    assert found["alleged"] == f"/?actor={actor.pk}&occurrence=announced&q=arms"
    assert found["arms"] == f"/?actor={actor.pk}&occurrence=alleged&occurrence=announced"
