"""Rows in the place of others."""

import pytest

from events.editorial import EditorialError, NotAllowed
from events.editorial.drafts import saving
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.models import Actor, ActorName, Citation, Source
from tests import factories
from tests.editorial.drafts.conftest import Desk, refused, said


def by_name(row: ActorName) -> str:
    return row.name


def named(desk: Desk, *names: str) -> list[saving.Wanted]:
    return [(Node({}), ActorName(actor=desk.actor, name=name, language="en")) for name in names]


def test_row_takes_the_id_of_the_one_before_and_is_saved_only_if_it_differs(
    desk: Desk, django_assert_num_queries
):
    before = list(desk.actor.names.all())
    wanted = named(desk, "Wang Yi")
    wanted[0][1].key = before[0].key
    session = desk.session
    session.editor.has_perm("events.change_actorname")
    with django_assert_num_queries(0):
        saving.replace(session, before, wanted, by_name)
    assert wanted[0][1].pk == before[0].pk
    wanted[0][1].script = "Hani"
    saving.replace(session, before, wanted, by_name)
    assert ActorName.objects.get().script == "Hani"


def test_row_keeps_when_it_was_made(desk: Desk):
    old = Source.objects.get()
    new = Source(kind="article", title="Other")
    saving.replace(desk.session, [old], [(Node({}), new)], lambda _row: 1)
    new.refresh_from_db()
    assert (new.pk, new.created_at, new.title) == (old.pk, old.created_at, "Other")


def test_rows_that_are_not_wanted_go_before_others_come(desk: Desk):
    saving.replace(desk.session, desk.actor.names.all(), named(desk, "a", "b"), by_name)
    assert {name.name for name in desk.actor.names.all()} == {"a", "b"}


def test_key_that_comes_twice_is_refused_at_the_second(desk: Desk):
    wanted = named(desk, "a", "a")
    found = refused(saving.replace, desk.session, [], wanted, by_name)
    assert found == [("", "This is a duplicate.")]
    assert said(wanted[0][0]) == []


def test_problems_that_were_found_before_are_raised_before_anything_is_written(desk: Desk):
    wanted = named(desk, "a")
    wanted[0][0].problem("found before")
    assert refused(saving.replace, desk.session, [], wanted, by_name) == [("", "found before")]
    assert ActorName.objects.filter(name="a").count() == 0


def test_row_that_the_model_refuses_is_not_saved(desk: Desk):
    node = Node({})
    assert saving.save_checked(desk.session, node, Source(kind="x", title="y")) is False
    assert len(said(node)) == 1
    assert saving.save_checked(desk.session, Node({}), Source(kind="article", title="y")) is True
    assert Source.objects.count() == 2


def test_rule_that_the_database_keeps_is_told_in_its_words(desk: Desk):
    factories.SourceFactory(url="https://a.example/")
    from events.record.desk import DeskSource  # noqa: PLC0415

    row = Source(kind="article", title="y", url="https://a.example/")
    assert refused(saving.save, desk.session, Node({}), row, DeskSource) == [
        ("/canonical_url", "Another source already has this web address.")
    ]
    assert row._state.adding is True


def test_adding_changing_and_deleting_need_their_rights(desk: Desk):
    guest = Session(factories.UserFactory())
    with pytest.raises(NotAllowed):
        saving.save(guest, Node({}), Source(kind="article", title="y"))
    with pytest.raises(NotAllowed):
        saving.save(guest, Node({}), desk.source)
    with pytest.raises(NotAllowed):
        saving.remove(guest, desk.source)
    assert Source.objects.count() == 1


def test_row_that_others_need_is_not_removed(desk: Desk):
    factories.CitationFactory(source=desk.source, event=factories.EventFactory())
    with pytest.raises(EditorialError, match="still refer to"):
        saving.remove(desk.session, desk.source)


def test_rows_stay_as_far_as_their_order_does(desk: Desk):
    rows = [factories.ActorNameFactory(actor=desk.actor, name=name) for name in "abc"]
    for wanted, stay in (("abc", "abc"), ("acb", "ac"), ("cab", "c"), ("xab", ""), ("ab", "ab")):
        found = saving.unmoved(rows, named(desk, *wanted), by_name)
        assert "".join(row.name for row in found) == stay, wanted


def test_language_is_the_key_in_any_spelling():
    assert saving.by_language(ActorName(language="DE")) == "de"


def test_new_record_takes_an_id_that_nobody_has(desk: Desk):
    row = Actor()
    node = Node({"id": "2222-2222-2222"})
    saving.check_id(node, row)
    assert (row.pk, said(node)) == ("2222-2222-2222", [])
    own = row.pk
    for value in ({}, {"id": None}, {"id": own}):
        saving.check_id(Node(value), row)
        assert row.pk == own
    for value, message in (
        ("x", "This is not an id. Ids look like bq4d-7hkm-x2tz."),
        (desk.actor.pk, "There is a record with this id already."),
    ):
        node = Node({"id": value})
        saving.check_id(node, Actor())
        assert ("/id", message) in said(node)


def test_ids_are_given_kept_or_made(desk: Desk):
    event = factories.EventFactory()
    old = [factories.CitationFactory(event=event, source=desk.source, field=f) for f in ("", "end")]

    def settled(*documents: dict) -> list[str]:
        wanted = [
            (Node(document), Citation(source=desk.source, field=document.get("field", "")))
            for document in documents
        ]
        saving.settle_ids(wanted, old, "public_id", lambda row: (row.source_id, row.field))
        return [row.public_id for _node, row in wanted]

    ids = [row.public_id for row in old]
    assert settled({}, {"field": "end"}) == ids
    assert settled({"field": "end"}, {}) == ids[::-1]
    assert settled({"id": ids[1]}, {"field": "end"})[1] not in ids
    assert settled({"id": ids[0], "field": "end"}) == [ids[0]]
    first, second = settled({}, {})
    assert (first, second not in ids) == (ids[0], True)
    assert settled({"id": "2222-2222-2222"}) == ["2222-2222-2222"]
