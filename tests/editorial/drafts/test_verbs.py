"""Creating and changing: with the right, on the right version, at once or not at all."""

from typing import Any

import pytest

from events import editorial
from events.models import Action, Actor, Event
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, places, refused

PERSON = {"kind": "person", "names": [{"name": "Wang Yi", "language": "en"}]}
SET = "This is read-only. Omit it or send it unchanged."
KINDS = ("event", "actor", "office", "source", "storyline")


def shown(kind: str, desk: Desk) -> dict[str, Any]:
    """A record of each kind, as the desk shows it."""
    documents: dict[str, dict[str, Any]] = {
        "event": desk.minimal(),
        "actor": PERSON,
        "office": {"title": "Minister"},
        "source": {"kind": "article", "title": "Talks"},
        "storyline": {"title": "Visit", "language": "en"},
    }
    create = getattr(editorial, f"create_{kind}")
    made: dict[str, Any] = create(document=documents[kind], **desk.who)
    return made


def change(kind: str, record_id: str, version: int, document: Any, **more: Any) -> dict[str, Any]:
    verb = getattr(editorial, f"change_{kind}")
    who = {"editor": newsroom.editor(), "now": newsroom.NOW, **more}
    changed: dict[str, Any] = verb(pk=record_id, document=document, expected_version=version, **who)
    return changed


@pytest.mark.parametrize("kind", KINDS)
def test_record_that_was_shown_can_be_sent_back_and_nothing_changes(desk: Desk, kind):
    made = shown(kind, desk)
    assert getattr(editorial, f"desk_{kind}")(made["id"]) == made
    for whole in (True, False):
        assert change(kind, made["id"], 1, made, whole=whole) == made
    assert made["version"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_change_raises_the_version_and_says_when(desk: Desk, kind):
    made, later = shown(kind, desk), newsroom.NOW.replace(year=2024)
    member = {"actor": "label"}.get(kind, "title")
    changed = change(kind, made["id"], 1, {member: "Other"}, now=later)
    assert (changed[member], changed["version"]) == ("Other", 2)
    assert changed["updated_at"] == "2024-03-01T12:00:00Z"
    assert getattr(editorial, f"desk_{kind}")(made["id"]) == changed


@pytest.mark.parametrize("kind", KINDS)
def test_change_of_another_version_is_refused_and_nothing_written(desk: Desk, kind):
    made = shown(kind, desk)
    for record_id, version, current in ((made["id"], 7, 1), ("2222-2222-2222", 1, None)):
        with pytest.raises(editorial.StaleVersion) as refusal:
            change(kind, record_id, version, {})
        assert refusal.value.current_version == current
    assert getattr(editorial, f"desk_{kind}")(made["id"]) == made


@pytest.mark.parametrize("kind", KINDS)
def test_record_is_its_own_and_its_version_is_nobodys_to_set(desk: Desk, kind):
    made = shown(kind, desk)
    wrong = {"id": "2222-2222-2222", "version": 2, "no": 1}
    assert refused(change, kind, made["id"], 1, wrong) == [
        ("/version", SET),
        ("/no", "There is no such member."),
        ("/id", "This is the id of another record."),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_new_record_may_bring_its_id_along_but_no_state(desk: Desk, kind):
    made = shown(kind, desk)
    create = getattr(editorial, f"create_{kind}")
    bare = {k: v for k, v in made.items() if k not in {"version", "updated_at"}}
    bare["id"] = "2222-2222-2222"
    again = create(document=bare, **desk.who)
    assert (again["id"], again["version"]) == ("2222-2222-2222", 1)
    assert create(document={**bare, "id": "", "version": 1}, **desk.who)["version"] == 1
    assert refused(create, document=bare, **desk.who) == [
        ("/id", "There is a record with this id already.")
    ]
    for wrong in ({"version": 2}, {"updated_at": made["updated_at"][:-1]}, {"id": "x"}):
        assert places(create, document={**bare, "id": "3333-3333-3333", **wrong}, **desk.who) == [
            f"/{next(iter(wrong))}"
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_account_without_the_right_is_refused(desk: Desk, kind):
    made, guest = shown(kind, desk), factories.UserFactory()
    with pytest.raises(editorial.NotAllowed):
        getattr(editorial, f"create_{kind}")(document={}, editor=guest, now=newsroom.NOW)
    with pytest.raises(editorial.NotAllowed):
        change(kind, made["id"], 1, {}, editor=guest)


def test_event_is_logged_once_it_changes(desk: Desk):
    event = desk.create()
    assert [a.verb for a in Action.objects.filter(event=event["id"])] == ["created"]
    desk.change(event, {"title": "Talks"})
    desk.change(event, {"title": "Other"}, reason="It was another.")
    log = Action.objects.filter(event=event["id"]).order_by("pk").values_list("verb", "reason")
    assert list(log) == [("created", ""), ("changed", "It was another.")]
    assert Event.objects.get(pk=event["id"]).label == "Other"


def test_reason_that_is_too_long_is_refused(desk: Desk):
    event = desk.create()
    assert places(desk.change, event, {}, reason="x" * 2001) == ["reason"]


def test_refused_document_writes_nothing(desk: Desk):
    event = desk.create()
    wrong = {"title": "Other", "citations": [{"source": desk.source.pk, "stance": "odd"}]}
    assert places(desk.change, event, wrong) == ["/citations/0/stance"]
    assert editorial.desk_event(event["id"]) == event


def test_corrected_name_reaches_what_is_public(desk: Desk):
    event = newsroom.published_event()
    factories.ParticipationFactory(event=event, actor=desk.actor)
    newsroom.publish(event)
    change("actor", desk.actor.pk, 1, {"names": [{"name": "Wang", "language": "en"}]},
           editor=newsroom.reviewer())  # fmt: skip
    document = event.editions.current().get().document
    assert '"name":"Wang"' in document
    assert Actor.objects.get(pk=desk.actor.pk).version == 2
