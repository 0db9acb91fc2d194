"""How both databases find what is asked for in an archive of 100,000 events.

The rows are copies of one published event, made by the database itself: only columns that are
filtered or sorted differ. What the plans must not hold: reading the whole table of editions, or
sorting it. Sorting the few rows that a search or a source has found is fine.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events.models import (
    CurrentActor,
    Edition,
    EditionActor,
    EditionSource,
    EditionText,
    Event,
)
from events.models.edition import STORED_TEXT
from events.search.copying import prefer_index
from events.timeline.facets import facets
from events.timeline.filters import EventFilter
from events.timeline.histogram import histogram
from events.timeline.paging import order_of, page
from tests import factories, newsroom
from tests.timeline.conftest import clean

ROWS = 100_000
pytestmark = pytest.mark.slow
FRAME = f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
# A public id has neither 0 nor 1.
DIGITS = "replace(replace(CAST(100000000 + i AS TEXT), '0', 'b'), '1', 'c')"
EVENT = f"'dddd-d' || substr({DIGITS}, 3, 3) || '-' || substr({DIGITS}, 6, 4)"
DAY = (
    "CAST(2000 + i % 25 AS TEXT) || '-' || substr(CAST(101 + i % 12 AS TEXT), 2, 2) || '-' "
    "|| substr(CAST(101 + i % 28 AS TEXT), 2, 2)"
)
ACTORS = 50
KEPT = ("earliest", "latest", "day_earliest", "day_latest")


def copied(model, **columns: str) -> None:
    """Copies of the only row of a model (of `like`), with these columns from SQL over `i`."""
    fields = [field.column for field in model._meta.concrete_fields]
    values = [columns.get(column, f"t.{column}") for column in fields]
    table = model._meta.db_table
    one = model.objects.order_by("pk").values_list("pk", flat=True)[0]
    # Our own names and values: nothing is filled in, so that "%" stays what it is in SQL.
    statement = (
        f"INSERT INTO {table} ({', '.join(fields)}) {FRAME} SELECT {', '.join(values)} "
        f"FROM n, {table} t WHERE t.{model._meta.pk.column} = '{one}'"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(scope="module")
def shared_archive(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """One archive for all tests, as making it takes most of the time."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_archive()
        connection.check_constraints()  # else at the end of each test
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def archive(db, shared_archive) -> dict[str, str]:
    # Autovacuum sees none of the rows and soon says so in the statistics.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return shared_archive


def make_archive() -> dict[str, str]:
    """100,000 current editions: 50 actors, dates over 25 years, each word in every hundredth."""
    people = sorted(
        (newsroom.actor(f"Person {n}") for n in range(ACTORS)), key=lambda actor: actor.pk
    )
    source = factories.SourceFactory()
    event = newsroom.draft_event("Talks", source=source)
    factories.ParticipationFactory(event=event, actor=people[0])
    newsroom.publish(event)
    others = [factories.SourceFactory().pk for _n in range(ACTORS)]
    numbers = " ".join(f"WHEN {n} THEN '{actor.pk}'" for n, actor in enumerate(people))
    actor = f"CASE i % {ACTORS} {numbers} END"
    named = " ".join(f"WHEN {n} THEN '{pk}'" for n, pk in enumerate(others))
    key = f"{DAY} || ' 5 ' || CAST(i AS TEXT)"
    at = "t.at"
    bounds = {}
    for column in ("earliest", "latest", "day_earliest", "day_latest", "starts_by", "ends_from"):
        later = " 23:59:59" if column in {"latest", "day_latest", "starts_by"} else " 00:00:00"
        bounds[column] = f"{DAY} || '{later}'"
        bounds[f"day_{column.removeprefix('day_')}"] = bounds[column]
    if connection.vendor == "postgresql":
        bounds = {name: f"CAST({text} || '+00' AS timestamptz)" for name, text in bounds.items()}
    copied(Event, id=EVENT, external_key="NULL")
    copied(Edition, seq="i", event_id=EVENT, date_key=key, at=at, **bounds)
    copied(EditionActor, id="t.id + 1000 + i", edition_id="i", actor_id=actor)
    copied(
        CurrentActor, id="t.id + 1000 + i", edition_id="i", event_id=EVENT, actor_id=actor,
        date_key=key, **{name: bounds[name] for name in KEPT},
    )  # fmt: skip
    copied(
        EditionSource,
        id="t.id + 1000 + i",
        edition_id="i",
        source_id=f"CASE i % {ACTORS} {named} END",
    )
    copied(
        EditionText,
        id="t.id + 1000 + i",
        edition_id="i",
        words="'talk w' || CAST(i % 100 AS TEXT) || ' v' || CAST(i % 77 AS TEXT)",
    )
    return {"actor": people[7].pk, "other": people[8].pk, "source": others[7]}


def plan(chosen: EventFilter, cursor: str | None = None) -> str:
    """What the database does for one page."""
    with CaptureQueriesContext(connection) as queries:
        page(chosen, limit=50, cursor=cursor)
    asked = [q["sql"] for q in queries if "AS edition" in q["sql"]]
    assert asked
    return "\n".join(map(explained, asked))  # for words on SQLite there are several


def explained(statement: str) -> str:
    """The plan of a statement as it was sent, values filled in."""
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as database, transaction.atomic():
        database.execute(explain + statement)
        return "\n".join(str(row[-1]) for row in database.fetchall())


WHOLE = re.compile(
    r"Seq Scan on events_edition\b|SCAN (?:events_edition|edition)(?! USING)\b", re.M
)
COVERING = re.compile("(?:COVERING INDEX|Index Only Scan using) edition_standing_by_date")
SORT = re.compile(r"\bSort\b|TEMP B-TREE FOR (?:THE )?(?:\w+ )*ORDER BY")
# Read in the order of the list: nothing is sorted, whatever the filter leaves out.
IN_ORDER = (
    "", "from=2010&to=2015", "from=2010&to=2015&match=must", "to=2003", "occurrence=occurred",
    "language=en", "type=talks", "updated_since=2020-01-01",
)  # fmt: skip
ORDERINGS = ("date", "-date", "updated", "-updated")


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "ordering=date", "type=talks"])
def test_a_dump_is_read_in_its_order_and_not_sorted(archive, query):
    chosen = clean(query)
    rows = chosen.apply().order_by(*order_of(chosen)).values_list("seq", STORED_TEXT)
    with connection.cursor() as cursor:
        prefer_index(cursor)
    assert SORT.search(rows.explain()) is None


@pytest.mark.django_db
def test_no_documented_filter_reads_or_sorts_the_whole_table(archive):
    faults = []
    queries = [
        *(f"{query}&ordering={order}" for query in IN_ORDER for order in ORDERINGS),
        *(f"actor={archive['actor']}{more}&ordering={order}"
          for more in ("", "&from=2010&to=2015")
          for order in ("date", "-date")),
    ]  # fmt: skip
    for query in queries:
        steps = plan(clean(query))
        if WHOLE.search(steps) or SORT.search(steps):
            faults.append(f"{query}\n{steps}")
    for query in (
        f"source={archive['source']}", "q=talks w7", "q=w7 v5", f"actor={archive['actor']}&q=w7 v5",
        f"actor={archive['actor']}&actor={archive['other']}",
        f"actor={archive['actor']}&role=participant", f"actor={archive['actor']}&ordering=-updated",
    ):  # fmt: skip
        steps = plan(clean(query))
        if WHOLE.search(steps):
            faults.append(f"{query}\n{steps}")
    assert "\n\n".join(faults) == ""


@pytest.mark.django_db
def test_counts_of_a_filtered_set_are_read_from_the_covering_index(archive):
    """Not from the rows, which hold the documents: in a large archive they are all of the work."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # It reads an index alone where the rows have been vacuumed, which no transaction does.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    for query in ("from=2010&to=2012", "to=2003", "type=talks&from=2024", "occurrence=alleged"):
        with CaptureQueriesContext(connection) as queries:
            facets(clean(query))
            histogram(clean(query), "month")
        counting = [q["sql"] for q in queries if '"events_edition"' in q["sql"]]
        assert len(counting) == 2
        for statement in counting:
            assert COVERING.search(explained(statement)), (query, explained(statement))


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=zzqqy", "q=zzqqy talks", "q=zzqqy&type=talks"])
def test_a_word_that_few_have_is_looked_up_in_the_index(archive, query):
    steps = plan(clean(query))
    index = "events_editiontext_search" if connection.vendor == "postgresql" else "VIRTUAL TABLE"

    assert index in steps, steps


@pytest.mark.django_db
def test_a_page_deep_in_the_list_is_found_by_its_key(archive):
    chosen = clean("")
    middle = page(clean("to=2012"), limit=1).records[0]
    first = page(chosen, limit=50)
    assert first.next is not None
    steps = plan(chosen, first.next)

    assert (WHOLE.search(steps), SORT.search(steps)) == (None, None), steps
    # SQLite holds the index over all editions for just as good while few are superseded.
    assert re.search("edition_standing_by_date|edition_by_date_and_time", steps), steps
    assert middle.date_key < "2013"
