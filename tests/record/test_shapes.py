"""Documents of older shapes, in the structure of today."""

import copy
import json
from typing import get_origin

import pytest

from events.dates import When
from events.record import PUBLIC, SHAPE
from events.record.identity import derived_public_id
from events.record.members import documents_in, members_of
from events.record.shapes import LAST_STEP, periods, upgraded, with_languages
from events.record.stored import PROFILES, current_profile, current_record
from events.record.vocabulary import ProfileKind
from tests.archives.coverage import documents
from tests.archives.loading import FILES, read_archive

ARCHIVES = [read_archive(path) for path in FILES]
EACH = pytest.mark.parametrize("archive", ARCHIVES, ids=lambda told: f"shape {told['shape']}")
WORKED_OUT = {"origins", "date_origins", "answered_by"}
"""What the reader of stored documents works out anew, where shape 1 has it not."""


def old_actor(key: str, name: str) -> dict:
    """How shape 1 names an actor: with all that is known of it."""
    return {
        "id": key,
        "name": name,
        "names": {"en": name},
        "kind": "organisation",
        "url": f"/actors/{key}/",
    }


def old_source(key: str, publisher: dict | None) -> dict:
    return {
        "id": key,
        "title": f"Report {key}",
        "url": f"/sources/{key}/",
        "kind": "article",
        "canonical_url": "",
        "held": True,
        "publisher": publisher,
    }


TASS, PAPER = old_actor("tass", "Tass"), old_actor("paper", "Paper")
OLD_CITATION = {
    "id": 41,
    "stance": "reports",
    "source": old_source("a", PAPER),
    "via": [{"actor": TASS, "source": None}],
}
OLD_EVENT = {
    "id": "event",
    "title": "Talks",
    "claims": [{"speaker": TASS, "citations": [OLD_CITATION]}],
    "edition": {"seq": 1},
}
NEW_CITATION = {
    "id": derived_public_id("citation", 41),
    "stance": "reports",
    "source": {"id": "a", "title": "Report a", "url": "/sources/a/"},
    "via": [{"actor": {"id": "tass", "name": "Tass", "url": "/actors/tass/"}, "source": None}],
}
NEW_ACTORS = {
    "tass": {"names": {"en": "Tass"}, "kind": "organisation"},
    "paper": {"names": {"en": "Paper"}, "kind": "organisation"},
}
NEW_SOURCES = {
    "a": {
        "kind": "article",
        "canonical_url": "",
        "held": True,
        "publisher": {"id": "paper", "name": "Paper", "url": "/actors/paper/"},
    }
}


# --- Step by step ---------------------------------------------------------------------------------
def test_todays_shape_is_that_of_the_latest_member():
    later = [
        declared.member.since
        for document in documents_in(*PUBLIC)
        for declared in members_of(document).values()
    ]
    assert max(later) == SHAPE > LAST_STEP


def test_document_of_today_takes_no_step():
    assert upgraded(OLD_EVENT, SHAPE) is OLD_EVENT


def test_second_shape_says_once_what_is_known_of_each_source_and_actor():
    assert upgraded(OLD_EVENT, 1) == {
        "id": "event",
        "title": "Talks",
        "claims": [{"speaker": NEW_CITATION["via"][0]["actor"], "citations": [NEW_CITATION]}],
        "actors": NEW_ACTORS,
        "sources": NEW_SOURCES,
        "edition": {"seq": 1},
    }


def test_edition_stays_last():
    assert list(upgraded(OLD_EVENT, 1))[-1] == "edition"


def test_step_leaves_the_older_document_as_it_was():
    before = copy.deepcopy(OLD_EVENT)
    upgraded(OLD_EVENT, 1)
    assert before == OLD_EVENT


@pytest.mark.parametrize("rest", [{"retracted": True}, {"merged_into": "other"}])
def test_tombstone_has_nothing_to_move(rest):
    tombstone = {"id": "event", **rest, "edition": {"seq": 1}}
    assert upgraded(tombstone, 1) == tombstone


def test_storyline_names_neither_actors_nor_sources():
    storyline = {"id": "story", "title": "China and Russia", "texts": {}, "pinned": ["event"]}
    assert upgraded(storyline, 1) == storyline


def test_source_names_its_publisher_and_no_other_source():
    assert upgraded({"id": "a", "publisher": PAPER, "revision_of": None}, 1) == {
        "id": "a",
        "publisher": NEW_SOURCES["a"]["publisher"],
        "revision_of": None,
        "actors": {"paper": NEW_ACTORS["paper"]},
    }


def test_tenures_of_an_actor_get_public_ids_by_their_place():
    tenure = {"office": "Minister", "body": TASS, "citations": []}
    short = {"office": "Minister", "body": NEW_CITATION["via"][0]["actor"], "citations": []}
    assert upgraded({"id": "wang", "offices": [tenure, tenure]}, 1) == {
        "id": "wang",
        "offices": [
            {**short, "id": derived_public_id("tenure", "wang", number)} for number in (0, 1)
        ],
        "actors": {"tass": NEW_ACTORS["tass"]},
        "sources": {},
    }


# --- The archives of the past ---------------------------------------------------------------------
def lacking(value, declared) -> set[str]:
    """The members of today that a document lacks, or a document in it."""
    names = members_of(declared)
    found = {f"{declared.__name__}.{name}" for name in names.keys() - value.keys()}
    for name, member in names.items():
        inner, held = member.document, value.get(name)
        if inner is None or held is None or name in WORKED_OUT:
            continue
        origin = get_origin(member.type)
        parts = held if origin is list else held.values() if origin is dict else [held]
        for part in parts:
            found |= lacking(part, inner)
    return found


@EACH
def test_archived_document_lacks_what_was_only_added_or_is_worked_out(archive):
    kinds = {kind.__name__: kind for kind in PUBLIC}
    added = {
        f"{kind.__name__}.{name}"
        for kind in documents_in(*PUBLIC)
        for name, member in members_of(kind).items()
        if member.member.since > archive["shape"] or name in WORKED_OUT
    }
    found: set[str] = set()
    for kind, document in documents(archive):
        found |= lacking(upgraded(document, archive["shape"]), kinds[kind])
    assert found - added == set()


@EACH
def test_archived_document_of_today_is_passed_on_as_it_is(archive):
    for kind, document in documents(archive):
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        if kind in {"Event", "Retraction", "Merger"}:
            today = current_record(text)
            assert current_record(today) is today
        else:
            profile = PROFILES[ProfileKind(kind.lower())]
            today = current_profile(text, profile)
            assert current_profile(today, profile) is today


# --- Languages ------------------------------------------------------------------------------------
DAY, MONTH = When.parse("2023-02-21"), When.parse("2023-03")


def said(when: When, *languages: str) -> dict:
    return {"edtf": when.edtf, "timezone": None, "display": when.displays(languages)}


def test_dates_are_worded_in_each_language_wherever_they_stand():
    def told(*languages: str) -> dict:
        source = {"published": said(MONTH, *languages)}
        claims = [{"said": said(DAY, *languages)}, {"said": None}]
        return {"title": "Talks", "claims": claims, "sources": {"a": source}}

    assert with_languages(told("en"), ("en", "de")) == told("en", "de")


def test_period_is_worded_in_each_language():
    old = {"start": said(DAY, "en"), "end": said(MONTH, "en"), "period": {"en": "old"}}
    assert with_languages(old, ("en", "de")) == {
        "start": said(DAY, "en", "de"),
        "end": said(MONTH, "en", "de"),
        "period": periods(DAY, MONTH, ("en", "de")),
    }


def test_what_is_no_date_stays_as_it_is():
    plain = {"display": {"en": "words"}, "names": ["a", 1, None, True]}
    assert with_languages(plain, ("en", "de")) == plain


@pytest.mark.parametrize(
    ("start", "end", "worded"),
    [
        (None, None, {"en": "", "de": ""}),
        (DAY, None, {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"}),
        (
            DAY,
            When.parse("2023-02-23"),
            {"en": "21–23 February 2023", "de": "21.–23. Februar 2023"},
        ),
    ],
)
def test_start_and_end_are_one_period(start, end, worded):
    assert periods(start, end, ("en", "de")) == worded
