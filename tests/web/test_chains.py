"""Who says so, by way of whom: one natural phrase in each language."""

import pytest
from django.utils.translation import override

from events.web.chains import attribution
from tests.web.pages import words

WANG = {
    "id": "2222-2222-2222",
    "name": "Wang Yi",
    "names": {"en": "Wang Yi", "de": "Wang Yi"},
    "kind": "person",
    "url": "/actors/2222-2222-2222/",
}
TASS = {
    **WANG,
    "id": "3333-3333-3333",
    "name": "Tass",
    "names": {"en": "Tass", "de": "Tass"},
    "kind": "organisation",
    "url": "/actors/3333-3333-3333/",
}
REUTERS = {**TASS, "id": "4444-4444-4444", "name": "Reuters", "names": {"en": "Reuters"}}
PAPER = {**TASS, "id": "5555-5555-5555", "name": "The Paper", "names": {"en": "The Paper"}}
UNNAMED = {**PAPER, "kind": "unnamed"}


def source(kind: str = "article", publisher=PAPER, title: str = "Wang in Moscow"):
    return {
        "id": "6666-6666-6666",
        "title": title,
        "kind": kind,
        "language": "",
        "publisher": publisher,
        "url": "/sources/6666-6666-6666/",
    }


def citation(*via, **fields):
    return {"source": source(**fields), "via": list(via)}


def by(actor=None, item=None):
    return {"actor": actor, "source": item, "wording": ""}


CASES = [
    (
        citation(by(TASS)),
        WANG,
        "Wang Yi, according to Tass, in the article Wang in Moscow (The Paper)",
        "Wang Yi, laut Tass, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        citation(),
        WANG,
        "Wang Yi, in the article Wang in Moscow (The Paper)",
        "Wang Yi, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        citation(by(REUTERS), by(TASS)),
        WANG,
        (
            "Wang Yi, according to Tass, as relayed by Reuters,"
            " in the article Wang in Moscow (The Paper)"
        ),
        "Wang Yi, laut Tass, weitergegeben von Reuters, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        citation(by(item=source("agency_report", REUTERS, "Xi to visit"))),
        WANG,
        "Wang Yi, according to Reuters, in the article Wang in Moscow (The Paper)",
        "Wang Yi, laut Reuters, im Artikel Wang in Moscow (The Paper)",
    ),
    (
        citation(by(item=source("agency_report", None, "Xi to visit")), kind="statement"),
        WANG,
        (
            "Wang Yi, according to the agency report Xi to visit,"
            " in the statement Wang in Moscow (The Paper)"
        ),
        (
            "Wang Yi, laut der Agenturmeldung Xi to visit,"
            " in der Erklärung Wang in Moscow (The Paper)"
        ),
    ),
    (
        citation(by(TASS), by(item=source("data_set", None, "Offices"))),
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
        citation(publisher=UNNAMED, kind="post"),
        None,
        "in the post Wang in Moscow",
        "im Beitrag Wang in Moscow",
    ),
]


@pytest.mark.parametrize(("cited", "speaker", "english", "german"), CASES)
def test_chain_reads_naturally(cited, speaker, english, german):
    with override("en"):
        assert words(attribution(cited, speaker=speaker)) == english
    with override("de"):
        assert words(attribution(cited, speaker=speaker)) == german


@pytest.mark.parametrize(
    ("kind", "english", "german"),
    [
        ("article", "in this report", "in diesem Bericht"),
        ("agency_report", "in this report", "in dieser Meldung"),
        ("statement", "in this statement", "in dieser Erklärung"),
        ("document", "in this document", "in diesem Dokument"),
        ("post", "in this post", "in diesem Beitrag"),
        ("data_set", "in this data set", "in diesem Datensatz"),
    ],
)
def test_chain_says_this_where_no_other_is_meant(kind, english, german):
    cited = citation(by(TASS), kind=kind)
    with override("en"):
        assert words(attribution(cited, speaker=WANG, here=True)) == (
            f"Wang Yi, according to Tass, {english}"
        )
    with override("de"):
        assert words(attribution(cited, speaker=WANG, alone=True)) == (
            f"Wang Yi, laut Tass, {german}"
        )


def test_chain_links_each_step_and_keeps_the_past():
    made = attribution(citation(by(TASS)), speaker=WANG, alone=True, suffix="?as_of=2023-03-01")
    assert [part.split('"')[0] for part in made.split('href="')[1:]] == [
        "/actors/2222-2222-2222/?as_of=2023-03-01",
        "/actors/3333-3333-3333/?as_of=2023-03-01",
        "/sources/6666-6666-6666/?as_of=2023-03-01",
    ]


def test_chain_escapes_what_people_wrote():
    made = attribution(citation(title="<script>alert(1)</script>"))
    assert "<script" not in made
    assert words(made) == "in the article <script>alert(1)</script> (The Paper)"
