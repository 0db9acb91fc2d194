"""What a row can hold is held by the database itself, whoever writes it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.dates import When
from events.models import Edition, Event, Profile, Source
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def refused_by(make) -> str:
    """The message of the database's refusal."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    return str(refusal.value)


@pytest.mark.parametrize("column", ["start", "end"])
def test_earliest_lies_before_latest(column):
    event = factories.EventFactory(end=When.parse("2023-02-22"))
    change = {f"{column}_latest": getattr(event, f"{column}_earliest")}
    assert f"event_{column}_earliest_before_latest" in refused_by(
        lambda: Event.objects.filter(pk=event.pk).update(**change)
    )


def test_event_does_not_end_before_it_starts():
    assert "event_does_not_end_before_it_starts" in refused_by(
        lambda: factories.EventFactory(start=When.parse("2023-02-22"), end=When.parse("2023-02-20"))
    )


def test_event_with_an_end_has_a_start():
    assert "event_with_end_has_start" in refused_by(
        lambda: factories.EventFactory(start=None, end=When.parse("2023"))
    )


def test_tenure_does_not_end_before_it_starts():
    assert "tenure_does_not_end_before_it_starts" in refused_by(
        lambda: factories.TenureFactory(start=When.parse("2010"), end=When.parse("2009"))
    )


def test_nothing_relates_to_itself():
    event, claim = factories.EventFactory(), factories.ClaimFactory()
    assert "event_relation_not_to_itself" in refused_by(
        lambda: factories.EventRelationFactory(from_event=event, to_event=event)
    )
    assert "claim_link_not_to_itself" in refused_by(
        lambda: factories.ClaimLinkFactory(from_claim=claim, to_claim=claim)
    )


@pytest.mark.parametrize("factory", [factories.EventFactory, factories.ActorFactory])
def test_nothing_is_merged_into_itself(factory):
    record = factory()
    model = type(record)
    assert f"{model._meta.model_name}_not_merged_into_itself" in refused_by(
        lambda: model.objects.filter(pk=record.pk).update(merged_into=record.pk)
    )


@pytest.mark.parametrize("targets", [[], ["event", "claim"]])
def test_citation_belongs_to_exactly_one_record(targets):
    made = {"event": factories.EventFactory(), "claim": factories.ClaimFactory()}
    assert "citation_of_exactly_one_record" in refused_by(
        lambda: factories.CitationFactory(**{name: made[name] for name in targets})
    )


def test_hop_is_an_actor_or_a_source():
    citation = factories.CitationFactory(event=factories.EventFactory())
    assert "hop_is_an_actor_or_a_source" in refused_by(
        lambda: factories.HopFactory(citation=citation)
    )
    assert "hop_is_an_actor_or_a_source" in refused_by(
        lambda: factories.HopFactory(
            citation=citation, actor=factories.ActorFactory(), source=factories.SourceFactory()
        )
    )


def test_two_actors_cannot_have_one_wikidata_id_but_any_number_may_have_none():
    factories.ActorFactory.create_batch(2, wikidata=None)
    factories.ActorFactory(wikidata="Q7747")
    assert "wikidata" in refused_by(lambda: factories.ActorFactory(wikidata="Q7747"))


def test_stub_has_no_content_hash():
    assert "source_stub_has_no_content_hash" in refused_by(
        lambda: factories.SourceFactory(held=False, content_hash="0" * 64)
    )


def test_place_has_both_coordinates_or_none():
    assert "place_has_both_coordinates_or_none" in refused_by(
        lambda: factories.PlaceFactory(latitude=55.75)
    )


def test_event_has_one_original_text_and_one_text_per_language():
    event = factories.EventFactory()
    factories.EventTextFactory(event=event, language="en")
    message = refused_by(lambda: factories.EventTextFactory(event=event, language="de"))
    assert "event" in message
    assert "event" in refused_by(
        lambda: factories.EventTextFactory(event=event, language="en", origin="translation")
    )


def test_event_has_one_standing_edition():
    event = newsroom.published_event()
    edition = event.editions.get()
    assert "event_id" in refused_by(
        lambda: (
            Edition.objects.filter(pk=edition.pk).values().get()
            and Edition.objects.create(
                **{
                    **Edition.objects.filter(pk=edition.pk).values().get(),
                    "seq": 99,
                    "number": 2,
                }
            )
        )
    )


def test_correction_without_note_cannot_be_stored():
    edition = newsroom.published_event().editions.get()
    assert "edition_correction_and_retraction_say_why" in refused_by(
        lambda: Edition.objects.filter(pk=edition.pk).update(kind="corrected")
    )


def test_edition_is_superseded_after_it_was_made():
    edition = newsroom.published_event().editions.get()
    assert "edition_superseded_after_it_was_made" in refused_by(
        lambda: Edition.objects.filter(pk=edition.pk).update(superseded_at=NOW)
    )


def test_subject_has_one_standing_profile():
    profile = Profile.objects.filter(
        subject=newsroom.published_event().citations.get().source_id
    ).get()
    profile.pk = None
    assert "subject" in refused_by(profile.save)


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org:8080/", True),
        ("https://user@example.org/", False),
        ("https://user:secret@example.org/", False),
        ("javascript:alert(1)", False),
        ("ftp://example.org/", False),
        ("//example.org/", False),
    ],
)
def test_web_address_is_plain_http_without_a_user_name(address, valid):
    source = Source(kind="article", title="x", url=address)
    refused = [] if valid else ["url"]
    assert list(problems_of(source)) == refused


def problems_of(source: Source) -> dict[str, list[str]]:
    try:
        source.clean_fields()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}
