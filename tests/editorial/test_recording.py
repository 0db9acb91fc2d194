"""What is kept of each change."""

import itertools
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from events import editorial
from events.editorial import drafts, recording
from events.editorial.recording import (
    BY_KIND,
    KEPT,
    Change,
    by_way_of,
    chain_of,
    content_of,
    record_deletion,
    record_version,
    record_versions,
)
from events.models import Actor, Event, Place, Version, Webhook
from events.record.vocabulary import RecordKind, Way
from tests import factories, newsroom

pytestmark = pytest.mark.django_db
NOW = newsroom.NOW
LATER = NOW + timedelta(hours=1)
TITLES = [f"Title {number}" for number in range(50)]


def document(**members):
    return {"title": "Talks", "language": "en", "type": "talks", **members}


def created(**members):
    factories.EventTypeFactory(key="talks")
    return editorial.create_event(document=document(**members), editor=newsroom.editor(), now=NOW)


def changed(event, **act):
    return editorial.change_event(
        pk=event["id"],
        editor=newsroom.editor(),
        now=LATER,
        expected_version=event["version"],
        **act,
    )


def stored(pk, kind=RecordKind.EVENT):
    rows = Version.objects.filter(kind=kind, record=pk).order_by("number")
    return [(row.number, row.verb, row.way, row.reason) for row in rows]


def read(pk, number=None, kind=RecordKind.EVENT):
    return content_of(BY_KIND[kind], chain_of(kind, pk, number))


def test_each_change_leaves_a_row_that_says_who_when_why_and_the_whole_document():
    event = created(summary="First.")
    changed(event, document={"summary": "Second."}, reason="Tass says so")
    assert stored(event["id"]) == [
        (1, "created", "desk", ""),
        (2, "changed", "desk", "Tass says so"),
    ]
    last = Version.objects.get(record=event["id"], number=2)
    assert (last.editor, last.at, last.whole) == (newsroom.editor(), LATER, False)
    assert last.content == '{"set":{"summary":"Second."}}'
    assert read(event["id"], 1) == event
    assert read(event["id"]) == drafts.desk_event(event["id"])


def test_any_version_of_many_is_read_from_few_rows():
    shown = [created()]
    for title in TITLES:
        shown.append(changed(shown[-1], document={"title": title}))
    for number, was in enumerate(shown, 1):
        chain = chain_of(RecordKind.EVENT, was["id"], number)
        assert len(chain) <= recording.WHOLE_EVERY
        assert content_of(KEPT[Event], chain) == was
    assert Version.objects.filter(whole=True).exclude(kind="event_type").count() == 3


def test_document_that_changes_nothing_leaves_no_version():
    event = created()
    changed(event, document={"title": "Talks"})
    assert len(stored(event["id"])) == 1


def test_record_of_before_is_kept_as_it_was_found():
    event = newsroom.draft_event("Talks of before")
    before = drafts.desk_event(event.pk)
    Version.objects.all().delete()
    editorial.change_event(
        pk=event.pk, document={"title": "New"}, editor=newsroom.editor(), now=NOW,
        expected_version=1,
    )  # fmt: skip
    assert [row[:2] for row in stored(event.pk)] == [(1, "found"), (2, "changed")]
    assert read(event.pk, 1)["title"] == "Talks of before" == before["title"]
    assert Version.objects.get(number=1).editor is None


def test_verbs_of_the_workflow_are_versions_too():
    event = newsroom.draft_event()
    for act, text in ((editorial.submit, {}), (editorial.send_back, {"reason": "A source?"})):
        event.refresh_from_db()
        act(
            event_id=event.pk, editor=newsroom.reviewer(), now=NOW,
            expected_version=event.version, **text,
        )  # fmt: skip
    newsroom.publish(event)
    assert [row[1] for row in stored(event.pk)][-3:] == ["submitted", "sent_back", "published"]
    assert [read(event.pk, number)["state"] for number in (2, 3, 4)] == [
        "in_review", "draft", "published",
    ]  # fmt: skip


def test_way_is_that_of_the_interface():
    with by_way_of(Way.API):
        event = created()
    with pytest.raises(ZeroDivisionError), by_way_of(Way.IMPORT):
        raise ZeroDivisionError
    changed(event, document={"title": "New"})
    assert [row[2] for row in stored(event["id"])] == ["api", "desk"]


def test_refused_change_leaves_no_version():
    event = created()
    with pytest.raises(editorial.EditorialError):
        changed(event, document={"type": "gone"})
    assert len(stored(event["id"])) == 1


def test_records_made_beside_an_event_are_kept():
    created(place={"name": "Moscow", "country": "RU", "precision": "city"})
    place = Place.objects.get()
    assert stored(place.pk, "place") == [(1, "created", "desk", "")]
    assert read(place.pk, kind=RecordKind.PLACE)["name"] == "Moscow"


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_versions_of_every_kind_can_be_read_again(model):
    record = MAKE[model]()
    record_version(record, Change(newsroom.editor(), NOW))
    expected = KEPT[model].documents([record.pk])[str(record.pk)]
    found = read(record.pk, kind=KEPT[model].kind)
    for name in ("version", "updated_at"):
        expected.pop(name, None)
        found.pop(name, None)
    assert found == expected
    assert str(found)


def _webhook():
    return Webhook.objects.create(
        name="Archive", url="https://a.test/", secret="whsec_x", created_by=newsroom.editor()
    )


def _token():
    return editorial.create_token(
        user=newsroom.administrator(), name="archive", scopes=["read"], now=NOW,
        expires_at=LATER,
    )  # fmt: skip


def _group():
    group = Group.objects.create(name="Guests")
    group.permissions.set(Group.objects.get(name="Editor").permissions.all()[:2])
    return group


MAKE = dict(
    zip(
        KEPT,
        (
            lambda: newsroom.linked_event(publish_it=False),
            lambda: newsroom.actor("Wang Yi"),
            factories.OfficeFactory,
            factories.PlaceFactory,
            factories.SourceFactory,
            factories.StorylineFactory,
            factories.EventTypeFactory,
            _webhook,
            _token,
            _group,
        ),
        strict=True,
    )
)


def test_no_secret_is_kept():
    webhook, token = _webhook(), _token()
    record_versions([webhook], Change(newsroom.editor(), NOW))
    kept = " ".join(Version.objects.values_list("content", flat=True))
    assert token.name in kept
    for secret in (webhook.secret, token.digest, token.plaintext):
        assert secret not in kept


def test_deletion_is_the_last_version_and_a_new_record_with_the_id_counts_on():
    event = created()
    record_deletion([Event.objects.get(pk=event["id"])], Change(newsroom.editor(), LATER))
    Event.objects.get(pk=event["id"]).delete()
    again = editorial.create_event(
        document=document(id=event["id"]), editor=newsroom.editor(), now=LATER
    )
    assert again["version"] == 3 == Event.objects.get().version
    assert [row[:2] for row in stored(event["id"])] == [
        (1, "created"), (2, "deleted"), (3, "created"),
    ]  # fmt: skip


def test_many_first_versions_cost_as_many_queries_as_one(django_assert_num_queries):
    actors = [newsroom.actor(f"Actor {number}") for number in range(4)]
    Version.objects.all().delete()
    change = Change(newsroom.editor(), NOW)
    for some in (actors[:1], actors[1:]):
        # What is known, the actors, names and tenures, and the new rows.
        with django_assert_num_queries(5):
            record_versions(some, change)
    assert Version.objects.filter(kind="actor").count() == Actor.objects.count() == 4


def test_numbers_are_those_of_the_record():
    event = newsroom.linked_event()
    rows = Version.objects.filter(kind="event", record=event.pk).order_by("number")
    numbers = [row.number for row in rows]
    assert all(later == earlier + 1 for earlier, later in itertools.pairwise(numbers))
    assert numbers[-1] == Event.objects.get(pk=event.pk).version


@pytest.mark.parametrize("content", ["{", "[]", '{"patch": {"nothing": {"list": [7]}}}', "null"])
def test_damaged_version_stops_no_save_and_is_followed_by_a_whole_one(content, caplog):
    event = created()
    event = changed(event, document=document(title="Visit"))
    Version.objects.filter(record=event["id"], number=2).update(content=content)
    changed(event, document=document(title="Summit"))
    titles = [read(event["id"], number).get("title") for number in (1, 2, 3)]
    assert titles == ["Talks", None, "Summit"]
    assert f"Version 2 of event {event['id']} cannot be read" in caplog.text
