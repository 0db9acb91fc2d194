"""Each member of the declaration is worded: today's in sentences, tomorrow's by their labels."""

from typing import Annotated, Any

import pytest
from django.db.models import TextChoices
from django.utils.translation import override
from msgspec import defstruct, structs

from events import record
from events.record.members import documents_in, member, members_of
from events.timeline.statements import _PARTS, statements
from tests.record.documents import (
    EVENT,
    OTHER,
    REPORT,
    TASS,
    WANG,
    actor,
    citation,
    claim,
    event,
    hop,
    known_source,
    source,
    when,
)
from tests.timeline.records import (
    answer,
    origins,
    other_date,
    participation,
    place,
    reference,
)


def told(of: record.EventRecord, language: str = "en") -> dict[str, tuple[str, str]]:
    """Label and wording by path, of what has words."""
    return {path: (label, text) for path, label, text in statements(of, language) if text}


def texts_of(of: record.EventRecord, language: str = "en") -> dict[str, str]:
    return {path: text for path, (_label, text) in told(of, language).items()}


# Labels and wordings


def test_statements_of_a_plain_event_are_its_texts_choices_and_date():
    assert told(event(summary="They met.")) == {
        "title": ("Title", "Talks"),
        "summary": ("Summary", "They met."),
        "type": ("Type", "Talks"),
        "occurrence": ("Occurrence", "took place"),
        "start": ("Start", "Tuesday, 21 February 2023"),
        "start.basis": ("Start: basis", "stated"),
    }


def test_statements_word_translations_by_language():
    text = record.EventText(title="Gespräche", summary="", origin="translation", translator="Ann")

    found = told(event(texts={"de": text}))

    assert {path: words for path, words in found.items() if path.startswith("texts.")} == {
        "texts.de.title": ("Title (German)", "Gespräche"),
        "texts.de.origin": ("Origin (German)", "translation"),
        "texts.de.translator": ("Translated by (German)", "Ann"),
    }


def test_statements_word_a_date_with_its_phrase_anchor_and_zone():
    date = structs.replace(
        when("2023-02-21"),
        timezone="Europe/Moscow",
        basis="resolved_phrase",
        phrase="am Dienstag",
        anchor="2023-02-22T16:00:00+01:00",
    )

    found = told(event(start=date))

    assert found["start"] == ("Start", "Tuesday, 21 February 2023 (Europe/Moscow)")
    assert found["start.basis"] == ("Start: basis", "resolved phrase")
    assert found["start.phrase"] == ("Start: as written", "am Dienstag")
    assert found["start.anchor"][0] == "Start: counted from"
    assert found["start.anchor"][1].startswith("Wednesday, 22 February 2023, 16:00")


def test_a_date_without_the_language_is_worded_from_its_edtf():
    date = structs.replace(when("2023-02-21"), display={})

    assert texts_of(event(start=date), "de")["start"] == "Dienstag, 21. Februar 2023"


def test_an_anchor_that_cannot_be_read_is_stated_as_it_is():
    date = structs.replace(when("2023-02-21"), anchor="some day")

    assert texts_of(event(start=date))["start.anchor"] == "some day"


def test_statements_word_a_place_as_a_whole():
    at = place(precision="point", latitude=55.75, longitude=37.6)

    assert told(event(place=at))["place"] == ("Place", "Moscow, RU, point, 55.75000 37.60000")
    assert texts_of(event(place=place()), "de")["place"].startswith("Moskau, RU")
    assert texts_of(event(place=place(latitude=1.0)))["place"] == "Moscow, RU, city"


def test_statements_word_participants_in_the_language_of_the_reader():
    part = participation(
        role="speaker", described_as="Chef", office="Minister", offices={"de": "Ministerin"}
    )
    names = {WANG: record.NamedActor(names={"de": "Wang Ji"}, kind="person")}
    path = f"participants.{WANG}.speaker"

    found = event(participants=[part], actors=names)

    assert told(found)[path] == ("Participant", "Wang Yi, speaker, Minister, “Chef”")
    with override("de"):
        assert texts_of(found, "de")[path] == "Wang Ji, Sprecher, Ministerin, „Chef“"


def test_statements_word_other_dates_by_kind_and_date():
    span = other_date(end=when("2023-02-21"), source=source(), note="moved")

    assert told(event(other_dates=[span])) == told(event()) | {
        "other_dates.earlier_announced.2023-02-20": (
            "earlier announced date",
            "Monday, 20 February 2023 – Tuesday, 21 February 2023, Report, moved",
        )
    }
    unknown = other_date(kind="differing_account", start=None, note="later")
    assert texts_of(event(other_dates=[unknown]))["other_dates.differing_account."] == "later"


def test_statements_word_claims_with_what_they_answer():
    accusation = claim("accusation-1", text="Arms", texts={"de": "Waffen"}, kind="accusation")
    links = [
        record.ClaimLink(type="denies", claim="accusation-1", event=EVENT),
        record.ClaimLink(type="repeats", claim="elsewhere", event=OTHER),
    ]
    denial = claim("denial-1", text="None", quote="no", said=when("2023-02-22"), links=links)

    found = told(event(claims=[accusation, denial]))

    assert {path: words for path, words in found.items() if path.startswith("claims.denial")} == {
        "claims.denial-1": ("Claim", "Wang Yi: None"),
        "claims.denial-1.kind": ("Kind of claim", "assertion"),
        "claims.denial-1.modality": ("Modality", "asserted"),
        "claims.denial-1.quote": ("Quote", "“no”"),
        "claims.denial-1.said": ("Said", "Wednesday, 22 February 2023"),
        "claims.denial-1.said.basis": ("Said: basis", "stated"),
        "claims.denial-1.links.denies.accusation-1": ("Answer", "denies: Arms"),
        "claims.denial-1.links.repeats.elsewhere": (
            "Answer",
            "repeats: a claim of another event",
        ),
    }
    german = texts_of(event(claims=[accusation, denial]), "de")
    assert german["claims.accusation-1"] == "Wang Yi: Waffen"


def test_statements_word_the_answers_of_other_events():
    answered = claim("accusation-1", answered_by=[answer(), answer(key="own", edition=None)])

    found = told(event(claims=[answered]))

    answers = {path: words for path, words in found.items() if "answered_by" in path}
    assert answers == {
        "claims.accusation-1.answered_by.denies.denial-1": (
            "Answered by",
            "denies: Tass: No arms (Visit)",
        )
    }
    path = next(iter(answers))
    with override("de"):
        text = texts_of(event(claims=[answered]), "de")[path]
    assert text.endswith("Tass: Keine Waffen (Besuch)")


def test_statements_word_citations_with_source_chain_and_stance():
    known = known_source(actor(TASS, "Tass"), published=when("2023-02-22"), held=False)
    chain = [hop(wording="laut Tass"), hop(actor=actor()), hop(source=source(OTHER, "Wire"))]
    cited = citation(
        via=chain, quote="so", locator="p. 2", stance="disputes", confidence="low", field="start"
    )

    found = told(event(citations=[cited], sources={REPORT: known}))

    assert found["citations.citation-1"] == (
        "Citation",
        (
            "Report, Tass, known only second hand, published: Wednesday, 22 February 2023, "
            "laut Tass, Wang Yi, Wire, “so”, p. 2, disputes, confidence: low, for: start"
        ),
    )
    plain = citation(confidence="", source=source(TASS, "Unknown"))
    assert texts_of(event(citations=[plain]))["citations.citation-1"] == "Unknown"


def test_citations_of_parts_are_under_their_part():
    parts = {
        "participants": [participation(citations=[citation()])],
        "claims": [claim(citations=[citation("citation-2")])],
    }

    paths = set(told(event(**parts)))

    assert f"participants.{WANG}.host.citations.citation-1" in paths
    assert "claims.claim-1.citations.citation-2" in paths


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        (origins(), None),
        (origins("Tass"), "1 (Tass)"),
        (origins("Tass", "Reuters"), "2 (Tass, Reuters)"),
        (
            origins("Tass", why="same_agency"),
            "1 (Tass): several reports go back to the same agency",
        ),
        (origins("Tass", why=""), "1 (Tass)"),
    ],
)
def test_statements_word_origins(counted, expected):
    found = told(event(origins=counted, date_origins=counted, claims=[claim(origins=counted)]))

    assert found.get("origins") == (expected and ("Origins", expected))
    assert found.get("date_origins") == (expected and ("Origins of the date", expected))
    assert found.get("claims.claim-1.origins") == (expected and ("Origins", expected))


def test_origins_are_named_in_the_language_of_the_reader():
    known = record.Origin(name="Tass", actor=TASS, source=None, citations=[], why="separate")
    counted = record.Origins(count=1, of=[known], why="separate")
    names = {TASS: record.NamedActor(names={"de": "TASS (Agentur)"}, kind="organisation")}

    assert texts_of(event(origins=counted, actors=names), "de")["origins"] == "1 (TASS (Agentur))"
    assert texts_of(event(origins=counted), "de")["origins"] == "1 (Tass)"


def test_statements_word_relations_and_storylines():
    story = record.StorylineRef(id=OTHER, title="War", titles={"de": "Krieg"}, url="/storylines/x/")
    relation = record.Relation(type="part_of", event=reference())

    found = event(relations=[relation], storylines=[story])

    assert told(found)[f"relations.part_of.{OTHER}"] == ("part of", "Visit")
    assert told(found)[f"storylines.{OTHER}"] == ("Storyline", "War")
    assert texts_of(found, "de")[f"relations.part_of.{OTHER}"] == "Besuch"
    assert texts_of(found, "de")[f"storylines.{OTHER}"] == "Krieg"


def test_a_word_of_an_older_vocabulary_is_stated_as_it_is():
    assert texts_of(event(occurrence="rumoured"))["occurrence"] == "rumoured"


def test_a_type_without_a_name_in_the_language_is_its_key():
    assert texts_of(event(), "de")["type"] == "talks"


def test_a_tombstone_states_only_that_it_is_one():
    own = event().edition
    gone = record.Retraction(id=EVENT, url="/", retracted=True, edition=own)
    merged = record.Merger(id=EVENT, url="/", merged_into=OTHER, edition=own)

    assert told(gone) == {"retracted": ("Withdrawn", "yes")}
    assert told(merged) == {"merged_into": ("Merged into another event", "yes")}


# What the declaration gives


class Tone(TextChoices):
    CALM = "calm", "in a calm tone"


MEMBERS = [
    ("tone", Annotated[str, member("tone", "How it sounds.", choices=Tone)]),
    ("sealed", Annotated[bool, member("sealed", "Whether it is sealed.")]),
    ("remarks", Annotated[list[str], member("remarks", "Short remarks.")]),
    ("mottos", Annotated[dict[str, str], member("mottos", "By language.")]),
    ("weight", Annotated[int | None, member("weight", "In grams.")]),
]
VALUES = {
    "tone": "calm",
    "sealed": False,
    "remarks": ["one", "two"],
    "mottos": {"en": "peace", "de": "Friede"},
    "weight": None,
}
SAID = {
    "tone": ("Tone", "in a calm tone"),
    "sealed": ("Sealed", "no"),
    "remarks": ("Remarks", "one, two"),
    "mottos": ("Mottos", "peace"),
}


def grown(document: record.Document) -> Any:
    """The same with members that the code does not know."""
    later = defstruct(f"Later{type(document).__name__}", MEMBERS, bases=(type(document),),
                      kw_only=True, frozen=True, gc=False)  # fmt: skip
    return later(**structs.asdict(document), **VALUES)


@pytest.mark.parametrize(
    ("of", "path"),
    [
        (grown(event()), ""),
        (event(claims=[grown(claim())]), "claims.claim-1."),
        (event(participants=[grown(participation())]), f"participants.{WANG}.host."),
        (event(citations=[grown(citation())]), "citations.citation-1."),
        (event(place=grown(place())), "place."),
        (event(other_dates=[grown(other_date())]), "other_dates.earlier_announced.2023-02-20."),
    ],
)
def test_a_new_member_is_worded_by_its_declaration(of, path):
    found = told(of)

    assert {name: found.get(path + name) for name in SAID} == SAID
    assert f"{path}weight" not in found


def test_a_new_member_of_a_source_is_worded_where_it_is_cited():
    found = event(citations=[citation(confidence="")], sources={REPORT: grown(known_source())})

    assert texts_of(found)["citations.citation-1"] == (
        "Report, tone: in a calm tone, sealed: no, remarks: one, two, mottos: peace"
    )


def test_a_new_kind_of_document_is_stated_member_by_member():
    later = grown(event())
    note = defstruct("Note", [("id", MEMBERS[0][1]), *MEMBERS], bases=(record.Document,),
                     kw_only=True, frozen=True, gc=False)  # fmt: skip
    notes = Annotated[list[note], member("notes", "Notes.")]
    kind = defstruct("Noted", [("notes", notes)], bases=(type(later),), kw_only=True, frozen=True)

    found = told(kind(**structs.asdict(later), notes=[note(id="calm", **VALUES)]))

    assert found["notes.calm.sealed"] == ("Sealed", "no")


def test_parts_cover_only_members_that_there_are():
    stale = {
        kind.__name__: part.covers - members_of(kind).keys()
        for kind, part in _PARTS.items()
        if kind is not record.Document and part.covers - members_of(kind).keys()
    }

    assert stale == {}


def test_documents_in_lists_have_a_part_that_tells_them_apart():
    listed = {
        declared.document
        for document in documents_in(record.Event)
        for declared in members_of(document).values()
        if declared.document and str(declared.type).startswith("list[")
    }

    assert listed - {record.Hop, record.Origin} <= _PARTS.keys()
