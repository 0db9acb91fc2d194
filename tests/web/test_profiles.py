"""What the pages of actors, sources and storylines show."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from events import record
from events.web.profiles import (
    actor_profile,
    actor_row,
    citing_event,
    source_profile,
    storyline_profile,
)
from tests.web import records
from tests.web.pages import words

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)
NAMES = [
    records.actor_name("Nikolai Patrushev"),
    records.actor_name("Николай Патрушев", "ru", script="Cyrl"),
    records.actor_name("Patruschew", "de", kind="transliteration"),
    records.actor_name("NP", kind="short"),
    records.actor_name("The Lubyanka", kind="metonym"),
]
TITLE = {"title": "China und Russland", "introduction": "", "origin": "translation"}


def test_names_say_language_and_script_and_metonyms_stand_apart():
    shown = actor_profile(records.actor_profile(all_names=NAMES))
    assert [(str(name.name), name.about) for name in shown.names] == [
        ("Nikolai Patrushev", "official name, English"),
        ("Николай Патрушев", "official name, Russian, Cyrillic script"),
        ("Patruschew", "transliteration, German"),
        ("NP", "short name, English"),
    ]
    assert [str(name.name) for name in shown.metonyms] == ["The Lubyanka"]
    assert shown.kind == "Person"


def test_row_names_full_names_in_other_languages_alone():
    row = actor_row(records.actor_profile(all_names=NAMES))
    assert [str(name) for name in row.also] == ["Николай Патрушев", "Patruschew"]


def test_row_has_the_office_that_is_still_held():
    offices = [records.tenure("Director", end=records.when("2008-05")), records.tenure()]
    assert actor_row(records.actor_profile(offices=offices)).office == "Secretary"
    assert actor_row(records.actor_profile(offices=offices[:1])).office == ""


@pytest.mark.parametrize(
    ("fields", "since", "until"),
    [
        ({}, "in office since May 2008", ""),
        (
            {"start_means": "cited_since"},
            "cited in this office since May 2008; when it began is not known",
            "",
        ),
        ({"start": None, "end": records.when("2024")}, "", "until 2024"),
    ],
)
def test_first_mention_is_not_a_first_day(fields, since, until):
    (office,) = actor_profile(records.actor_profile(offices=[records.tenure(**fields)])).offices
    assert (office.since, office.until) == (since, until)


def test_office_names_its_body_and_who_says_so():
    held = records.tenure(
        body=records.actor("Russia"), citations=[records.citation()] * 2, offices={"de": "Sekretär"}
    )
    profile = records.actor_profile(
        offices=[held], actors={records.actor("Russia").id: records.named_actor(de="Russland")}
    )
    with override("de"):
        (office,) = actor_profile(profile).offices
    assert (office.name, str(office.body.text)) == ("Sekretär", "Russland")
    assert [words(chain) for chain in office.chains] == ["im Artikel Report"]


def test_source_shows_its_dates_and_versions():
    profile = records.source_profile(
        published=records.when("2023-02-22"), accessed_at="2023-02-23T08:00:00Z",
        revision_of="bcdf-ghjk-mnpq", revisions=["qpnm-kjhg-fdcb"],
    )  # fmt: skip
    shown = source_profile(profile, "?as_of=2023")
    assert (shown.published, shown.modified) == ("Wednesday, 22 February 2023", "")
    assert shown.accessed == "Thursday, 23 February 2023, 08:00 UTC"
    assert shown.revision_of == "/sources/bcdf-ghjk-mnpq/?as_of=2023"
    assert shown.revisions == ("/sources/qpnm-kjhg-fdcb/?as_of=2023",)
    bare = source_profile(records.source_profile())
    assert (bare.accessed, bare.revision_of, bare.revisions) == ("", "", ())


def test_citing_event_says_what_each_citation_is_for():
    wire = records.hop(records.source("Wire"))
    event = records.event(
        citations=[records.citation()],
        participants=[
            records.participation("USA", citations=[records.citation("Report", wire)]),
        ],
        claims=[
            records.claim("USA", "So.", kind="denial", citations=[records.citation("Wire")]),
        ],
        sources={"Wire": records.named_source()},
    )
    shown = citing_event(event, records.source("Wire").id, NOW)
    assert [citation.about for citation in shown.citations] == ["USA takes part", "Denial by USA"]
    assert [citation.chain is None for citation in shown.citations] == [False, True]
    assert shown.citations[0].url.startswith(f"{event.url}talks/#citation-")
    assert [
        citation.about
        for citation in citing_event(event, records.source("Report").id, NOW).citations
    ] == [
        "",
        "USA takes part",
    ]


def test_citing_event_that_is_overdue_says_so():
    event = records.event(occurrence="announced", start=records.when("2023-02-20"))
    assert "has passed" in citing_event(event, records.source("Report").id, NOW).card.caution


def test_storyline_is_shown_in_the_readers_language():
    text = record.StorylineText(**TITLE)
    storyline = records.storyline(introduction="How it began.", texts={"de": text})
    with override("de"):
        shown = storyline_profile(storyline, "?as_of=2023")
    assert str(shown.link.text) == "China und Russland"
    assert str(shown.introduction) == "How it began."
    assert shown.link.url == f"{storyline.url}?as_of=2023"
