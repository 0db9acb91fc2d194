import base64
from datetime import timedelta

import orjson
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.dates import When
from events.models import Edition, EditionActor, Event
from events.timeline.filters import EventFilter, FilterError
from events.timeline.paging import Page, clean_cursor, clean_limit, order_of, page
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import clean, event_on, titles

pytestmark = pytest.mark.django_db

DATES = ["2021", "2022-05", "2022-05-01", "2023-01-01", "2023-02-21", None]
ORDER = ["undated", "2021", "2022-05", "2022-05-01", "2023-01-01", "2023-02-21"]


@pytest.fixture
def six_events():
    for n, edtf in enumerate(DATES):
        event_on(edtf, now=NOW + timedelta(minutes=n))


def all_pages(chosen: EventFilter, limit: int, *, back: bool = False) -> list[list[str]]:
    """Every page from the first, or with `back` from the last page to the first."""
    pages = [page(chosen, limit=limit)]
    while pages[-1].next:
        pages.append(page(chosen, limit=limit, cursor=pages[-1].next))
    if back:
        pages = pages[-1:]
        while pages[-1].previous:
            pages.append(page(chosen, limit=limit, cursor=pages[-1].previous))
    return [titles(one.records) for one in pages]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("date", ORDER),
        ("-date", ORDER[::-1]),
        ("updated", [edtf or "undated" for edtf in DATES]),
        ("-updated", [edtf or "undated" for edtf in DATES][::-1]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 4, 6, 7])
def test_pages_hold_each_event_once_in_the_order(six_events, ordering, expected, limit):
    chosen = EventFilter(ordering=ordering)
    parts = [expected[n : n + limit] for n in range(0, len(expected), limit)]

    assert all_pages(chosen, limit) == parts


@pytest.mark.parametrize("ordering", ["date", "-date", "updated", "-updated"])
def test_pages_backward_show_what_they_showed_forward(six_events, ordering):
    chosen = EventFilter(ordering=ordering)

    assert all_pages(chosen, 2, back=True) == all_pages(chosen, 2)[::-1]


def test_pages_without_neighbours_have_no_cursor(six_events):
    assert page(EventFilter(), limit=6).next is None
    assert page(EventFilter(), limit=6).previous is None
    assert page(EventFilter(q="nothing")) == Page([], None, None)


def test_pages_do_not_shift_when_an_event_comes_in_before(six_events):
    first = page(EventFilter(ordering="date"), limit=2)
    event_on("2021-06", now=NOW + timedelta(days=1))
    event_on("0950", now=NOW + timedelta(days=1))

    second = page(EventFilter(ordering="date"), limit=2, cursor=first.next)

    assert titles(first.records) == ["undated", "2021"]
    assert titles(second.records) == ["2021-06", "2022-05"]
    assert second.previous is not None
    before = page(EventFilter(ordering="date"), limit=2, cursor=second.previous)
    assert titles(before.records) == ["0950", "2021"]


def test_page_behind_the_last_leads_back_when_its_events_are_gone(six_events):
    chosen = EventFilter(ordering="date")
    first = page(chosen, limit=5)
    newsroom.retract(
        Edition.objects.get(event__label="2023-02-21").event,
        reason="Wrong",
        now=NOW + timedelta(days=1),
    )

    gone = page(chosen, limit=5, cursor=first.next)

    assert (gone.records, gone.next) == ([], None)
    back = page(chosen, limit=5, cursor=gone.previous)
    assert titles(back.records) == ["undated", "2021", "2022-05", "2022-05-01"]


def test_page_as_of_goes_through_the_past(six_events):
    chosen = EventFilter(as_of=NOW + timedelta(minutes=2), ordering="date")

    assert all_pages(chosen, 2) == [["2021", "2022-05"], ["2022-05-01"]]


def test_limit_may_change_from_page_to_page(six_events):
    first = page(EventFilter(ordering="date"), limit=1)

    second = page(EventFilter(ordering="date"), limit=3, cursor=first.next)

    assert titles(second.records) == ["2021", "2022-05", "2022-05-01"]


def forged(cursor: str, **changes) -> str:
    """The cursor with some of its parts (0 digest, 1 direction, 2… key) replaced."""
    parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place, value in changes.items():
        parts[int(place[1:])] = value
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


@pytest.mark.parametrize(
    "changes",
    [
        {"_0": "0" * 16},
        {"_0": None},
        {"_1": 2},
        {"_1": []},
        {"_2": "a\x00b"},
        {"_2": 5},
        {"_2": "ä"},
        {"_2": "x" * 301},
        {"_3": "no id"},
        {"_3": None},
    ],
)
def test_forged_cursor_is_a_problem(six_events, changes):
    cursor = page(EventFilter(ordering="date"), limit=2).next
    assert cursor is not None
    assert forged(cursor) == cursor

    assert_no_cursor(EventFilter(ordering="date"), forged(cursor, **changes))


@pytest.mark.parametrize(
    "changes",
    [{"_2": "2023-13-01T00:00:00Z"}, {"_2": "now"}, {"_3": 2**63}, {"_3": -1}, {"_3": True}],
)
def test_forged_cursor_of_updates_is_a_problem(six_events, changes):
    cursor = page(EventFilter(ordering="updated"), limit=2).next
    assert cursor is not None

    assert_no_cursor(EventFilter(ordering="updated"), forged(cursor, **changes))


GARBAGE = ["x", "%%%", "ä", "W10", "e30", "MQ", "bnVsbA", "W1tdXQ", "====", "�"]


@pytest.mark.parametrize("cursor", ["", "a b", "A" * 5000, *GARBAGE])
def test_garbage_is_no_cursor(six_events, cursor):
    assert_no_cursor(EventFilter(), cursor)


@pytest.mark.parametrize("query", ["ordering=-date", "ordering=date&q=talks", "as_of=2023-02-01"])
def test_cursor_of_another_query_is_a_problem(six_events, query):
    cursor = page(EventFilter(ordering="date"), limit=2).next

    assert_no_cursor(clean(query), cursor)


def assert_no_cursor(chosen: EventFilter, cursor: str | None) -> None:
    with pytest.raises(FilterError) as caught:
        page(chosen, limit=2, cursor=cursor)
    assert [problem.parameter for problem in caught.value.problems] == ["cursor"]


@pytest.mark.parametrize(
    ("query", "limit"), [("", 50), ("limit=1", 1), ("limit=200", 200), ("limit=007", 7)]
)
def test_clean_limit_takes_1_to_200(query, limit):
    assert clean_limit(QueryDict(query)) == limit


BAD_LIMITS = ["0", "201", "-1", "%2B5", "1.0", "ten", "1&limit=2", "%D9%A5", "%C2%B2", "1_0"]


@pytest.mark.parametrize("value", ["", "9" * 1_000_000, *BAD_LIMITS])
def test_clean_limit_refuses_the_rest(value):
    with pytest.raises(FilterError) as caught:
        clean_limit(QueryDict(f"limit={value}"))

    assert [(p.parameter, p.detail) for p in caught.value.problems] == [
        ("limit", "Give one number from 1 to 200.")
    ]


def test_clean_cursor_takes_one():
    assert clean_cursor(QueryDict("")) is None
    assert clean_cursor(QueryDict("cursor=abc")) == "abc"
    with pytest.raises(FilterError):
        clean_cursor(QueryDict("cursor=a&cursor=b"))


# Queries


def queries_of(chosen: EventFilter) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        for edition in page(chosen, limit=50).records:
            orjson.loads(edition.document)
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("query", ["", "q=linked", "from=2023&to=2023&match=must", "type=talks"])
def test_page_takes_one_query_for_any_number_of_events(query):
    # For words on SQLite three, while there are fewer than a page (see test_nearest).
    due = 3 if "q=" in query and connection.vendor == "sqlite" else 1
    newsroom.linked_event("Linked first")
    assert len(queries_of(clean(query))) == due
    newsroom.linked_event("Linked second")
    newsroom.linked_event("Linked third")

    assert len(queries_of(clean(query))) == due


def test_page_of_an_actor_and_a_storyline_takes_two_queries():
    event = newsroom.linked_event("Linked")
    edition = Edition.objects.get(event=event, superseded_at=None)
    actor = EditionActor.objects.filter(edition=edition, takes_part=True).first()
    story = edition.storylines.get()
    assert actor is not None
    chosen = clean(f"actor={actor.actor_id}&storyline={story.storyline_id}")

    assert titles(page(chosen).records) == ["Linked"]
    assert len(queries_of(chosen)) == 2


@pytest.mark.parametrize(
    "more", ["", "&from=2023", "&to=2022", "&from=2022-06&to=2023-02-21", "&ordering=date"]
)
def test_page_of_an_actor_is_what_its_filter_finds(six_events, more):
    both = [newsroom.actor(name) for name in ("Sergey Lavrov", "Wang Yi")]
    for number, event in enumerate(Event.objects.order_by("pk")):
        for actor in both[: number % 3]:
            for role in ("participant", "host"):
                factories.ParticipationFactory(event=event, actor=actor, role=role)
        if number % 3:
            newsroom.publish(event)
    for query in (f"actor={both[0].pk}{more}", f"actor={both[0].pk}&actor={both[1].pk}{more}"):
        chosen = clean(query)
        due = chosen.apply().order_by(*order_of(chosen)).values_list("pk", flat=True)

        assert chosen.of_actors() is not None
        assert [record.pk for record in page(chosen).records] == list(due)


@pytest.mark.parametrize("more", ["role=host", "language=en", "match=must&from=2023", "q=talks"])
def test_what_is_kept_of_actors_answers_nothing_that_it_does_not_hold(more):
    assert clean(f"actor={newsroom.actor('Wang Yi').pk}&{more}").of_actors() is None


def test_page_counts_nothing_and_skips_nothing(six_events):
    first = page(EventFilter(), limit=2)
    with CaptureQueriesContext(connection) as queries:
        page(EventFilter(), limit=2, cursor=first.next)

    (query,) = (query["sql"] for query in queries)
    assert "COUNT" not in query
    assert "OFFSET" not in query
    assert "(events_edition.date_key, events_edition.event_id) <" in query


@pytest.mark.parametrize(
    ("ordering", "index"),
    [("date", "edition_standing_by_date"), ("-updated", "edition_standing_by_update")],
)
def test_page_is_read_from_an_index_without_sorting(six_events, ordering, index):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    first = page(EventFilter(ordering=ordering), limit=2)
    assert first.next is not None
    with CaptureQueriesContext(connection) as queries:
        page(EventFilter(ordering=ordering), limit=2, cursor=first.next)
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {queries[0]['sql']}")
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert index in plan


def test_dates_of_the_cast_are_in_the_order_of_whens():
    dated = [When.parse(edtf) for edtf in DATES if edtf]

    assert [when.edtf for when in sorted(dated)] == ORDER[1:]


def test_factories_make_no_edition():
    factories.EventFactory()

    assert Edition.objects.count() == 0


@pytest.mark.parametrize("ordering", ["date", "-date", "updated", "-updated"])
def test_storyline_that_nobody_knows_has_no_events(six_events, ordering):
    found = page(clean(f"storyline=2222-2222-2222&ordering={ordering}"))

    assert found == Page([], None, None)
