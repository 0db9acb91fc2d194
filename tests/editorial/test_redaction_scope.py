"""Which rows belong to a redaction."""

import pytest
from django.apps import apps
from django.db import models

from events.editorial.redaction_scope import TABLES, changes, find, rows
from events.models import Claim, Edition, Event, EventText, Participation, Source
from events.record.redaction import redaction_pattern
from tests import factories, newsroom

pytestmark = pytest.mark.django_db
# What is no part of a record: accounts and programs, vocabulary, and what is derived.
OUTSIDE = {
    "ApiToken", "CurrentActor", "Delivery", "EditionActor", "EditionRelation", "EditionSequence",
    "EditionSource", "EditionStoryline", "EditionText", "EventRelation", "EventType",
    "EventTypeName", "FacetCount", "ClaimLink", "SecurityEvent", "StorylinePin",
    "User", "Webhook", "Claim_also_about", "User_groups", "User_user_permissions",
}  # fmt: skip


def found(subject: str, text: str) -> set[tuple[str, str]]:
    """The models and owners of the spots."""
    spots = find(subject, text, redaction_pattern(text))
    return {(spot.model.__name__, spot.owner) for spot in spots}


def test_every_model_is_looked_through_or_left_out_on_purpose():
    models_of = {model.__name__ for model in apps.get_app_config("events").get_models(True)}
    others = {"LogEntry", "Session", "DBTaskResult"}
    inside = {model.__name__ for model in TABLES} - others
    assert models_of - inside == OUTSIDE
    assert inside <= models_of


def test_every_column_with_free_text_is_looked_through():
    """Texts and JSON without a vocabulary, apart from keys, languages and parts of dates."""
    codes = {
        "id", "key", "script", "country", "public_id", "field", "subject", "event", "record",
        "request", "path", "task_path", "queue_name", "backend_name", "exception_class_path",
    }  # fmt: skip
    parts = ("_edtf", "_timezone", "_basis", "language", "_anchor", "_precision", "_key")
    missing = {
        f"{model.__name__}.{column.name}"
        for model, table in TABLES.items()
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField | models.JSONField)
        and not (column.choices or column.name in codes | {"date_key", "sort_key", "object_id"})
        and not (column.name.endswith(parts) or column.name in table.columns)
    }
    # Ids, names of tables and of processes.
    assert missing == {
        "Edition.event_links",
        "ImportRow.made",
        "Redaction.places",
        "DBTaskResult.worker_ids",
    }


def test_only_records_that_are_linked_by_the_text_are_found():
    near, far = newsroom.draft_event("Xylophone"), newsroom.draft_event("Xylophone as well")
    assert found(near.pk, "xylophone") == {("Event", near.pk), ("EventText", near.pk)}
    actor = newsroom.actor("Xylophone player")
    for event in (near, far):
        Participation.objects.create(event=event, actor=actor, role="subject")
    assert {owner for _model, owner in found(near.pk, "xylophone")} == {near.pk, far.pk, actor.pk}


def test_record_that_names_the_subject_without_the_text_leads_no_further():
    near, far = newsroom.draft_event("Xylophone"), newsroom.draft_event("Xylophone as well")
    actor = newsroom.actor("Somebody")
    for event in (near, far):
        Participation.objects.create(event=event, actor=actor, role="subject")
    assert {owner for _model, owner in found(near.pk, "xylophone")} == {near.pk}


def test_changes_keep_to_the_length_of_the_column():
    event = newsroom.draft_event("abc" * 100)
    text = EventText.objects.get(event=event)
    changed, count = changes(text, redaction_pattern("abc"))
    assert (len(changed["title"]), count) == (300, 100 + 100)


def test_unique_address_is_unset_and_text_of_a_claim_replaced():
    source = factories.SourceFactory(url="https://a.test/xylophone")
    claim = factories.ClaimFactory(quote="The xylophone.")
    pattern = redaction_pattern("xylophone")
    assert changes(Source.objects.get(pk=source.pk), pattern) == ({"url": None}, 1)
    assert changes(Claim.objects.get(pk=claim.pk), pattern) == ({"quote": "The [redacted]."}, 1)


def test_rows_come_in_the_order_of_their_keys():
    made = [newsroom.draft_event(f"Event {n}").pk for n in range(3)]
    assert [event.pk for event in rows(Event, sorted(made, reverse=True))] == sorted(made)


def test_edition_counts_once_though_it_is_stored_twice():
    edition = newsroom.publish(newsroom.draft_event("Xylophone"))
    Edition.objects.update(upgraded=edition.document)
    spots = find(edition.event_id, "xylophone", redaction_pattern("xylophone"))
    assert [spot.count for spot in spots if spot.model is Edition] == [2]
