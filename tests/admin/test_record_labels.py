"""Labels of records."""

import pytest
from django.utils.translation import override

from events.admin.record_labels import prefetch_for_labels, record_label
from events.dates import When
from events.models import Claim, EventType, Source, Tenure
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


def test_label_of_an_actor_has_its_kind():
    assert record_label(factories.ActorFactory(label="Russia", kind="state")) == "Russia (state)"


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "Report"),
        ({"published": When.parse("2023-02")}, "Report (February 2023)"),
        ({"held": False}, "Report (not held)"),
    ],
)
def test_label_of_a_source(fields, label):
    assert record_label(factories.SourceFactory(title="Report", **fields)) == label


def test_label_of_a_source_has_its_publisher():
    tass = newsroom.actor("Tass", kind="organisation")
    source = factories.SourceFactory(title="Report", publisher=tass, held=False)
    assert record_label(source) == "Report (Tass, not held)"


def test_label_of_an_event_has_its_dates():
    event = factories.EventFactory(label="Talks", start=When.parse("2023-02-20"))
    assert record_label(event) == "Talks (Monday, 20 February 2023)"
    event.end = When.parse("2023-02-22")
    assert record_label(event) == "Talks (20–22 February 2023)"
    event.start = event.end = None
    assert record_label(event) == "Talks"


def test_label_of_a_tenure_has_office_actor_and_dates():
    tenure = factories.TenureFactory(actor__label="Lavrov", start=When.parse("2004"))
    assert record_label(tenure) == "Minister of Foreign Affairs, Lavrov (2004)"
    tenure.start = None
    assert record_label(tenure) == "Minister of Foreign Affairs, Lavrov"


def test_label_of_a_claim_has_its_text_else_its_quote():
    claim = factories.ClaimFactory(speaker__label="Wang Yi", kind="denial", quote="Nein")
    assert record_label(claim) == "denial – Wang Yi: Nein"
    factories.ClaimTextFactory(claim=claim, text="It will not happen.")
    factories.ClaimTextFactory(claim=claim, language="de", text="Das geschieht nicht.")
    assert record_label(claim) == "denial – Wang Yi: It will not happen."
    with override("de"):
        assert record_label(claim) == "Dementi – Wang Yi: Das geschieht nicht."
    claim.texts.update(text="x" * 200)
    assert len(record_label(claim)) == 90


def test_label_of_a_citation_has_its_chain():
    citation = factories.CitationFactory(source__title="Report", event=factories.EventFactory())
    factories.HopFactory(citation=citation, actor=newsroom.actor("Tass"))
    stub = factories.SourceFactory(title="Wire", held=False)
    factories.HopFactory(citation=citation, source=stub, position=1)
    assert record_label(citation) == "Report ← Tass ← Wire"


def test_labels_of_rows():
    event = newsroom.linked_event("Talks", publish_it=False)
    link = event.claims.get(kind="denial").links.get()
    accusation = "accusation – Speaker of Talks: Accusation in Talks"
    assert record_label(link) == f"denies: {accusation}"
    assert record_label(event.relations.get()) == "part of: Visit around Talks"
    assert record_label(event.participations.get(role="host")) == "Host of Talks (host)"
    assert record_label(event.texts.get(language="de")) == "Talks (deutsch)"


def test_labels_need_no_query_each(django_assert_num_queries):
    for number in range(3):
        newsroom.linked_event(f"Talks {number}", publish_it=False)
        factories.EventTypeNameFactory(type=factories.EventTypeFactory(key=f"talks_{number}"))
    for model, queries in ((Claim, 2), (EventType, 2), (Source, 1), (Tenure, 1)):
        with django_assert_num_queries(queries):
            labels = [record_label(record) for record in prefetch_for_labels(model.objects.all())]
        assert len(labels) >= 3
