"""What was published in the past is read today: every archive, on every surface.

An archive says itself what it covers; vocabularies may have grown since.
"""

import json
import re
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import AutoField, Max
from django.test import Client

from events.dates import PRECISIONS
from events.management.consistency import check_record
from events.models import Edition, Profile
from events.search import matching_editions
from tests.archives.coverage import documents, is_empty, said_of, values
from tests.archives.loading import FILES, read_archive, rows_of
from tests.archives.surfaces import surfaces

ARCHIVES = {path.name.partition(".")[0]: read_archive(path) for path in FILES}
EACH = pytest.mark.parametrize("told", ARCHIVES.values(), ids=ARCHIVES)
NAMES = sorted({surface.name for told in ARCHIVES.values() for surface in surfaces(told)})
DATES = {
    "a day": r"\d{4}-\d\d-\d\d",
    "a century": r"\d\dXX",
    "a decade": r"\d{3}X",
    "a year": r"\d{4}~?",
    "a season": r"\d{4}-2[1-4]",
    "a month": r"\d{4}-(0\d|1[0-2])",
    "a month of a year that is not known": r"\d{4}-XX",
    "a day of a month that is not known": r"\d{4}-\d\d-XX",
    "an offset": r".*T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d(:\d\d)?)",
    "from one to another": r"[^\[./][^/]*/[^./].*",
    "no beginning": r"\.\./.+",
    "no end": r".+/\.\.",
    "an end that is not known": r".+/",
    "one of several": r"\[.+\.\..+\]",
    "one from then on": r"\[.+\.\.\]",
    "approximate": r".*~.*",
    "uncertain": r".*\?.*",
    "both": r".*%.*",
}

WORD = "fable"
"""In the summary of one event, from its second edition on."""


@pytest.fixture
def reader(archive, db) -> Client:
    return Client()


def final(reader, surface):
    """The answer after all redirections; those of the API are no redirects of Django's."""
    headers = {"Accept-Language": surface.language}
    answer = reader.get(surface.address, headers=headers)
    for _step in range(3):
        if answer.status_code not in {301, 302}:
            break
        answer = reader.get(answer["Location"], headers=headers)
    return answer


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@EACH
def test_archive_has_every_member_of_every_document(told):
    declared = {
        f"{structure}.{member}"
        for structure, members in told["structures"].items()
        for member in members
    }
    found = list(values(told))

    assert {member for member, _value in found} == declared
    assert declared - {member for member, value in found if not is_empty(value)} == set()
    always = declared - {member for member, value in found if is_empty(value)}
    assert sorted(always) == told["never_empty"]


@EACH
def test_archive_has_every_value_of_every_vocabulary(told):
    missing = {
        name: sorted(set(vocabulary["values"]) - said_of(told, vocabulary["in"]))
        for name, vocabulary in told["vocabularies"].items()
    }
    assert {name: values for name, values in missing.items() if values} == {}


@EACH
def test_archive_has_dates_of_every_kind(told):
    edtf = said_of(told, "When.edtf")

    assert [
        name for name, form in DATES.items() if not any(re.fullmatch(form, d) for d in edtf)
    ] == []
    assert set(PRECISIONS) - said_of(told, "When.precision") == set()
    assert {None, "Europe/Berlin"} <= said_of(told, "When.timezone")
    assert any(document["start"] is None for kind, document in documents(told) if kind == "Event")


@EACH
def test_archive_has_what_depends_on_other_events(told):
    events = {document["id"]: document for kind, document in documents(told) if kind == "Event"}
    claims = {
        claim["id"]: claim
        for event in events.values()
        for claim in event["claims"]
        if claim["event"] == event["id"]
    }
    denials = [
        (claim, claims[link["claim"]])
        for claim in claims.values()
        for link in claim["links"]
        if link["type"] == "denies"
    ]
    answers = {
        (claim["event"], claims[link["claim"]]["event"])
        for claim in claims.values()
        for link in claim["links"]
    }
    gone = {document["id"] for kind, document in documents(told) if kind == "Retraction"}

    assert any(one["event"] == other["event"] for one, other in denials)
    assert any(one["event"] != other["event"] for one, other in denials)
    # A denial of a denial, each recorded with another event.
    chains = [
        {denial["event"], denied["event"], first["event"]}
        for denial, denied in denials
        for second, first in denials
        if second["id"] == denied["id"]
    ]
    assert max(map(len, chains)) == 3
    assert any(one != other and (other, one) in answers for one, other in answers)
    assert any(answering in gone for answering, _answered in answers)
    shared = [c for event in events.values() for c in event["claims"] if c["event"] != event["id"]]
    assert shared != []


@EACH
def test_archive_has_what_happens_to_a_record_after_it_was_published(told):
    kinds: dict[str, list[str]] = {}
    for row in rows_of(told, "events_edition"):
        kinds.setdefault(row["event_id"], []).append(row["kind"])
    lives = list(kinds.values())
    storylines = Counter(
        (row["public"], bool(row["filter"]), row["id"] in said_of(told, "events_profile.subject"))
        for row in rows_of(told, "events_storyline")
    )
    events = rows_of(told, "events_event")

    assert any(life[-1] == "merged" for life in lives)
    assert any(life[-1] == "retracted" for life in lives)
    assert any("retracted" in life[:-1] for life in lives)
    assert any(event["merged_into_id"] in kinds for event in events)
    assert {
        (True, False, True),
        (True, True, True),
        (False, False, True),
        (False, False, False),
    } == {*storylines}
    assert any(
        event["state"] == "published" and event["version"] != event["published_version"]
        for event in events
    )
    assert {event["state"] for event in events if event["id"] not in kinds} == {
        "draft",
        "in_review",
    }
    days = {row["at"][:10] for row in rows_of(told, "events_edition")}
    assert len(days) >= 5


@EACH
def test_archive_has_an_office_that_was_left_after_it_was_frozen(told):
    left = {
        (row["subject"], office["office"])
        for row in rows_of(told, "events_profile")
        if row["kind"] == "actor" and row["superseded_at"] is None
        for office in json.loads(row["document"])["offices"]
        if office["end"]
    }
    frozen = {
        (part["actor"]["id"], part["office"])
        for kind, document in documents(told)
        if kind == "Event"
        for part in document["participants"]
    }
    assert left & frozen


@pytest.mark.django_db
def test_stored_documents_are_as_they_were_written(archive):
    editions = {row["seq"]: row["document"] for row in rows_of(archive, "events_edition")}
    profiles = {row["id"]: row["document"] for row in rows_of(archive, "events_profile")}

    assert dict(Edition.objects.values_list("seq", "document")) == editions
    assert dict(Profile.objects.values_list("pk", "document")) == profiles


@pytest.mark.django_db
def test_record_has_no_contradiction(archive):
    assert list(check_record()) == []


@pytest.mark.django_db
def test_search_finds_the_words_of_old_editions(archive):
    due = {row["seq"] for row in rows_of(archive, "events_edition") if WORD in row["document"]}

    found = Edition.objects.filter(seq__in=matching_editions(WORD))
    assert {edition.seq for edition in found} == due != set()


@pytest.mark.django_db
def test_new_rows_get_numbers_of_their_own(archive):
    """The sequences of PostgreSQL know nothing of ids that were given."""
    models = [
        model
        for model in apps.get_app_config("events").get_models()
        if isinstance(model._meta.pk, AutoField) and model._base_manager.exists()
    ]
    assert len(models) > 20
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            else:
                cursor.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = %s", [table])
            (following,) = cursor.fetchone()
            assert following > model._base_manager.aggregate(last=Max("pk"))["last"], table


@pytest.mark.parametrize("name", NAMES)
def test_surface_answers(archive, reader, name):
    answers = {}
    due = {}
    for surface in surfaces(archive):
        if surface.name == name:
            answer = final(reader, surface)
            text = body(answer).decode(errors="replace")
            told = [secret for secret in archive["secrets"] if secret in text]
            answers[surface.address, surface.language] = (answer.status_code, told)
            due[surface.address, surface.language] = (surface.status, [])

    assert answers == due
