"""Who says so, by way of whom: one natural phrase in each language."""

import pytest
from django.utils.translation import override

from events.web.chains import attribution
from tests.web import records
from tests.web.pages import words

WANG, TASS, REUTERS = map(records.actor, ("Wang Yi", "Tass", "Reuters"))


def chain(*via, kind="article", publisher="The Paper", title="Wang in Moscow", **context):
    """The chain of a citation of an item of The Paper, which came to it by way of `via`."""
    event = records.event(
        citations=[],
        actors={
            "The Paper": records.named_actor(),
            "Nobody": records.named_actor("unnamed"),
        },
        sources={
            title: records.named_source(publisher, kind=kind),
            "Xi to visit": records.named_source("Reuters", kind="agency_report"),
            "Xi to go": records.named_source(kind="agency_report"),
            "Offices": records.named_source(kind="data_set"),
        },
    )
    return attribution(records.citation(title, *via), event, **context)


def by(who):
    """An agency, or an item by its title."""
    return records.hop(who if who in (TASS, REUTERS) else records.source(who))


CASES = [
    (
        {"via": [by(TASS)]},
        WANG,
        "Wang Yi, according to Tass, in the article Wang in Moscow (The Paper)",
        "Wang Yi, laut Tass, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        {},
        WANG,
        "Wang Yi, in the article Wang in Moscow (The Paper)",
        "Wang Yi, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        {"via": [by(REUTERS), by(TASS)]},
        WANG,
        (
            "Wang Yi, according to Tass, as relayed by Reuters,"
            " in the article Wang in Moscow (The Paper)"
        ),
        "Wang Yi, laut Tass, weitergegeben von Reuters, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        {"via": [by("Xi to visit")]},
        WANG,
        "Wang Yi, according to Reuters, in the article Wang in Moscow (The Paper)",
        "Wang Yi, laut Reuters, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        {"via": [by("Xi to go")], "kind": "statement"},
        WANG,
        (
            "Wang Yi, according to the agency report Xi to go,"
            " in the statement Wang in Moscow (The Paper)"
        ),
        ("Wang Yi, laut der Agenturmeldung Xi to go, in der Erklärung Wang in Moscow (The Paper)"),
    ),
    (
        {"via": [by(TASS), by("Offices")]},
        None,
        (
            "according to the data set Offices, as relayed by Tass,"
            " in the article Wang in Moscow (The Paper)"
        ),
        (
            "laut dem Datensatz Offices, weitergegeben von Tass,"
            " im Artikel Wang in Moscow (The Paper)"
        ),
    ),
    (
        {"publisher": "Nobody", "kind": "post"},
        None,
        "in the post Wang in Moscow",
        "im Beitrag Wang in Moscow",
    ),
]


@pytest.mark.parametrize(("cited", "speaker", "english", "german"), CASES)
def test_chain_reads_naturally(cited, speaker, english, german):
    cited = dict(cited)
    via = cited.pop("via", ())
    with override("en"):
        assert words(chain(*via, speaker=speaker, **cited)) == english
    with override("de"):
        assert words(chain(*via, speaker=speaker, **cited)) == german


@pytest.mark.parametrize(
    ("kind", "english", "german"),
    [
        ("article", "in this report", "in diesem Bericht"),
        ("agency_report", "in this report", "in dieser Meldung"),
        ("statement", "in this statement", "in dieser Erklärung"),
        ("document", "in this document", "in diesem Dokument"),
        ("post", "in this post", "in diesem Beitrag"),
        ("data_set", "in this data set", "in diesem Datensatz"),
        ("hologram", "in this document", "in diesem Dokument"),
    ],
)
def test_chain_says_this_where_no_other_is_meant(kind, english, german):
    with override("en"):
        assert words(chain(by(TASS), kind=kind, speaker=WANG, here=True)) == (
            f"Wang Yi, according to Tass, {english}"
        )
    with override("de"):
        assert words(chain(by(TASS), kind=kind, speaker=WANG, alone=True)) == (
            f"Wang Yi, laut Tass, {german}"
        )


def test_chain_links_each_step_and_keeps_the_past():
    made = chain(by(TASS), speaker=WANG, alone=True, suffix="?as_of=2023-03-01")
    assert [part.split('"')[0] for part in made.split('href="')[1:]] == [
        f"{WANG.url}?as_of=2023-03-01",
        f"{TASS.url}?as_of=2023-03-01",
        f"{records.source('Wang in Moscow').url}?as_of=2023-03-01",
    ]


def test_chain_links_a_named_agency_to_what_it_wrote():
    made = chain(by("Xi to visit"))
    assert f'<a href="{records.source("Xi to visit").url}"><bdi>Reuters</bdi></a>' in made


def test_chain_has_no_link_to_the_source_whose_page_is_read():
    assert "href" not in chain(here=True)


def test_chain_names_people_in_the_readers_language():
    event = records.event(
        citations=[], actors={"Tass": records.named_actor(de="TASS-Agentur", en="Tass")}
    )
    with override("de"):
        made = attribution(records.citation("Report", by(TASS)), event, alone=True)
    assert words(made) == "laut TASS-Agentur, in diesem Bericht"


def test_chain_in_a_language_without_a_grammar_is_english(monkeypatch):
    monkeypatch.setattr("events.web.chains.reader_language", lambda: "fr")
    assert words(chain(by(TASS), alone=True)) == "according to Tass, in this report"


def test_chain_escapes_what_people_wrote():
    made = chain(title="<script>alert(1)</script>")
    assert "<script" not in made
    assert words(made) == "in the article <script>alert(1)</script> (The Paper)"
