"""Loading: through the verbs, once, all or nothing, and on the clock of the files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from events.management.demo import FixtureError, load_demo
from events.models import Actor, EventType
from tests import newsroom
from tests.management.conftest import FOLDER, demo_ids, load

pytestmark = pytest.mark.django_db
IDS = demo_ids()
TALKS = IDS["patrushev-talks"]
INITIATIVE = IDS["peace-initiative"]


def rows() -> dict[str, list[Any]]:
    """Everything in the tables of the record."""
    models = apps.get_app_config("events").get_models()
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def counts() -> dict[str, int]:
    people = ("events.User", "events.EditionSequence")
    return {label: len(found) for label, found in rows().items() if label not in people and found}


def test_load_demo_again_changes_nothing():
    assert load() is True
    before = rows()

    assert load() is False
    assert rows() == before


def test_load_demo_keeps_what_an_editor_changed_since():
    load()
    Actor.objects.filter(pk=IDS["tass"]).update(label="Changed")

    assert load() is False
    assert Actor.objects.get(pk=IDS["tass"]).label == "Changed"


Break = Callable[[Any], None]


def drop(*path: Any) -> Break:
    return put(path, None, drop_it=True)


def put(path: tuple[Any, ...], value: Any, *, drop_it: bool = False) -> Break:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        if drop_it:
            del content[path[-1]]
        else:
            content[path[-1]] = value

    return change


BROKEN: list[tuple[str, Break, str]] = [
    (
        "events/visit.json",
        put(("start", "edtf"), "2023-02-30"),
        "visit.json, /start: There is no such day.",
    ),
    (
        "events/visit.json",
        put(("citations", 0, "source"), "@nowhere"),
        "visit.json: there is no “nowhere” in ids.json.",
    ),
    (
        "events/visit.json",
        put(("occurence",), "occurred"),
        "visit.json, /occurence: There is no such member.",
    ),
    (
        "events/us-concern.json",
        put(("claims", 1, "kind"), "refusal"),
        "us-concern.json, /claims/1/kind: Choose from: assertion, ",
    ),
    (
        "events/us-concern.json",
        drop("claims", 1, "links"),
        "history.json, step 18: claims: A denial must say which claim it denies.",
    ),
    (
        "ids.json",
        put(("china",), "china"),
        "history.json, step 1: china: /id: This is not an id. Ids look like bq4d-7hkm-x2tz.",
    ),
    (
        "actors.json",
        put(("china", "wikidata"), "Q159"),
        "history.json, step 1: russia: /wikidata: Another actor already has this Wikidata id.",
    ),
    (
        "sources.json",
        put(("msc-programme", "canonical_url"), "javascript:alert(1)"),
        "history.json, step 1: msc-programme: /canonical_url: Enter a valid URL.",
    ),
    ("history.json", put((0, "at"), "2023-02-22T16:30:00"), "history.json, step 0: DateError("),
    ("history.json", put((16, "do"), "announce"), "history.json, step 16: AttributeError("),
    (
        "history.json",
        put((3, "events", 0), "peace"),
        "history.json, step 3: KeyError('peace')",
    ),
    ("history.json", put((-1, "by"), "owner"), "history.json, step -1: KeyError('owner')"),
    (
        "history.json",
        put((28, "by"), "editor"),
        "history.json, step 28: Your account may not do this.",
    ),
    (
        "history.json",
        put((0, "by"), "editor"),
        "history.json, step 0: Your account may not do this.",
    ),
]


@pytest.mark.parametrize(("name", "change", "message"), BROKEN)
def test_broken_fixture_is_refused_with_its_place_and_writes_nothing(
    tmp_path: Path, name: str, change: Break, message: str
):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    content = json.loads((tmp_path / name).read_text())
    change(content)
    (tmp_path / name).write_text(json.dumps(content))
    people = {"editor": newsroom.editor(), "reviewer": newsroom.reviewer()}
    before = counts()

    with pytest.raises(FixtureError) as refused:
        load_demo(tmp_path, **people)

    last = len(json.loads((FOLDER / "history.json").read_text())) - 1
    assert message.replace("step -1", f"step {last}") in str(refused.value)
    assert counts() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "ids.json: this file is missing."),
        (b'{\n  "talks": {,}\n}', "ids.json, line 2: not JSON ("),
        (b'{"\xff": 1}', "ids.json: not UTF-8."),
    ],
)
def test_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, message: str):
    if content is not None:
        (tmp_path / "ids.json").write_bytes(content)

    with pytest.raises(FixtureError) as refused:
        load_demo(tmp_path, editor=newsroom.editor(), reviewer=newsroom.reviewer())

    assert str(refused.value).startswith(message)


def test_event_type_of_the_installation_keeps_its_names():
    kind = EventType.objects.create(key="visit")
    load()

    assert EventType.objects.get(key="visit").pk == kind.pk
    assert not kind.names.exists()
