import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.dates import When
from events.models import Edition, EditionActor, Event
from events.timeline import paging
from events.timeline.documents import current_texts
from events.timeline.filters import EventFilter, FilterError
from events.timeline.paging import Page, clean_cursor, clean_limit, order_of, page
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import clean, event_on, event_with, titles

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
        current_texts(page(chosen, limit=50).records)
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("query", ["", "q=linked", "from=2023&to=2023&match=must", "type=talks"])
def test_page_takes_one_query_for_any_number_of_events(query):
    # For words on SQLite three, while there are fewer than a page (see the tests of windows).
    due = 3 if "q=" in query and connection.vendor == "sqlite" else 1
    newsroom.linked_event("Linked first")
    assert len(queries_of(clean(query))) == due
    newsroom.linked_event("Linked second")
    newsroom.linked_event("Linked third")

    assert len(queries_of(clean(query))) == due


def test_page_of_an_actor_and_a_storyline_takes_two_queries():
    event = newsroom.linked_event("Linked")
    edition = Edition.objects.current().get(event=event)
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

        assert chosen.apply_to_actors() is not None
        assert [record.pk for record in page(chosen).records] == list(due)


@pytest.mark.parametrize("more", ["role=host", "language=en", "match=must&from=2023", "q=talks"])
def test_rows_of_actors_answer_no_conditions_that_they_do_not_have(more):
    assert clean(f"actor={newsroom.actor('Wang Yi').pk}&{more}").apply_to_actors() is None


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


# Words on SQLite: a window of the next events is scanned before the full-text index is asked


def set_windows(monkeypatch: pytest.MonkeyPatch, first: int, largest: int) -> None:
    monkeypatch.setattr(paging, "FIRST_WINDOW", first)
    monkeypatch.setattr(paging, "LARGEST_WINDOW", largest)


@pytest.fixture
def nine_talks(db):
    """Events of nine days in a row, every third without the word; one known to the year alone."""
    for day in range(1, 10):
        title = "Talks on grain" if day % 3 else "A visit"
        event_on(f"2023-02-{day:02d}", title=f"{title} {day}")
    event_on("2023", title="Talks some time")


WINDOWS = [(1, 0), (1, 1), (1, 3), (1, 100), (2, 4), (3, 1000)]
WORDS = ["q=talk", "q=grain+talks", "q=visit", "q=tal&to=2023-02-07", "q=some&from=2023", "q=x"]


@pytest.mark.parametrize("ordering", ["date", "-date", "updated", "-updated"])
def test_pages_of_words_are_the_same_whatever_is_scanned(nine_talks, monkeypatch, ordering):
    for query in WORDS:
        chosen = clean(f"{query}&ordering={ordering}")
        expected = list(chosen.apply().order_by(*order_of(chosen)).values_list("pk", flat=True))
        for window in WINDOWS:
            set_windows(monkeypatch, *window)
            assert there_and_back(chosen) == (expected, expected[:2]), (query, window)


def there_and_back(chosen: EventFilter) -> tuple[list[int], list[int]]:
    """All editions page by page, and those of the first page on the way back from the second."""
    found: list[int] = []
    pages = [page(chosen, limit=2)]
    while pages[-1].next:
        pages.append(page(chosen, limit=2, cursor=pages[-1].next))
    for one in pages:
        found += [record.pk for record in one.records]
    back = page(chosen, limit=2, cursor=pages[1].previous) if len(pages) > 1 else pages[0]
    return found, [record.pk for record in back.records]


def statements(query: str, limit: int) -> list[bool]:
    """Of each statement for a page, whether it asks the index of words."""
    with CaptureQueriesContext(connection) as queries:
        page(clean(query), limit=limit)
    return ["MATCH" in query["sql"] or "tsquery" in query["sql"] for query in queries]


@pytest.mark.parametrize(
    ("query", "limit", "asked"),
    [
        ("q=talks", 2, [False]),
        ("q=talks&to=2023-02-07", 2, [False]),
        # Fewer than a page: only the index knows that there are no more.
        ("q=talks", 50, [False, False, True]),
        ("q=nothing", 2, [False, True]),
        ("q=talks&as_of=2023-02-01", 2, [True]),
    ],
)
def test_words_that_the_next_events_have_need_no_index(nine_talks, query, limit, asked):
    assert statements(query, limit) == (asked if connection.vendor == "sqlite" else [True])


@pytest.mark.sqlite
def test_the_next_window_is_as_large_as_the_matches_of_the_first_suggest(nine_talks, monkeypatch):
    set_windows(monkeypatch, 1, 1000)
    with CaptureQueriesContext(connection) as queries:
        found = page(clean("q=talks"), limit=3).records
    sizes = [re.findall(r"LIMIT (\d+)\) AS scanned", query["sql"]) for query in queries]
    # Two of the first four have the word, and four are needed: four times 4 / 2, and half again.
    assert (len(found), sizes) == (3, [["4"], ["12"]])


@pytest.mark.parametrize(
    "more", ["", "&from=2023-02-02&to=2023-02", "&ordering=date", "&role=host"]
)
def test_words_of_the_events_of_actors_are_found_whatever_is_scanned(db, monkeypatch, more):
    wang, qin = newsroom.actor("Wang Yi"), newsroom.actor("Qin Gang")
    for day in range(1, 7):
        both = [(wang, "host"), (qin, "visitor")][: day % 3]
        title = "Talks on grain" if day % 2 else "A visit"
        event_with(f"{title} {day}", *both, start=When.parse(f"2023-02-{day:02d}"))
    for query in (f"actor={wang.pk}", f"actor={wang.pk}&actor={qin.pk}"):
        chosen = clean(f"{query}&q=grain{more}")
        expected = list(chosen.apply().order_by(*order_of(chosen)).values_list("pk", flat=True))
        for window in WINDOWS:
            set_windows(monkeypatch, *window)

            assert [record.pk for record in page(chosen).records] == expected, window
            assert [record.pk for record in page(chosen, limit=1).records] == expected[:1], window
