"""What a document names and the desk does not know is made, where that is wanted."""

import pytest

from events.editorial.drafts import references
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.models import Actor, EventType, Office, Source, Storyline, Tenure
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, said

ID, OTHER = "2222-2222-2222", "3333-3333-3333"
PUBLIC = {
    "language": "de",
    "type_names": {"en": "Summit", "de": "Gipfel"},
    "actors": {
        ID: {"kind": "state", "names": {"en": "China", "de": "Volksrepublik China"}},
        OTHER: {"kind": "organisation", "names": {}},
    },
    "sources": {
        ID: {
            "kind": "document", "language": "en", "canonical_url": "https://un.example/1",
            "archive_url": "", "held": False, "publisher": {"id": OTHER, "name": "UN", "url": "/"},
            "published": {"edtf": "2022-03-02"}, "modified": None,
        }
    },
}  # fmt: skip


def at(member: str, value: object, document: dict = PUBLIC) -> Node:
    return Node({**document, member: value}, foreign=True)[member]


def test_actor_is_made_as_the_document_describes_it(desk: Desk):
    made = references.find_actor(desk.making, at("x", {"id": ID, "name": "China", "url": "/"}))
    assert made is not None
    assert (made.pk, made.label, made.kind) == (ID, "China", "state")
    assert [(name.language, name.name, name.kind) for name in made.names.all()] == [
        ("en", "China", "official"),
        ("de", "Volksrepublik China", "official"),
    ]
    assert all(name.key for name in made.names.all())


def test_actor_that_is_described_without_names_has_none(desk: Desk):
    made = references.find_actor(desk.making, at("x", {"id": OTHER, "name": "UN"}))
    assert made is not None
    assert (made.kind, made.names.count()) == ("organisation", 0)


def test_actor_is_made_from_its_name_alone(desk: Desk):
    session = desk.making
    made = references.find_actor(session, at("x", {"name": "Somebody New"}))
    assert made is not None
    assert (made.label, made.kind) == ("Somebody New", "unnamed")
    assert [(name.language, name.name) for name in made.names.all()] == [("de", "Somebody New")]
    assert references.find_actor(session, at("x", {"name": "Somebody New"})) == made
    assert references.find_actor(desk.making, at("x", {"name": "somebody new"})) == made
    assert Actor.objects.filter(label="Somebody New").count() == 1


def test_name_of_a_document_without_language_is_of_an_unknown_one(desk: Desk):
    made = references.find_actor(desk.making, at("x", {"name": "Somebody"}, {}))
    assert made is not None
    assert [name.language for name in made.names.all()] == ["und"]


def test_nobody_is_made_beside_several_of_that_name(desk: Desk):
    newsroom.actor("Wang Yi")
    node = at("x", {"name": "Wang Yi"})
    assert references.find_actor(desk.making, node) is None
    assert Actor.objects.count() == 2


def test_source_is_made_as_the_document_describes_it_with_its_publisher(desk: Desk):
    made = references.find_source(desk.making, at("x", {"id": ID, "title": "Resolution"}))
    assert made is not None
    assert (made.pk, made.title, made.kind, made.held) == (ID, "Resolution", "document", False)
    assert (made.url, made.published.edtf, made.modified) == (
        "https://un.example/1",
        "2022-03-02",
        None,
    )
    assert made.publisher is not None
    assert (made.publisher.pk, made.publisher.label) == (OTHER, "UN")


def test_publisher_that_is_known_is_not_made_again(desk: Desk):
    known = newsroom.actor("United Nations", pk=OTHER)
    made = references.find_source(desk.making, at("x", {"id": ID, "title": "Resolution"}))
    assert made is not None
    assert (made.publisher, Actor.objects.filter(label="UN").count()) == (known, 0)


def test_source_is_made_from_its_address_alone(desk: Desk):
    address = "https://new.example/report"
    made = references.find_source(desk.making, at("x", {"canonical_url": address}))
    assert made is not None
    assert (made.title, made.url, made.kind, made.held) == (address, address, "article", True)
    assert references.find_source(desk.making, at("x", {"canonical_url": address})) == made


@pytest.mark.parametrize(
    "value", [{"canonical_url": "javascript:alert(1)"}, {"id": "x", "title": "x"}]
)
def test_source_that_the_model_refuses_is_not_made(desk: Desk, value):
    node = at("x", value)
    assert references.find_source(desk.making, node) is None
    assert said(node)
    assert Source.objects.count() == 1


def test_type_is_made_with_the_names_of_the_document(desk: Desk):
    node = Node({**PUBLIC, "type": "summit"}, foreign=True)
    newcomer = references.find_type(Session(newsroom.reviewer(), make_missing=True), node)
    assert newcomer is not None
    assert {name.language: name.name for name in newcomer.names.all()} == PUBLIC["type_names"]
    bad = Node({"type": "Not a key"}, foreign=True)
    assert references.find_type(Session(newsroom.reviewer(), make_missing=True), bad) is None
    assert EventType.objects.count() == 2


def test_tenure_and_office_are_made_from_their_title(desk: Desk):
    part = {"office": "Minister", "offices": {"de": "Ministerin"}, "tenure": ID}
    made = references.find_tenure(desk.making, Node(part, foreign=True), desk.actor)
    assert made is not None
    assert (made.public_id, made.start, made.start_means) == (ID, None, "cited_since")
    assert (made.office.label, [name.name for name in made.office.names.all()]) == (
        "Minister",
        ["Ministerin"],
    )
    del part["tenure"]
    other = newsroom.actor("Sergei Lavrov")
    second = references.find_tenure(desk.making, Node(part, foreign=True), other)
    assert second is not None
    assert (second.office, Office.objects.count()) == (made.office, 1)
    assert Tenure.objects.count() == 2


def test_storyline_is_made_with_its_titles(desk: Desk):
    reference = {"id": ID, "title": "Visit", "titles": {"de": "Besuch"}, "url": "/"}
    made = references.find_storyline(desk.making, Node(reference, foreign=True))
    assert made is not None
    assert (made.pk, made.label, made.public) == (ID, "Visit", False)
    assert {(t.language, t.title, t.origin) for t in made.texts.all()} == {
        ("en", "Visit", "original"),
        ("de", "Besuch", "translation"),
    }
    assert references.find_storyline(desk.making, Node(reference, foreign=True)) == made
    restoring = Session(newsroom.editor(), make_missing=True, restoring=True)
    other = references.find_storyline(restoring, Node({**reference, "id": OTHER}, foreign=True))
    assert other is not None
    assert other.public is True


def test_nothing_is_made_unasked(desk: Desk):
    for find, value in (
        (references.find_actor, {"id": ID, "name": "China"}),
        (references.find_actor, {"name": "Somebody New"}),
        (references.find_source, {"id": ID, "title": "Resolution"}),
        (references.find_source, {"canonical_url": "https://new.example/"}),
        (references.find_storyline, {"id": ID, "title": "Visit"}),
    ):
        node = at("x", value)
        assert find(desk.session, node) is None
        assert said(node)
    node = Node({**PUBLIC, "type": "summit"})
    assert references.find_type(desk.session, node) is None
    part = Node({"office": "Minister", "tenure": ID}, foreign=True)
    assert references.find_tenure(desk.session, part, desk.actor) is None
    assert (Actor.objects.count(), Source.objects.count()) == (1, 1)
    assert Storyline.objects.count() == Office.objects.count() == 0


def test_account_that_may_not_add_makes_nothing(desk: Desk):
    from events.editorial import NotAllowed  # noqa: PLC0415

    guest = Session(factories.UserFactory(), make_missing=True)
    with pytest.raises(NotAllowed):
        references.find_actor(guest, at("x", {"name": "Somebody New"}))
