"""Participants, claims and other dates of an event."""

import pytest

from events.dates import When
from events.models import Claim, ClaimText, Participation
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, places, refused


def claim(desk: Desk, **members) -> dict:
    return {"speaker": desk.actor.pk, "text": "It was so.", "language": "en", **members}


def test_participants_are_written_in_their_order(desk: Desk):
    host = newsroom.actor("Sergei Lavrov")
    event = desk.create(
        participants=[
            {"actor": desk.actor.pk, "role": "visitor", "described_as": "Spitzendiplomat",
             "described_as_language": "DE", "citations": [{"source": desk.source.pk}]},
            {"actor": {"name": "Sergei Lavrov"}},
        ]
    )  # fmt: skip
    first, second = event["participants"]
    assert first["actor"] == {"id": desk.actor.pk, "name": "Wang Yi"}
    assert (first["role"], first["described_as_language"]) == ("visitor", "de")
    assert first["citations"][0]["source"]["id"] == desk.source.pk
    assert (second["actor"]["id"], second["role"], second["tenure"]) == (
        host.pk,
        "participant",
        None,
    )
    turned = desk.change(event, {"participants": [second, first]})
    assert turned["participants"] == [second, first]


def test_participant_stays_the_same_row_by_actor_and_role(desk: Desk):
    event = desk.create(participants=[{"actor": desk.actor.pk, "role": "host"}])
    row = Participation.objects.get()
    part = {"actor": desk.actor.pk, "role": "host", "described_as": "x"}
    desk.change(event, {"participants": [part]})
    assert (Participation.objects.get().pk, Participation.objects.get().described_as) == (
        row.pk,
        "x",
    )


def test_tenure_is_named_by_its_id_or_its_number(desk: Desk):
    tenure = factories.TenureFactory(actor=desk.actor)
    for named in (tenure.public_id, tenure.pk):
        event = desk.create(participants=[{"actor": desk.actor.pk, "tenure": named}])
        assert event["participants"][0]["tenure"] == tenure.public_id


@pytest.mark.parametrize("named", ["2222-2222-2222", 0, -1, 2**64, 1.5, True, ["x"], ""])
def test_tenure_of_nobody_or_of_another_is_refused(desk: Desk, named):
    factories.TenureFactory(pk=1)
    part = {"actor": desk.actor.pk, "tenure": named}
    message = "This actor has no such tenure."
    assert refused(desk.create, participants=[part]) == [("/participants/0/tenure", message)]


def test_office_of_a_public_record_is_not_pinned_where_it_follows_from_the_date(desk: Desk):
    office = factories.OfficeFactory(label="Minister")
    tenure = factories.TenureFactory(actor=desk.actor, office=office, start=When.parse("2020"))
    part = {"actor": desk.actor.pk, "office": "Minister", "tenure": tenure.public_id}
    held = desk.create(start="2023", participants=[part])
    assert held["participants"][0]["tenure"] is None
    before = desk.create(start="2019", participants=[part])
    assert before["participants"][0]["tenure"] == tenure.public_id
    chosen = desk.create(start="2023", participants=[{**part, "office": ""}])
    assert chosen["participants"][0]["tenure"] is None
    del part["office"]
    chosen = desk.create(start="2023", participants=[part])
    assert chosen["participants"][0]["tenure"] == tenure.public_id


def test_claims_are_written_and_keep_their_ids(desk: Desk):
    event = desk.create(
        claims=[
            claim(desk, id="2222-2222-2222", kind="accusation", modality="possible", quote="so",
                  quote_language="en", said="2023-02", texts={"DE": "So war es."}),
            claim(desk),
        ]
    )  # fmt: skip
    first, second = event["claims"]
    assert (first["id"], first["kind"], first["modality"]) == (
        "2222-2222-2222",
        "accusation",
        "possible",
    )
    assert (first["said"]["edtf"], first["texts"]) == ("2023-02", {"de": "So war es."})
    assert (second["kind"], second["modality"], second["said"]) == ("assertion", "asserted", None)
    turned = desk.change(event, {"claims": [second, {**first, "text": "It was much so."}]})
    assert [one["id"] for one in turned["claims"]] == [second["id"], first["id"]]
    assert turned["claims"][1]["text"] == "It was much so."
    bare = [{k: v for k, v in one.items() if k != "id"} for one in turned["claims"]]
    assert desk.change(turned, {"claims": bare}) == turned


def test_claim_that_goes_takes_its_answers_along(desk: Desk):
    event = desk.create(
        claims=[
            claim(desk, id="2222-2222-2222"),
            claim(desk, kind="denial", links=[{"type": "denies", "claim": "2222-2222-2222"}]),
        ]
    )
    left = {**event["claims"][1], "links": []}
    changed = desk.change(event, {"claims": [left]})
    assert [one["id"] for one in changed["claims"]] == [left["id"]]
    assert Claim.objects.count() == 1


def test_text_of_a_claim_in_its_own_language_is_there_once(desk: Desk):
    wrong = claim(desk, texts={"EN": "It was otherwise."})
    message = "This is the language of the original text."
    assert refused(desk.create, claims=[wrong]) == [("/claims/0/texts/EN", message)]
    desk.create(claims=[claim(desk, texts={"EN": "It was so."})])
    assert ClaimText.objects.count() == 1


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"speaker": None}, "/claims/0/speaker"),
        ({"kind": "rumour"}, "/claims/0/kind"),
        ({"text": "x" * 1001}, "/claims/0/text"),
        ({"language": "x"}, "/claims/0/language"),
        ({"texts": {"de": "x" * 1001}}, "/claims/0/texts/de"),
        ({"said": "never"}, "/claims/0/said"),
        ({"said": {"edtf": "2023", "phrase": "x" * 201}}, "/claims/0/said/phrase"),
        ({"id": "x"}, "/claims/0/id"),
        ({"citations": [{}]}, "/claims/0/citations/0/source"),
    ],
)
def test_what_is_wrong_with_a_claim_is_named(desk: Desk, members, place):
    assert places(desk.create, claims=[claim(desk, **members)]) == [place]


def test_claim_of_another_event_is_left_alone(desk: Desk):
    home = desk.create(claims=[claim(desk)])
    shared = {**home["claims"][0], "event": home["id"], "text": "Changed."}
    other = desk.create(claims=[shared, claim(desk, text="Its own.")])
    assert [one["text"] for one in other["claims"]] == ["Its own."]
    assert ClaimText.objects.get(claim=home["claims"][0]["id"]).text == "It was so."


def test_other_dates_are_written_in_their_order(desk: Desk):
    dates = [
        {"kind": "earlier_announced", "start": "2023-02", "note": "At first."},
        {"kind": "differing_account", "start": "2023", "end": "2024", "source": desk.source.pk},
    ]
    event = desk.create(other_dates=dates)
    first, second = event["other_dates"]
    assert (first["start"]["edtf"], first["end"], first["note"]) == ("2023-02", None, "At first.")
    assert (second["end"]["edtf"], second["source"]["id"]) == ("2024", desk.source.pk)
    changed = desk.change(event, {"other_dates": [second]})
    assert changed["other_dates"] == [second]
    assert places(desk.change, changed, {"other_dates": [{"kind": "guess"}, "x"]}) == [
        "/other_dates/0/kind",
        "/other_dates/1",
    ]
    assert refused(desk.change, changed, {"other_dates": [{"kind": "differing_account"}]}) == [
        ("/other_dates/0", "Give the date.")
    ]
