"""The made-up archive is what its editors would have published."""

import orjson
import pytest
from django.db import IntegrityError, connection

from bench import data
from bench.archive import loading
from bench.archive.cast import make_cast
from bench.archive.loading import load
from bench.archive.scenes import scenes
from bench.archive.unindexed import unindexed
from events.editorial.building import build_event, unnumbered
from events.editorial.event_links import linked, links_of
from events.editorial.graph import load_event
from events.management.consistency import check_record
from events.models import Claim, Edition, EventText, Hop
from events.record import read_record
from events.timeline.facets import facets
from events.timeline.filters import EventFilter
from tests import newsroom

SIZE = 60


@pytest.fixture(autouse=True)
def several_parts(monkeypatch):
    monkeypatch.setattr(loading, "PART", 25)


def fill(seed: int = 7) -> None:
    cast = make_cast(seed, SIZE)
    load(cast, seed, SIZE, newsroom.editor())


@pytest.fixture
def archive(db):
    fill()


RULES = {
    "postgresql": """
        select conname, pg_get_constraintdef(oid) from pg_constraint
        union select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
    """,
    "sqlite": "select name, sql from sqlite_master where sql is not null",
}
UNCHECKED = "select conrelid::regclass::text, conname from pg_constraint where not convalidated"


def rules() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(RULES[connection.vendor])
        return set(cursor.fetchall())


postgresql_alone = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone")


@pytest.mark.django_db
def test_all_rules_and_indexes_are_there_again():
    before = rules()
    with unindexed():
        inside = rules()
    assert len(inside) < len(before) - 50
    assert rules() == before


@postgresql_alone
@pytest.mark.django_db(transaction=True)
def test_rules_and_indexes_made_side_by_side_are_the_same():
    before = rules()
    with unindexed(2):
        assert len(rules()) < len(before) - 100
    assert rules() == before


@postgresql_alone
@pytest.mark.django_db(transaction=True)
def test_a_row_that_breaks_a_rule_is_found_side_by_side():
    before = rules()

    with pytest.raises(IntegrityError, match="events_eventtext"), unindexed(2):
        EventText.objects.bulk_create([EventText(event_id="nobody", language="en", title="Alone")])

    # The others of this database need all its rules.
    EventText.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(UNCHECKED)
        for table, name in cursor.fetchall():
            cursor.execute(f'alter table {table} validate constraint "{name}"')
    assert rules() == before


@pytest.mark.usefixtures("archive")
def test_record_is_sound_and_stays_so_when_the_desk_goes_on():
    assert list(check_record()) == []

    event = newsroom.published_event("Published afterwards")

    assert Edition.objects.get(event=event).seq == SIZE + 1
    assert list(check_record()) == []


@pytest.mark.usefixtures("archive")
def test_each_document_is_what_publishing_the_desks_rows_would_make():
    for edition in Edition.objects.order_by("seq"):
        event = load_event(edition.event_id)
        built = linked(build_event(event), links_of(event), {}, {})
        assert built == unnumbered(read_record(edition.document))


@pytest.mark.usefixtures("archive")
def test_it_holds_what_makes_events_costly():
    assert Hop.objects.exists()
    assert Claim.objects.filter(links__type="denies").exists()
    counted = facets(EventFilter())
    assert sum(value["count"] for value in counted["type"]) == SIZE
    assert len(counted["language"]) == 2
    assert counted["storyline"]


@pytest.mark.usefixtures("archive")
def test_the_same_seed_makes_the_same_archive():
    before = list(Edition.objects.order_by("seq").values_list("document", flat=True))
    again = make_cast(7, SIZE)
    made = [scene.event.pk for scene in scenes(again, 7, range(SIZE))]

    assert made == [orjson.loads(document)["id"] for document in before]


@pytest.mark.parametrize("size", ["0", "-1", "many", "1" * 10, "1.5"])
def test_size_that_is_no_number_of_events_is_refused(size, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["bench.data", size])
    with pytest.raises(SystemExit):
        data.main()
    assert "argument size" in capsys.readouterr().err


@pytest.mark.usefixtures("archive")
def test_an_archive_with_editions_is_refused(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["bench.data", "10"])
    with pytest.raises(SystemExit):
        data.main()
    assert "name an empty database" in capsys.readouterr().err
    assert Edition.objects.count() == SIZE
