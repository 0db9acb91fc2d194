"""Loading the demo: the steps of its newsroom, told again through the editorial verbs.

The demo is a story with a clock of its own: every step of `history.json` says when, who and what,
so that the public record has a past to ask for. Loading is all or nothing, and done once: where
the demo's own ids are in the database already, everything stays as it is.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.apps import apps
from django.db import transaction

from events import editorial
from events.management import desk_rows, event_rows
from events.management.desk_rows import Desk, keep
from events.management.fixture import Fixture, Node, read_fixture
from events.models import Actor, Event, Storyline, Tenure, User

_MODELS = {
    "places": "Place",
    "actors": "Actor",
    "offices": "Office",
    "sources": "Source",
    "storylines": "Storyline",
    "events": "Event",
}
_WHO = ("at", "by", "do")


def load_demo(folder: Path, *, editor: User, reviewer: User) -> bool:
    """Load the files of the folder; False when they were loaded before.

    `FixtureError` for files that cannot be loaded; then nothing was written.
    """
    fixture = read_fixture(folder)
    if _is_loaded(fixture):
        return False
    people = {"editor": editor, "reviewer": reviewer}
    with transaction.atomic():
        known: dict[tuple[str, str], object] = {}
        for step in fixture.steps:
            by = step.text("by")
            if by not in people:
                raise step.node("by").error(f"this is one of {', '.join(people)}.")
            _take(Desk(fixture, people[by], step.instant("at"), known), step)
    return True


def _is_loaded(fixture: Fixture) -> bool:
    return any(
        apps.get_model("events", _MODELS[register]).objects.filter(pk__in=ids).exists()
        for register, ids in fixture.public_ids().items()
    )


def _take(desk: Desk, step: Node) -> None:
    what = step.text("do")
    if what not in _STEPS:
        raise step.node("do").error(f"this is one of {', '.join(_STEPS)}.")
    try:
        _STEPS[what](desk, step)
    except editorial.EditorialError as error:
        said = [f"{p.field}: {p.message}" if p.field else p.message for p in error.problems]
        raise step.error(" ".join(said)) from error


def _create(desk: Desk, step: Node) -> None:
    """Create records; those that name each other may be created by one step."""
    step.only(*_WHO, "types", "places", "actors", "offices", "sources", "events", "storylines")
    for register, create in _CREATORS.items():
        for key, node in _chosen(desk.fixture, step, register):
            create(desk, key, node)
    for key, node in _chosen(desk.fixture, step, "actors"):
        desk_rows.create_tenures(desk, node, desk.known["actors", key])
    events = _chosen(desk.fixture, step, "events")
    for write in (event_rows.create_event, event_rows.fill_event):
        for key, node in events:
            write(desk, key, node)
    for key, node in events:
        event_rows.link_claims(desk, node)
        event = desk.known["events", key]
        editorial.record_created(event=event, editor=desk.editor, now=desk.now)
    for key, node in _chosen(desk.fixture, step, "storylines"):
        desk_rows.create_storyline(desk, key, node)


def _chosen(fixture: Fixture, step: Node, register: str) -> list[tuple[str, Node]]:
    """The records of a register that the step names, with their keys."""
    name = "vocabulary" if register == "types" else register
    records = fixture.events if register == "events" else fixture.registers[name]
    found = []
    for item in step.items(register):
        if item.as_text() not in records:
            raise item.error(f"there is no “{item.as_text()}” among the {name}.")
        found.append((item.as_text(), records[item.as_text()]))
    return found


def _submit(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "event")
    event = _event(desk, step)
    editorial.submit(
        event_id=event.pk, editor=desk.editor, now=desk.now, expected_version=event.version
    )


def _publish(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "event", "note")
    _put_out(editorial.publish, desk, step)


def _update(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "event", "note")
    _put_out(editorial.update, desk, step)


def _correct(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "event", "note")
    _put_out(editorial.correct, desk, step)


def _put_out(verb: Callable[..., object], desk: Desk, step: Node) -> None:
    event = _event(desk, step)
    verb(
        event_id=event.pk,
        editor=desk.editor,
        now=desk.now,
        expected_version=event.version,
        note=step.text("note", ""),
    )


def _retract(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "event", "reason")
    event = _event(desk, step)
    editorial.retract(
        event_id=event.pk,
        editor=desk.editor,
        now=desk.now,
        expected_version=event.version,
        reason=step.text("reason"),
    )


def _change(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "event", "reason", "set", "add")
    event = _event(desk, step)
    editorial.begin_change(Event, event.pk, expected_version=event.version, now=desk.now)
    event = _event(desk, step)
    event_rows.change_event(desk, step, event)
    editorial.record_change(
        event=event, editor=desk.editor, now=desk.now, reason=step.text("reason", "")
    )


def _change_actor(desk: Desk, step: Node) -> None:
    """Add to the offices of an actor what has become known: the end of a tenure, say."""
    step.only(*_WHO, "actor", "tenures")
    actor = Actor.objects.get(pk=desk.find("actors", step.node("actor")).pk)
    editorial.begin_change(Actor, actor.pk, expected_version=actor.version, now=desk.now)
    for key, change in step.entries("tenures").items():
        change.only("end", "citations")
        held = desk.find("tenures", replace(change, value=key))
        tenure = Tenure.objects.get(pk=held.pk, actor=actor)
        tenure.end = change.when("end")
        keep(change, tenure)
        desk_rows.add_citations(desk, change, tenure=tenure)
    editorial.save_actor(actor=actor, editor=desk.editor, now=desk.now)


def _publish_storyline(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "storyline")
    storyline = _storyline(desk, step)
    editorial.publish_storyline(
        storyline_id=storyline.pk,
        editor=desk.editor,
        now=desk.now,
        expected_version=storyline.version,
    )


def _pin(desk: Desk, step: Node) -> None:
    step.only(*_WHO, "storyline", "events")
    storyline = _storyline(desk, step)
    editorial.begin_change(
        Storyline, storyline.pk, expected_version=storyline.version, now=desk.now
    )
    desk_rows.pin(desk, storyline, step.items("events"))
    editorial.save_storyline(storyline=_storyline(desk, step), editor=desk.editor, now=desk.now)


def _event(desk: Desk, step: Node) -> Event:
    """As it is in the database now: every verb raises its version."""
    return Event.objects.get(pk=desk.find("events", step.node("event")).pk)


def _storyline(desk: Desk, step: Node) -> Storyline:
    return Storyline.objects.get(pk=desk.find("storylines", step.node("storyline")).pk)


_CREATORS: dict[str, Callable[[Desk, str, Node], None]] = {
    "types": desk_rows.create_type,
    "places": desk_rows.create_place,
    "actors": desk_rows.create_actor,
    "offices": desk_rows.create_office,
    "sources": desk_rows.create_source,
}
_STEPS: dict[str, Callable[[Desk, Node], None]] = {
    "create": _create,
    "submit": _submit,
    "publish": _publish,
    "update": _update,
    "correct": _correct,
    "retract": _retract,
    "change": _change,
    "change_actor": _change_actor,
    "publish_storyline": _publish_storyline,
    "pin": _pin,
}
