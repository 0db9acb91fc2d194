"""Citations keep their public ids, and chains stand in their order."""

import pytest

from events.models import Citation, Hop
from tests import factories
from tests.editorial.drafts.conftest import Desk, places, refused


@pytest.fixture
def event(desk: Desk) -> dict:
    chain = [
        {"actor": desk.actor.pk, "wording": "laut Tass"},
        {"source": factories.SourceFactory(title="A wire").pk},
    ]
    return desk.create(
        citations=[
            {"source": desk.source.pk, "quote": "one", "quote_language": "DE", "via": chain},
            {"source": desk.source.pk, "field": "start", "stance": "supports", "confidence": "low"},
        ]
    )


def test_citations_come_back_as_they_were_sent(desk: Desk, event):
    first, second = event["citations"]
    assert first == {
        "id": first["id"], "field": "", "quote": "one", "quote_language": "de", "locator": "",
        "stance": "reports", "confidence": "medium",
        "source": {"id": desk.source.pk, "title": "A report"},
        "via": [
            {"actor": {"id": desk.actor.pk, "name": "Wang Yi"}, "source": None,
             "wording": "laut Tass"},
            {"actor": None, "source": first["via"][1]["source"], "wording": ""},
        ],
    }  # fmt: skip
    assert (second["field"], second["stance"], second["confidence"]) == ("start", "supports", "low")
    assert [row.public_id for row in Citation.objects.order_by("position")] == [
        first["id"],
        second["id"],
    ]


def test_citation_with_its_id_is_changed_and_may_move(desk: Desk, event):
    first, second = event["citations"]
    rows = {row.public_id: row.pk for row in Citation.objects.all()}
    changed = desk.change(event, {"citations": [second, {**first, "quote": "two"}]})
    assert [one["id"] for one in changed["citations"]] == [second["id"], first["id"]]
    assert changed["citations"][1]["quote"] == "two"
    assert {row.public_id: row.pk for row in Citation.objects.all()} == rows


def test_citations_without_ids_take_those_that_are_alike(desk: Desk, event):
    bare = [{k: v for k, v in one.items() if k != "id"} for one in event["citations"]]
    assert desk.change(event, {"citations": bare}) == event
    third = {"source": desk.source.pk, "field": "end"}
    changed = desk.change(event, {"citations": [third, *bare]})
    assert [one["id"] for one in changed["citations"]][1:] == [
        one["id"] for one in event["citations"]
    ]


def test_alike_citation_that_is_named_is_not_taken_by_another(desk: Desk, event):
    first, second = event["citations"]
    twin = {"source": desk.source.pk, "quote": "another"}
    changed = desk.change(event, {"citations": [twin, first, second]})
    assert len({one["id"] for one in changed["citations"]}) == 3
    assert changed["citations"][1] == first


def test_new_citation_may_bring_its_id_along(desk: Desk):
    made = desk.create(citations=[{"id": "2222-2222-2222", "source": desk.source.pk}])
    assert made["citations"][0]["id"] == "2222-2222-2222"


@pytest.mark.parametrize(
    ("ids", "problems"),
    [
        (["17"], [("/citations/0/id", "This is not an id. Ids look like bq4d-7hkm-x2tz.")]),
        ([17], [("/citations/0/id", "A text is expected here.")]),
        (["2222-2222-2222"] * 2, [("/citations/1", "This is a duplicate.")]),
    ],
)
def test_id_that_is_none_or_there_twice_is_refused(desk: Desk, ids, problems):
    cited = [{"id": public_id, "source": desk.source.pk} for public_id in ids]
    assert refused(desk.create, citations=cited) == problems


def test_id_of_a_citation_of_another_record_is_refused(desk: Desk, event):
    taken = event["citations"][0]["id"]
    cited = [{"source": desk.source.pk}, {"id": taken, "source": desk.source.pk}]
    message = "This id belongs to another record."
    assert refused(desk.create, citations=cited) == [("/citations/1/id", message)]
    assert refused(desk.change, event, {"participants": [
        {"actor": desk.actor.pk, "citations": [{"id": taken, "source": desk.source.pk}]}]}) == [
        ("/participants/0/citations/0/id", message)]  # fmt: skip


def test_chain_is_replaced_in_its_order(desk: Desk, event):
    first, second = event["citations"]
    turned = {**first, "via": list(reversed(first["via"]))}
    changed = desk.change(event, {"citations": [turned, second]})
    assert changed["citations"][0]["via"] == turned["via"]
    shorter = {**first, "via": []}
    changed = desk.change(changed, {"citations": [shorter, second]})
    assert (changed["citations"][0]["via"], Hop.objects.count()) == ([], 0)


def test_what_is_wrong_with_a_citation_or_a_hop_is_named(desk: Desk):
    cited = [
        {"source": desk.source.pk, "stance": "odd", "via": [{"wording": "x"}]},
        {"quote": "x"},
        "x",
    ]
    assert places(desk.create, citations=cited) == [
        "/citations/0/stance",
        "/citations/1/source",
        "/citations/2",
    ]
    hop = {"actor": desk.actor.pk, "source": desk.source.pk}
    cited = [{"source": desk.source.pk, "via": [hop]}]
    assert refused(desk.create, citations=cited) == [
        ("/citations/0/via/0", "Name either an actor or a source.")
    ]
