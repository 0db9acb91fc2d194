"""Keeping what was typed: bounded for each editor, and never twice saved."""

from datetime import timedelta

import pytest

from events.editorial import autosaving
from events.editorial.autosaving import (
    FormSave,
    begin_save,
    discard_form,
    finish_save,
    keep_form,
    prune_forms,
    saved_form,
)
from events.models import Autosave
from tests import newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
PATH = "/admin/events/event/add/"


def keep(key="k", *, editor=None, minutes=0, **fields):
    fields = fields or {"label": "x"}
    return keep_form(
        editor=editor or newsroom.editor(),
        key=key,
        path=PATH,
        fields=[(name.replace("_", "-"), value) for name, value in fields.items()],
        now=NOW + timedelta(minutes=minutes),
    )


def test_form_is_kept_once_without_what_is_empty():
    keep(label="old")
    kept = keep(label="new", quote="", minutes=1)
    assert Autosave.objects.get() == kept
    assert (kept.fields, kept.title) == ([["label", "new"]], "new")
    assert kept.saved_at == NOW + timedelta(minutes=1)
    assert kept.size == len('[["label","new"]]')


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"texts_0_title": "Talks", "label": "x"}, "Talks"),
        ({"names_0_name": "Wang Yi"}, "Wang Yi"),
        ({"quote": "No"}, ""),
        ({"label": "é" * 400}, "é" * 300),
    ],
)
def test_form_is_called_by_its_title(fields, title):
    assert keep(**fields).title == title


def test_oldest_forms_make_room(monkeypatch):
    monkeypatch.setattr(autosaving, "MAX_FORMS", 3)
    keep("other", editor=newsroom.reviewer())
    for number in range(5):
        keep(f"k{number}", minutes=number)
    own = Autosave.objects.filter(user=newsroom.editor())
    assert [one.key for one in own] == ["k4", "k3", "k2"]
    assert Autosave.objects.filter(user=newsroom.reviewer()).count() == 1


def test_large_forms_make_room_but_the_new_one_stays(monkeypatch):
    monkeypatch.setattr(autosaving, "MAX_BYTES", 100)
    keep("small")
    keep("large", label="x" * 200, minutes=1)
    assert [one.key for one in Autosave.objects.all()] == ["large"]


@pytest.mark.parametrize("key", ["", "x" * 33])
def test_key_that_no_form_has_is_refused(key):
    with pytest.raises(ValueError, match="was not made by a form"):
        keep(key)


def test_form_is_saved_once():
    editor = newsroom.editor()
    keep("k")
    save = FormSave("k", "d" * 64, "")
    assert begin_save(editor=editor, save=save, now=NOW) is None
    finish_save(editor=editor, key="k", pk="3zk8-abcd-efgh")
    assert Autosave.objects.count() == 0
    stored = FormSave("k", "d" * 64, "3zk8-abcd-efgh")
    assert begin_save(editor=editor, save=FormSave("k", "e" * 64, ""), now=NOW) == stored
    assert saved_form(editor=editor, key="k") == stored
    assert saved_form(editor=newsroom.reviewer(), key="k") is None
    assert (keep("k"), Autosave.objects.count()) == (None, 0)


def test_form_is_discarded_by_its_editor_alone():
    keep("k")
    discard_form(editor=newsroom.reviewer(), key="k")
    assert Autosave.objects.count() == 1
    discard_form(editor=newsroom.editor(), key="k")
    assert Autosave.objects.count() == 0


def test_forms_of_long_ago_are_pruned():
    keep("old")
    keep("new", minutes=1)
    assert prune_forms(now=NOW + timedelta(days=30, seconds=30)) == 1
    assert Autosave.objects.get().key == "new"
