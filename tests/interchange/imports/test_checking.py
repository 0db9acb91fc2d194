"""The check in parts finds what writing the whole file in one transaction would."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from events.interchange.imports import Options, Outcome, read_rows, run_rows
from events.interchange.imports.checking import Check
from events.interchange.imports.ordering import units
from events.interchange.imports.writing import Writer, doubled
from events.models import Actor, Event, Office, Place, Source, Storyline
from events.record.identity import new_public_id
from events.search.turns import Pace
from tests import newsroom
from tests.api.importing import line
from tests.interchange.imports.files import IDS, ndjson, problems, results
from tests.newsroom import NOW

pytestmark = pytest.mark.usefixtures("talks")
Rows = list[dict[str, Any]]
BAD = {"type": "No key"}


def checked(file: Rows, *, make_missing: bool = False, size: int = 1) -> list[Outcome]:
    """The outcomes of a check in parts of so many units, and nothing is left of it."""
    rows = read_rows(ndjson(file), "ndjson")
    ordered = units(rows)
    writer = Writer(newsroom.administrator(), NOW, make_missing, doubled(rows))
    check = Check(rows, ordered, writer, [])
    before = everything()
    outcomes: list[Outcome] = []
    for start in range(0, len(ordered), size):
        pace = Pace(began=float("inf"))
        outcomes += check.carry_out(ordered[start : start + size], pace)
    assert everything() == before
    return sorted(outcomes, key=lambda outcome: outcome.number)


def everything() -> list[Any]:
    models: Sequence[Any] = (Event, Actor, Source, Place, Office, Storyline)
    return [list(model.objects.order_by("pk").values()) for model in models]


def written(file: Rows, **options: bool) -> list[Outcome]:
    return run_rows(
        read_rows(ndjson(file), "ndjson"),
        editor=newsroom.administrator(),
        now=NOW,
        options=Options(all_or_none=False, **options),
    )


def told(outcomes: list[Outcome]) -> list[tuple[Any, ...]]:
    return [(one.number, one.key, one.result.value, one.event, one.problems) for one in outcomes]


def agree(file: Rows, *, make_missing: bool = False) -> list[Outcome]:
    """The outcomes of the check, which are those of a dry run in one transaction."""
    expected = told(written(file, dry_run=True, make_missing=make_missing))
    for size in (1, 3, len(file)):
        found = checked(file, make_missing=make_missing, size=size)
        assert told(found) == expected
    return found


def follows(*events: str) -> Rows:
    return [{"type": "follows", "event": event} for event in events]


def claim(public_id: str, speaker: str, *answered: str, **more: Any) -> dict[str, Any]:
    links = [{"type": "denies", "claim": other} for other in answered]
    said = {"id": public_id, "speaker": speaker, "text": "No.", "language": "en"}
    return {**said, "links": links, **more}


def test_rows_refer_to_rows_of_earlier_parts():
    file = [
        {**line("a"), "id": IDS[0], "relations": follows(IDS[1])},
        {**line("b"), "id": IDS[1], "relations": follows(IDS[2])},
        {**line("c"), "id": IDS[2]},
        line("d", relations=follows(IDS[0], IDS[2])),
    ]
    assert results(agree(file)) == ["created"] * 4


def test_row_that_refers_to_a_rejected_row_of_an_earlier_part_is_rejected():
    file = [
        {**line("a", **BAD), "id": IDS[0]},
        {**line("b", relations=follows(IDS[0])), "id": IDS[1]},
        line("c", relations=follows(IDS[1])),
    ]
    outcomes = agree(file)
    assert results(outcomes) == ["rejected"] * 3
    assert [place for _number, place, _detail in problems(outcomes)] == [
        "/type",
        "/relations/0/event",
        "/relations/0/event",
    ]


def test_claims_answer_claims_of_earlier_parts():
    speaker = newsroom.actor("Wang Yi").pk
    [first, second, third] = [new_public_id() for _n in range(3)]
    file = [
        {**line("a", claims=[claim(first, speaker)]), "id": IDS[0]},
        {**line("b", claims=[claim(second, speaker, first, also_about=[IDS[0]])]), "id": IDS[1]},
        line("c", claims=[{"id": first, "event": IDS[0]}, claim(third, speaker, second)]),
    ]
    assert results(agree(file)) == ["created"] * 3


def test_id_of_a_claim_in_an_earlier_part_is_taken():
    speaker = newsroom.actor("Wang Yi").pk
    public_id = new_public_id()
    file = [line(key, claims=[claim(public_id, speaker)]) for key in "ab"]
    assert problems(agree(file)) == [(2, "/claims/0/id", "This id belongs to another record.")]


def test_claim_that_an_earlier_part_removes_is_gone():
    speaker = newsroom.actor("Wang Yi").pk
    first, second = new_public_id(), new_public_id()
    written([line("a", claims=[claim(first, speaker)]), line("b")])
    file = [line("a", claims=[]), line("b", claims=[claim(second, speaker, first)])]
    assert problems(agree(file)) == [
        (2, "/claims/0/links/0/claim", "There is no claim with this id.")
    ]


def test_claim_is_removed_after_an_earlier_part_has_removed_its_answer():
    speaker = newsroom.actor("Wang Yi").pk
    first, second = new_public_id(), new_public_id()
    written([line("a", claims=[claim(first, speaker)])])
    written([line("b", claims=[claim(second, speaker, first)])])
    assert results(agree([line("b", claims=[]), line("a", claims=[])])) == ["updated"] * 2
    assert results(agree([line("a", claims=[]), line("b", claims=[])])) == ["rejected", "updated"]


def test_what_earlier_parts_create_is_there():
    actor, source, place = [new_public_id() for _n in range(3)]
    named = {"role": "host", "actor": {"id": actor, "name": "Wang Yi"}}
    report = {"id": source, "title": "A report", "canonical_url": "https://example.org/a"}
    file = [
        line("a", participants=[named], citations=[{"source": report}], place={"name": "Moscow"}),
        line("b", participants=[{"role": "host", "actor": actor}]),
        line("c", participants=[{"role": "host", "actor": {"name": "wang yi"}}]),
        line("d", citations=[{"source": {"canonical_url": "https://example.org/a"}}]),
        line("e", citations=[{"source": source}], place={"id": place, "name": "Kyiv"}),
        line("f", place={"id": place}),
        line("g", type="summit", participants=[named]),
        line("h", type="summit"),
    ]
    assert results(agree(file, make_missing=True)) == ["created"] * 8


def test_two_actors_of_one_name_in_earlier_parts_are_ambiguous():
    people = [{"id": new_public_id(), "name": "Wang Yi"} for _n in range(2)]
    file = [line(str(n), participants=[{"role": "host", "actor": p}]) for n, p in enumerate(people)]
    file.append(line("c", participants=[{"role": "host", "actor": {"name": "Wang Yi"}}]))
    outcomes = agree(file, make_missing=True)
    assert results(outcomes) == ["created", "created", "rejected"]


def test_check_stops_when_its_time_is_over():
    rows = read_rows(ndjson([line(key) for key in "abc"]), "ndjson")
    ordered = units(rows)
    check = Check(rows, ordered, Writer(newsroom.administrator(), NOW, False, set()), [])
    assert [one.key for one in check.carry_out(ordered, Pace(began=float("-inf")))] == ["a"]


@pytest.mark.parametrize("make_missing", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_random_files_are_checked_as_they_are_written(seed, make_missing):
    chance = random.Random(seed)
    events, claims = [[new_public_id() for _n in range(10)] for _kind in range(2)]
    people = [newsroom.actor("Wang Yi").pk, newsroom.actor("Tass").pk]
    if make_missing:
        people += [new_public_id(), new_public_id()]

    def actor() -> Any:
        found = chance.choice(people)
        names = ("Lavrov", "Lavrov", "Zakharova")
        return {"id": found, "name": chance.choice(names)} if chance.random() < 0.7 else found

    def row(number: int) -> dict[str, Any]:
        found = {"id": events[number], **line(f"k{number}", title=f"T{chance.randint(1, 2)}")}
        if chance.random() < 0.15:
            found |= BAD
        if chance.random() < 0.5:
            others = chance.sample(events, chance.randint(0, 2))
            found["relations"] = follows(*(other for other in others if other != events[number]))
        if chance.random() < 0.6:
            said = claims[number] if chance.random() < 0.9 else chance.choice(claims)
            answered = chance.sample(claims, chance.randint(0, 2))
            about = chance.sample(events, chance.randint(0, 1))
            found["claims"] = [claim(said, actor(), *answered, also_about=about)]
        if chance.random() < 0.2 and (shared := chance.choice(claims)):
            found.setdefault("claims", []).append(
                {"id": shared, "event": events[claims.index(shared)]}
            )
        if chance.random() < 0.4:
            found["participants"] = [{"role": "host", "actor": actor()}]
        return found

    written([row(number) for number in range(6)], make_missing=make_missing)
    for _round in range(2):
        numbers = chance.sample(range(10), 8)
        agree([row(number) for number in numbers], make_missing=make_missing)
