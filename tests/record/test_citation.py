"""Citations, the chain behind them, and the origins that they lead to."""

import pytest

from events.record import Citation, Origin, Origins
from events.record.members import members_of
from events.record.schema import schemas_of
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import REPORT, TASS, actor, citation, hop, source

CITED = citation(
    "p4qr-8stv-2wxz",
    field="start",
    quote="am Dienstag",
    quote_language="de",
    locator="§ 3",
    stance="supports",
    confidence="high",
    via=[hop(actor=actor(TASS, "Tass"), wording="laut Tass"), hop(source=source())],
)
ORIGIN = Origin(
    name="Tass", actor=TASS, source=None, citations=["p4qr-8stv-2wxz"], why="same_agency"
)
ORIGINS = Origins(count=1, of=[ORIGIN], why="same_agency")


def test_citation_is_written_with_its_chain_from_the_source_outwards():
    assert value_of(CITED) == {
        "id": "p4qr-8stv-2wxz",
        "field": "start",
        "quote": "am Dienstag",
        "quote_language": "de",
        "locator": "§ 3",
        "stance": "supports",
        "confidence": "high",
        "source": {"id": REPORT, "title": "Report", "url": f"/sources/{REPORT}/"},
        "via": [
            {
                "actor": {"id": TASS, "name": "Tass", "url": f"/actors/{TASS}/"},
                "source": None,
                "wording": "laut Tass",
            },
            {
                "actor": None,
                "source": {"id": REPORT, "title": "Report", "url": f"/sources/{REPORT}/"},
                "wording": "",
            },
        ],
    }


@pytest.mark.parametrize("document", [CITED, CITED.via[0], ORIGIN, ORIGINS])
def test_document_is_read_as_it_was_written_and_lacks_nothing(document):
    assert read_again(document) == document
    assert not_required(document) == {}


def test_fault_in_a_chain_is_told_with_its_place():
    short = value_of(CITED.via[0])
    del short["wording"]
    assert fault(CITED, via=[short]) == "Object missing required field `wording` - at `$.via[0]`"
    assert fault(CITED, source=None) == "Expected `object`, got `null` - at `$.source`"
    assert fault(ORIGINS, of=[{**value_of(ORIGIN), "citations": [7]}]) == (
        "Expected `str`, got `int` - at `$.of[0].citations[0]`"
    )


def test_citation_has_a_public_id_that_the_desk_keeps_in_another_column():
    assert members_of(Citation)["id"].member.column == "public_id"


def test_confidence_may_be_left_open_and_the_stance_may_not():
    properties = schemas_of([Citation])["Citation"]["properties"]
    assert properties["confidence"]["enum"] == ["", "high", "medium", "low"]
    assert properties["stance"]["enum"] == ["reports", "supports", "disputes"]
