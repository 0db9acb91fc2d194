from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from events.timeline import values
from events.timeline.parameters import Parameters
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import event_with


def read(query: str) -> Parameters:
    return Parameters(QueryDict(query))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-02-28", datetime(2023, 2, 28, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2023-03-01", datetime(2023, 3, 1, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2023-03-01T12:00:00Z", NOW),
    ],
)
def test_as_of_is_a_moment_until_now_or_the_end_of_a_day(text, expected):
    parameters = read(f"as_of={text}")

    assert (values.as_of(parameters, NOW), parameters.problems) == (expected, [])


@pytest.mark.parametrize("text", ["2023-03-02", "2023-03-01T12:00:00.000001Z"])
def test_as_of_refuses_the_future(text):
    parameters = read(f"as_of={text}")
    values.as_of(parameters, NOW)

    assert [problem.parameter for problem in parameters.problems] == ["as_of"]


@pytest.mark.django_db
def test_actors_are_ids_or_public_names_each_once():
    wang = newsroom.actor("Wang Yi")
    event_with("Talks", (wang, "host"))
    parameters = read(f"actor={wang.pk}&actor=Wang+Yi&actor=bq4d-7hkm-x2tz")

    assert values.actors(parameters, "actor", None) == (wang.pk, "bq4d-7hkm-x2tz")
    assert parameters.problems == []
    values.actors(parameters := read("actor=Wang+Yi"), "actor", NOW - timedelta(days=1))
    assert [problem.parameter for problem in parameters.problems] == ["actor"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("language=de&language=en-gb", ("de", "en-GB")),
        ("language=DE&language=de", ("de",)),
        ("language=zh-hans", ("zh-Hans",)),
        ("", ()),
    ],
)
def test_languages_are_tags_in_their_usual_spelling(query, expected):
    parameters = read(query)

    assert (values.languages(parameters, "language"), parameters.problems) == (expected, [])


@pytest.mark.parametrize("tag", ["en_GB", "e", "de-", "ä", "x" * 36, "12"])
def test_languages_refuse_what_is_no_tag(tag):
    parameters = read(f"language={tag}")

    assert values.languages(parameters, "language") == ()
    assert [problem.parameter for problem in parameters.problems] == ["language"]


@pytest.mark.django_db
def test_type_family_is_the_types_with_all_their_subtypes():
    meeting = factories.EventTypeFactory(key="meeting")
    talks = factories.EventTypeFactory(key="talks", parent=meeting)
    summit = factories.EventTypeFactory(key="summit", parent=talks)
    other = factories.EventTypeFactory(key="other")

    assert values.type_family(["meeting"]) == tuple(sorted((meeting.pk, talks.pk, summit.pk)))
    assert values.type_family(["summit", "other"]) == tuple(sorted((summit.pk, other.pk)))
    assert values.types(read("type=talks"), "type") == (
        ("talks",),
        tuple(sorted((talks.pk, summit.pk))),
    )
    assert values.types(read(""), "type") == ((), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%22", "There is nothing to search for: give at least one word."),
        ("a+" * 21, "At most 20 words."),
        ("talks", None),
    ],
)
def test_query_says_why_it_cannot_be_searched_for(text, expected):
    parameters = read(f"q={text}")
    values.query(parameters)

    assert [problem.detail for problem in parameters.problems] == ([expected] if expected else [])
