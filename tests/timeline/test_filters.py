from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.datastructures import MultiValueDict

from events.dates import When, extent, overlaps, window
from events.models import Event
from events.record.identity import new_public_id
from events.timeline.filters import (
    NAMES,
    EventFilter,
    FilterError,
    saved_filter,
    saved_filter_problems,
)
from events.timeline.generation import generation
from events.web.occurrences import is_overdue
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import clean, event_on, event_with, found, problems

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=10)


# What is refused

ONE_SENTENCE = [
    ("from=yesterday", "from"),
    ("from=2023-13", "from"),
    ("to=2023-02-30", "to"),
    ("to=10000", "to"),
    ("from=0000-01-01", "from"),
    ("from=../2023", "from"),
    ("to=2023/..", "to"),
    ("from=2023-02-22T16:00:00 1:00", "from"),
    ("match=maybe", "match"),
    ("match=May", "match"),
    ("match=may&match=must", "match"),
    ("from=2023&from=2024", "from"),
    ("q=a&q=b", "q"),
    ("ordering=title", "ordering"),
    ("ordering=date&ordering=date", "ordering"),
    ("role=chief", "role"),
    ("occurrence=Occurred", "occurrence"),
    ("occurrence=occurred&occurrence=happened", "occurrence"),
    ("type=no_such_type", "type"),
    ("source=1", "source"),
    ("source=BQ4D-7HKM-X2TZ", "source"),
    ("storyline=../../etc", "storyline"),
    ("actor=Nobody+At+All", "actor"),
    ("actor=%22", "actor"),
    ("actor=18446744073709551616", "actor"),
    ("publisher=Nobody", "publisher"),
    ("language=en_GB", "language"),
    ("language=%C3%A4", "language"),
    ("q=%22", "q"),
    ("q=*", "q"),
    ("q=+++", "q"),
    ("q=" + "a+" * 60, "q"),
    ("q=" + "x" * 201, "q"),
    ("q=a%01b", "q"),
    ("updated_since=2023", "updated_since"),
    ("updated_since=2023-02-22T16:00", "updated_since"),
    ("overdue=yes", "overdue"),
    ("overdue=true&overdue=false", "overdue"),
    ("as_of=yesterday", "as_of"),
    ("as_of=2023-03-02", "as_of"),
    ("as_of=2023-03-01T12:00:01Z", "as_of"),
    ("as_of=9999-12-31", "as_of"),
    ("reported_from=x", "reported_from"),
    ("reported_to=2023-00", "reported_to"),
    ("type=", "type"),
    ("actor=", "actor"),
    ("from=", "from"),
    ("limit=10", "limit"),
    ("Type=talks", "Type"),
    ("actor__name=x", "actor__name"),
    ("%C3%A4=1", "query"),
    ("x" * 5000 + "=1", "query"),
    ("&".join(f"type=t{n}" for n in range(21)), "type"),
]


@pytest.mark.parametrize(("query", "parameter"), ONE_SENTENCE)
def test_clean_names_the_parameter_that_it_cannot_use(query, parameter):
    assert [name for name, _detail in problems(query)] == [parameter]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["1" * 1_000_000, "\ud800", "\x00", "\r\n", "\x7f"])
def test_clean_refuses_hostile_values_of_every_parameter_without_repeating_them(name, value):
    with pytest.raises(FilterError) as caught:
        EventFilter.clean(MultiValueDict({name: [value]}), now=NOW)

    assert [problem.parameter for problem in caught.value.problems] == [name]
    assert len(str(caught.value)) < 300
    assert value not in str(caught.value)


def test_clean_lists_all_problems_at_once():
    assert [name for name, _d in problems("from=x&to=y&match=z&type=no&nonsense=1")] == [
        "nonsense",
        "from",
        "to",
        "type",
        "match",
    ]


@pytest.mark.parametrize(("first", "last"), [("from", "to"), ("reported_from", "reported_to")])
def test_clean_of_a_reversed_period_names_both_ends(first, last):
    sentence = "The period ends before it begins."

    assert problems(f"{first}=2023-03&{last}=2023-02") == [(first, sentence), (last, sentence)]


def test_clean_leaves_to_the_caller_what_the_caller_reads():
    assert clean("limit=0&cursor=x", extra=("limit", "cursor")) == EventFilter()


def test_clean_takes_today_for_as_of_and_keeps_it_for_the_day():
    morning = clean("as_of=2023-03-01", now=NOW)
    noon = clean("as_of=2023-03-01", now=NOW + timedelta(hours=3))

    assert morning == noon
    assert morning.as_of == datetime(2023, 3, 1, 23, 59, 59, 999999, tzinfo=UTC)


def test_clean_says_the_same_of_a_draft_s_actor_as_of_nobody():
    drafted = newsroom.actor("Known To Drafts")
    factories.ParticipationFactory(event=newsroom.draft_event(), actor=drafted)

    assert problems("actor=Known+To+Drafts") == problems("actor=Nobody")


# Dates

DATES = [
    "2023-02-21",
    "2023-02-21T23:30+03:00",
    "2023-02-21T01:00+14:00",
    "2023-02",
    "2023",
    "202X",
    "2023-02-20/2023-02-22",
    "[2023-02-20..2023-02-22]",
    "2023-02-28/2023-03-01",
    "2023-03/..",
    "../2023-01",
    "2023-21",
    None,
]
WINDOWS = [
    ("2023-02-21", "2023-02-21"),
    ("2023-02", "2023-02"),
    ("2023-02-22", None),
    (None, "2023-01-31"),
    ("2023-02-21T21:00Z", "2023-02-21T22:00Z"),
    ("2023-02-20T10:00Z", "2023-02-20T12:00Z"),
    ("2022", "2024"),
    ("0001", None),
    (None, "9999"),
]


@pytest.mark.parametrize("match", ["may", "must"])
def test_period_finds_exactly_what_overlaps(match):
    for edtf in DATES:
        event_on(edtf)
    for first, last in WINDOWS:
        texts = {"from": first, "to": last, "match": match}
        query = "&".join(f"{k}={v}".replace("+", "%2B") for k, v in texts.items() if v)
        period = window(first, last)
        expected = {
            edtf or "undated"
            for edtf in DATES
            if (match == "may" if edtf is None else overlaps(When.parse(edtf), period, match))
        }

        assert set(found(query)) == expected, query


def test_period_of_one_day_finds_an_event_known_to_its_month():
    event_on("2023-02")

    assert found("from=2023-02-21&to=2023-02-21") == ["2023-02"]
    assert found("from=2023-02-21&to=2023-02-21&match=must") == []


def test_period_keeps_an_event_on_the_calendar_of_its_own_zone():
    # Already the 20th in UTC.
    event_on("2023-02-21", timezone="Asia/Tokyo")

    assert found("from=2023-02-21&to=2023-02-21&match=must") == ["2023-02-21"]
    assert found("from=2023-02-20&to=2023-02-20") == []


def test_period_of_an_event_that_lasts_from_start_to_end():
    event_on("2023-02-17", end="2023-02-19")
    event = extent(When.parse("2023-02-17"), When.parse("2023-02-19"))

    assert overlaps(event, window("2023-02-18", "2023-02-18"), "must")
    assert found("from=2023-02-18&to=2023-02-18&match=must") == ["2023-02-17 to 2023-02-19"]


def test_reported_period_asks_when_the_reports_appeared():
    published = factories.SourceFactory(published=When.parse("2023-02-22T15:00Z"))
    newsroom.published_event("Reported on the 22nd", source=published)
    newsroom.published_event("Reported who knows when")

    assert found("reported_from=2023-02-22&reported_to=2023-02-22") == ["Reported on the 22nd"]
    assert found("reported_from=2023-02-22T15:30Z") == []
    assert found("reported_to=2023-02-21") == []


# Links


@pytest.fixture
def cast():
    return newsroom.actor("Wang Yi"), newsroom.actor("Sergei Lavrov")


def test_actor_repeated_means_all_of_them(cast):
    wang, lavrov = cast
    event_with("Both", (wang, "visitor"), (lavrov, "host"))
    event_with("Wang alone", (wang, "speaker"))

    assert found(f"actor={wang.pk}") == ["Both", "Wang alone"]
    assert found(f"actor={wang.pk}&actor={lavrov.pk}") == ["Both"]


def test_actor_with_role_must_have_that_role(cast):
    wang, lavrov = cast
    event_with("Both", (wang, "visitor"), (lavrov, "host"))

    assert found(f"actor={wang.pk}&role=visitor") == ["Both"]
    assert found(f"actor={wang.pk}&role=host") == []
    assert found(f"actor={wang.pk}&role=host&role=visitor") == ["Both"]
    assert found("role=host") == ["Both"]
    assert found("role=target") == []


def test_actor_can_be_given_by_any_public_name(cast):
    wang, _lavrov = cast
    newsroom.name(wang, "王毅", "zh", script="Hans")
    event_with("Wang alone", (wang, "speaker"))

    assert clean("actor=王毅").actors == (wang.pk,)
    assert found("actor=wang+yi") == ["Wang alone"]
    assert clean(f"actor=王毅&actor={wang.pk}").actors == (wang.pk,)


def test_actor_name_that_two_have_is_a_problem(cast):
    _wang, lavrov = cast
    event_with("One", (lavrov, "speaker"))
    event_with("Other", (newsroom.actor("Sergej Lawrow"), "speaker"))

    detail = "Several actors have this name. Give the id of one of them."
    assert problems("actor=Сергей+Лавров") == [("actor", detail)]


def test_actor_of_drafts_alone_finds_what_an_unknown_id_finds(cast):
    wang, _lavrov = cast
    factories.ParticipationFactory(event=newsroom.draft_event(), actor=wang)

    assert found(f"actor={wang.pk}") == found(f"actor={new_public_id()}") == []


def test_actor_that_only_reports_does_not_take_part(cast):
    wang, _lavrov = cast
    source = factories.SourceFactory(publisher=wang)
    newsroom.published_event("Reported", source=source)

    assert found(f"actor={wang.pk}") == []
    assert found(f"publisher={wang.pk}") == ["Reported"]
    assert found("publisher=Wang+Yi") == ["Reported"]
    assert found(f"source={source.pk}") == ["Reported"]
    assert found(f"source={new_public_id()}") == []


def test_type_finds_what_stands_below_it_too():
    diplomacy = factories.EventTypeFactory(key="diplomacy")
    visit = factories.EventTypeFactory(key="visit", parent=diplomacy)
    state_visit = factories.EventTypeFactory(key="state_visit", parent=visit)
    newsroom.published_event("A state visit", type=state_visit)
    newsroom.published_event("A visit", type=visit)
    newsroom.published_event("Talks")

    assert found("type=diplomacy") == ["A state visit", "A visit"]
    assert found("type=state_visit") == ["A state visit"]
    assert found("type=state_visit&type=talks") == ["A state visit", "Talks"]


def announced(
    title: str, start: str | None, end: str | None = None, occurrence: str = "announced"
) -> Event:
    dates = {"start": start and When.parse(start), "end": end and When.parse(end)}
    event = newsroom.draft_event(title, occurrence=occurrence, **dates)
    # An announcement needs a citation that says so.
    factories.CitationFactory(event=event, source=event.citations.get().source, field="occurrence")
    newsroom.publish(event)
    return event


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2023-03-03", None, "2023-03-04"),
        ("2023-03", None, "2023-04-01"),
        ("2023-03-03", "2023-03-05", "2023-03-06"),
        ("2023-03-03", "[2023-03-05..]", "2023-03-04"),
        ("../2023-03-03", None, "2023-03-04"),
        ("2023-03-03/..", None, None),
        (None, None, None),
    ],
)
@pytest.mark.parametrize("occurrence", ["announced", "scheduled"])
def test_overdue_finds_what_was_announced_for_a_date_that_has_passed(start, end, day, occurrence):
    event = announced("Visit", start, end, occurrence=occurrence)
    newsroom.published_event("Talks", start=When.parse("2023-02-01"))
    public = newsroom.current(event)

    for moment in ("2023-03-02", "2023-03-04", "2023-03-06", "2023-04-01", "2030-01-01"):
        now = datetime.fromisoformat(f"{moment}T00:00:00+00:00")
        passed = ["Visit"] if day and moment >= day else []
        assert found("overdue=true", now) == passed
        assert sorted([*found("overdue=false", now), *passed]) == ["Talks", "Visit"]
        assert is_overdue(public, now) == bool(passed)


def test_overdue_is_asked_as_of_the_past():
    announced("Visit", "2023-03-03")
    assert found("overdue=true", LATER) == ["Visit"]
    assert found("overdue=true&as_of=2023-03-02", LATER) == []
    # What is found changes without any new edition, and so does the ETag of the list.
    assert generation(clean("overdue=true", LATER)) != generation(clean("overdue=true"))


def test_occurrence_and_language_repeated_mean_any():
    event = newsroom.draft_event("Talks", occurrence="alleged")
    factories.EventTextFactory(event=event, language="de", title="T", origin="translation")
    newsroom.publish(event)
    newsroom.published_event("Other", occurrence="occurred")

    assert found("occurrence=alleged") == ["Talks"]
    assert found("occurrence=alleged&occurrence=occurred") == ["Other", "Talks"]
    assert found("language=de") == ["Talks"]
    assert found("language=en&language=de") == ["Other", "Talks"]
    assert found("language=fr") == []


def test_conditions_are_all_asked_for(cast):
    wang, _lavrov = cast
    event_with("Talks in February", (wang, "visitor"), start=When.parse("2023-02-21"))
    event_with("Talks in January", (wang, "visitor"), start=When.parse("2023-01-21"))

    assert found(f"actor={wang.pk}&q=talks&from=2023-02&type=talks&language=en") == [
        "Talks in February"
    ]


# Time


def test_updated_since_compares_with_the_edition():
    event = newsroom.published_event("Old")
    newsroom.published_event("New", now=LATER)

    assert found("updated_since=2023-03-02") == ["New"]
    assert found("updated_since=2023-03-01T12:00:00Z") == ["New", "Old"]
    assert found("updated_since=2023-03-01T12:00:00.000001Z") == ["New"]
    assert event.label == "Old"


def test_as_of_shows_what_stood_then():
    event = newsroom.published_event("Early")
    newsroom.published_event("Late", now=LATER)
    newsroom.retract(event, reason="Wrong", now=LATER)
    now = LATER + timedelta(days=1)

    assert found("", now) == ["Late"]
    assert found("as_of=2023-03-01", now) == ["Early"]
    assert found("as_of=2023-03-01T12:00:00Z", now) == ["Early"]
    assert found("as_of=2023-03-01T11:59:59Z", now) == []
    assert found("as_of=2023-03-11T12:00:00Z", now) == ["Late"]
    assert found("as_of=2023-03-11T11:59:59Z", now) == ["Early"]


def test_apply_never_shows_drafts_and_tombstones():
    newsroom.draft_event("Draft")
    newsroom.retract(newsroom.published_event("Withdrawn"), reason="Wrong", now=LATER)

    assert found("", LATER) == []


# Storylines


def storyline(filter_text: str = "", *events, title: str = "Story"):
    made = factories.StorylineFactory(label=title, filter=filter_text, public=True)
    factories.StorylineTextFactory(storyline=made, title=title)
    for position, event in enumerate(events):
        factories.StorylinePinFactory(storyline=made, event=event, position=position)
        newsroom.publish(event, note="pinned")
    return made


def test_storyline_holds_its_pinned_events_and_those_of_its_saved_filter():
    pinned = newsroom.published_event("Pinned", start=When.parse("2022"))
    newsroom.published_event("Saved", start=When.parse("2023-02-21"))
    newsroom.published_event("Neither", start=When.parse("2021"))
    story = storyline("from=2023", pinned)

    assert found(f"storyline={story.pk}") == ["Pinned", "Saved"]
    assert found(f"storyline={story.pk}&from=2023") == ["Saved"]


def test_storyline_with_a_filter_that_cannot_be_read_keeps_to_its_pins():
    pinned = newsroom.published_event("Pinned")
    newsroom.published_event("Other")
    story = storyline("type=removed_since", pinned)

    assert found(f"storyline={story.pk}") == ["Pinned"]


def test_storyline_that_is_not_public_finds_nothing():
    event = newsroom.published_event("Pinned")
    story = factories.StorylineFactory()
    factories.StorylinePinFactory(storyline=story, event=event)

    assert found(f"storyline={story.pk}") == found(f"storyline={new_public_id()}") == []


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("storyline=bq4d-7hkm-x2tz", "storyline"),
        ("as_of=2023-01-01", "as_of"),
        ("ordering=date", "ordering"),
        ("updated_since=2023-01-01", "updated_since"),
        ("overdue=true", "overdue"),
        ("from=2023&limit=3", "limit"),
        ("from=x", "from"),
        ("", "filter"),
    ],
)
def test_saved_filter_refuses_what_is_no_set_of_events(text, parameter):
    with pytest.raises(FilterError) as caught:
        saved_filter(text)

    assert [problem.parameter for problem in caught.value.problems] == [parameter]


# Written back

QUERIES = [
    "",
    "from=2023&to=2023-02-21T16%3A00%2B01%3A00&match=must",
    "role=host&role=visitor&source=bq4d-7hkm-x2tz",
    "type=talks&occurrence=alleged&language=de&q=Gespr%C3%A4che+in+Moskau",
    "reported_from=2023-02&reported_to=2023-03",
    "updated_since=2023-02-22T00%3A00%3A00Z&as_of=2023-02-22T16%3A00%3A00Z&ordering=updated",
    "actor=bq4d-7hkm-x2tz&actor=cq4d-7hkm-x2tz",
    "overdue=true&dated=no&relation=part_of&part_of=bq4d-7hkm-x2tz&id=cq4d-7hkm-x2tz&not_type=talks",
    "not_actor=bq4d-7hkm-x2tz&not_source=bq4d-7hkm-x2tz&not_publisher=cq4d-7hkm-x2tz",
    "not_storyline=bq4d-7hkm-x2tz&not_occurrence=alleged&not_language=de",
]


@pytest.mark.parametrize("query", QUERIES)
def test_to_query_writes_what_clean_reads(query):
    factories.EventTypeFactory(key="talks")

    assert clean(query).to_query() == query
    assert clean(clean(query).to_query()) == clean(query)


def test_to_query_is_the_same_whatever_was_written_and_leaves_defaults_out():
    assert clean("ordering=-date&to=2023&match=may&from=2023").to_query() == "from=2023&to=2023"
    assert clean("as_of=2023-02-22").to_query() == "as_of=2023-02-22T23%3A59%3A59.999999Z"


def test_to_query_changes_replace_and_take_away():
    chosen = clean("from=2023&role=host&q=talks")

    assert chosen.to_query(**{"from": "2024"}) == "from=2024&role=host&q=talks"
    assert chosen.to_query(role=["host", "visitor"]) == "from=2023&role=host&role=visitor&q=talks"
    assert chosen.to_query(q=None, role=None) == "from=2023"
    assert chosen.to_query(limit=20, cursor="abc") == (
        "from=2023&role=host&q=talks&limit=20&cursor=abc"
    )
    assert QueryDict(chosen.to_query(q="a&b=c"))["q"] == "a&b=c"


def test_every_attribute_of_the_filter_has_its_parameter():
    attributes = set(EventFilter.__dataclass_fields__) - {
        "overdue_at",
        "type_ids",
        "not_type_ids",
    }

    assert set(NAMES.values()) == attributes


def test_clean_asks_the_database_for_nothing_that_was_not_named():
    with CaptureQueriesContext(connection) as queries:
        clean("from=2023&q=talks&source=bq4d-7hkm-x2tz&actor=bq4d-7hkm-x2tz&as_of=2023-02-22")

    assert len(queries) == 0


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", []),
        ("q=talks&from=2023", []),
        ("colour=red", ["colour: There is no such parameter."]),
        ("type=nonsense", ["type: There is no such type of event."]),
    ],
)
def test_problems_of_a_saved_filter_name_the_parameter(text, messages):
    assert saved_filter_problems(text) == messages
