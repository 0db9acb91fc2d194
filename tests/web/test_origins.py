"""Where the knowledge comes from, in words."""

import pytest
from django.utils.translation import override

from events.web.origins import origins_in_words, reason
from tests.web import records
from tests.web.pages import words

TASS = records.hop(records.actor("Tass"))


def event(*citations, **sources):
    return records.event(citations=list(citations), sources=sources)


def shown(made, suffix=None) -> str:
    return words(origins_in_words(made.origins, made, suffix))


def from_papers(*names):
    """An event that one item of each of these publishers reports."""
    items = {f"Item {place}": records.named_source(name) for place, name in enumerate(names)}
    return records.event(citations=[records.citation(item) for item in items], sources=items)


CASES = [
    (
        event(records.citation(stance="disputes")),
        "no origin that supports it",
        "keine Ursprungsquelle, die es stützt",
        "",
    ),
    (
        from_papers("The Paper"),
        "one origin: The Paper",
        "eine Ursprungsquelle: The Paper",
        "",
    ),
    (
        event(records.citation("Report", TASS)),
        "one origin: Tass, by way of one report",
        "eine Ursprungsquelle: Tass, auf dem Weg über einen Bericht",
        "",
    ),
    (
        event(
            records.citation("Report", TASS),
            records.citation("Second", TASS),
            Second=records.named_source(),
        ),
        "one origin: Tass, by way of two reports",
        "eine Ursprungsquelle: Tass, auf dem Weg über zwei Berichte",
        "Several reports go back to the same agency.",
    ),
    (
        from_papers("The Paper", "The Paper"),
        "one origin: The Paper",
        "eine Ursprungsquelle: The Paper",
        "Several items come from the same publisher.",
    ),
    (
        event(records.citation(), records.citation(locator="¶ 2")),
        "one origin: Report",
        "eine Ursprungsquelle: Report",
        "The same item is cited several times.",
    ),
    (
        from_papers("X", "Y"),
        "two independent origins: X and Y",
        "zwei unabhängige Ursprungsquellen: X und Y",
        "Each citation has an origin of its own.",
    ),
    (
        from_papers("A", "B", "C"),
        "three independent origins: A, B and C",
        "drei unabhängige Ursprungsquellen: A, B und C",
        "Each citation has an origin of its own.",
    ),
    (
        from_papers(*"ABCD"),
        "four independent origins: A, B, C and 1 other",
        "vier unabhängige Ursprungsquellen: A, B, C und 1 weitere",
        "Each citation has an origin of its own.",
    ),
    (
        from_papers(*"ABCDEFG"),
        "7 independent origins: A, B, C and 4 others",
        "7 unabhängige Ursprungsquellen: A, B, C und 4 weitere",
        "Each citation has an origin of its own.",
    ),
]


@pytest.mark.parametrize(("made", "english", "german", "why"), CASES)
def test_origins_are_counted_named_and_explained(made, english, german, why):
    assert shown(made) == english
    assert reason(made.origins) == why
    with override("de"):
        assert shown(made) == german


def test_item_of_nobody_is_named_by_its_title():
    made = event(records.citation())
    assert origins_in_words(made.origins, made) == "one origin: <q><bdi>Report</bdi></q>"


def test_names_are_in_the_readers_language_and_lead_to_who_they_are():
    made = records.event(
        citations=[records.citation("Report", TASS)],
        actors={"Tass": records.named_actor(de="TASS", en="Tass")},
    )
    with override("de"):
        found = origins_in_words(made.origins, made, "?as_of=2023")
    assert f'<a href="{records.actor("Tass").url}?as_of=2023">TASS</a>' in found
    assert "href" not in origins_in_words(made.origins, made)


def test_names_are_escaped():
    made = from_papers("<script>")
    assert "<script" not in origins_in_words(made.origins, made)
