"""Records that documents name: found for certain, or not at all."""

import pytest

from events.editorial.drafts import references
from events.editorial.drafts.node import Node
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, said

UNKNOWN = "2222-2222-2222"


def test_actor_is_found_by_id_however_it_is_written(desk: Desk):
    for value in (desk.actor.pk, {"id": desk.actor.pk}, {"id": desk.actor.pk, "name": "Anyone"}):
        assert references.find_actor(desk.session, Node(value)) == desk.actor


def test_actor_is_found_by_a_name_in_any_case_that_no_other_has(desk: Desk):
    newsroom.name(desk.actor, "王毅", "zh")
    for name in ("Wang Yi", "wang yi", "王毅"):
        assert references.find_actor(desk.session, Node({"name": name})) == desk.actor
    # A transcription finds, but does not tell for certain.
    node = Node({"name": "Wang Ji"})
    assert references.find_actor(desk.session, node) is None
    assert said(node) == [("", "No actor on the desk has this name.")]


def test_name_that_several_actors_have_names_none(desk: Desk):
    newsroom.actor("Wang Yi")
    node = Node({"name": "Wang Yi"})
    assert references.find_actor(desk.session, node) is None
    assert said(node) == [("", "Several actors have this name. Give the id of one of them.")]


def test_actor_that_was_merged_is_not_found_by_its_name(desk: Desk):
    newsroom.actor("Wang Yi", merged_into=desk.actor)
    assert references.find_actor(desk.session, Node({"name": "Wang Yi"})) == desk.actor


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (UNKNOWN, "There is no actor with this id."),
        ({"id": UNKNOWN, "name": "Wang Yi"}, "There is no actor with this id."),
        ({}, "Name the actor by its id."),
        ({"name": ""}, "Name the actor by its id."),
        (5, "An object is expected here."),
    ],
)
def test_actor_that_is_not_named_is_refused(desk: Desk, value, message):
    node = Node(value)
    assert references.find_actor(desk.session, node) is None
    assert said(node) == [("", message)]


def test_source_is_found_by_id_or_address(desk: Desk):
    source = factories.SourceFactory(url="https://paper.example/a")
    for value in (source.pk, {"id": source.pk}, {"canonical_url": "https://paper.example/a"}):
        assert references.find_source(desk.session, Node(value)) == source
    for value, message in (
        ({"title": source.title}, "Name the source by its id or its web address."),
        ({"canonical_url": "https://paper.example/b"}, "There is no such source on the desk."),
        (UNKNOWN, "There is no such source on the desk."),
    ):
        node = Node(value)
        assert references.find_source(desk.session, node) is None
        assert said(node) == [("", message)]


def test_each_record_is_looked_up_once(desk: Desk, django_assert_num_queries):
    session, source = desk.session, desk.source
    with django_assert_num_queries(4):
        for _n in range(3):
            references.find_actor(session, Node(desk.actor.pk))
            references.find_source(session, Node(source.pk))
            references.find_type(session, Node({"type": "talks"}))
            references.find_actor(session, Node(UNKNOWN))


def test_type_is_found_by_its_key(desk: Desk):
    assert references.find_type(desk.session, Node({"type": "talks"})) is not None
    for value, message in (
        ("nonsense", "There is no such type of event."),
        (None, "Say what type of event it is."),
    ):
        node = Node({"type": value})
        assert references.find_type(desk.session, node) is None
        assert said(node) == [("/type", message)]


def test_office_is_found_by_id_or_by_a_title_that_no_other_has(desk: Desk):
    office = factories.OfficeFactory(label="Minister (RU)")
    factories.OfficeNameFactory(office=office, name="Außenminister Russlands")
    factories.OfficeNameFactory(office=office, language="en", name="Minister (RU)")
    for value in (office.pk, {"id": office.pk}, "Minister (RU)",
                  {"title": "Außenminister Russlands"}):  # fmt: skip
        assert references.find_office(Node(value)) == office
    other = factories.OfficeFactory(label="Minister (RU)")
    for value, message in (
        ("Minister (RU)", "Several offices have this title."),
        ("King", "No office has this title."),
        (UNKNOWN, "There is no office with this id."),
        (5, "An object is expected here."),
    ):
        node = Node(value)
        assert references.find_office(node) is None
        assert said(node) == [("", message)]
    assert other.pk


def test_tenure_is_found_by_the_title_of_its_office(desk: Desk):
    office = factories.OfficeFactory(label="Minister")
    factories.OfficeNameFactory(office=office, name="Ministerin")
    tenure = factories.TenureFactory(actor=desk.actor, office=office)
    factories.TenureFactory(office=office)
    for title in ("Minister", "Ministerin"):
        node = Node({"office": title})
        assert references.find_tenure(desk.session, node, desk.actor) == tenure
    again = factories.TenureFactory(actor=desk.actor, office=office)
    node = Node({"office": "Minister"})
    assert references.find_tenure(desk.session, node, desk.actor) is None
    assert said(node) == []
    node = Node({"office": "Minister", "tenure": again.public_id})
    assert references.find_tenure(desk.session, node, desk.actor) == again


def test_tenure_that_is_not_held_is_refused(desk: Desk):
    tenure = factories.TenureFactory(actor=desk.actor)
    node = Node({"office": "King"})
    assert references.find_tenure(desk.session, node, desk.actor) is None
    assert said(node) == [("/office", "This actor holds no such office.")]
    node = Node({"office": tenure.office.label, "tenure": UNKNOWN})
    assert references.find_tenure(desk.session, node, desk.actor) is None
    assert said(node) == [("/tenure", "This actor has no such tenure.")]


def test_tenure_of_another_installation_is_the_one_in_the_same_office(desk: Desk):
    tenure = factories.TenureFactory(actor=desk.actor)
    node = Node({"office": tenure.office.label, "tenure": UNKNOWN}, foreign=True)
    assert references.find_tenure(desk.session, node, desk.actor) == tenure


def test_no_tenure_is_none_and_without_an_actor_nothing_is_asked(desk: Desk):
    assert references.find_tenure(desk.session, Node({}), desk.actor) is None
    node = Node({"tenure": 5, "office": "King"})
    assert references.find_tenure(desk.session, node, None) is None
    assert said(node) == []
