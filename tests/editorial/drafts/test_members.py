"""Unknown members, and those that nobody can set."""

from copy import deepcopy
from typing import Any

import pytest

from events.editorial.drafts.members import EVENT, SOURCE, STORYLINE, check_members
from events.editorial.drafts.node import Node
from events.models import Storyline
from tests import newsroom
from tests.editorial.drafts.conftest import said

UNKNOWN = "There is no such member."
SET = "This is read-only. Omit it or send it unchanged."
CURRENT: dict[str, Any] = {
    "version": 2, "state": "draft", "published_version": None, "updated_at": "2023-01-01T00:00:00Z",
    "claims": [{"id": "a", "text": "x"}],
}  # fmt: skip
PUBLIC: dict[str, Any] = {
    "url": "/events/x/", "origins": {"count": 1}, "edition": {"seq": 1, "number": 1},
    "actors": {"p": {"kind": "person", "names": {}}},
    "claims": [
        {"id": "a", "origins": {"count": 1}, "answered_by": [{"claim": "z"}]},
        {"id": "b", "origins": {"count": 2}, "answered_by": []},
    ],
    "participants": [{"offices": {"en": "Minister"}}, {"offices": {}}],
}  # fmt: skip


def checked(document: Any, public: Any = None, *, foreign: bool = False) -> list[tuple[str, str]]:
    node = Node(document, foreign=foreign)
    check_members(node, EVENT, CURRENT, lambda: public)
    return said(node)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"secret": 1}, "/secret"),
        ({"texts": {"de": {"title": "x", "text": "y"}}}, "/texts/de/text"),
        ({"claims": [{}, {"quotes": 1}]}, "/claims/1/quotes"),
        ({"claims": [{"citations": [{"via": [{"who": 1}]}]}]}, "/claims/0/citations/0/via/0/who"),
        ({"start": {"edtf": "2023", "date": 1}}, "/start/date"),
        ({"place": {"town": 1}}, "/place/town"),
        ({"participants": [{"actor": {"nmae": "x"}}]}, "/participants/0/actor/nmae"),
        ({"relations": [{"event": {"title": "x", "no": 1}}]}, "/relations/0/event/no"),
    ],
)
def test_unknown_member_is_named_at_any_depth(document, place):
    assert (place, UNKNOWN) in checked(document)


@pytest.mark.parametrize(
    "member",
    [
        {"version": 3}, {"state": "published"}, {"published_version": 2}, {"updated_at": "now"},
        {"url": "/x/"}, {"type_names": {}}, {"period": {}}, {"origins": {"count": 9}},
        {"date_origins": None}, {"actors": {}}, {"sources": {}}, {"edition": {}},
    ],
    ids=lambda member: next(iter(member)),
)  # fmt: skip
def test_member_that_nobody_can_set_is_refused(member):
    assert checked(member) == [(f"/{next(iter(member))}", SET)]


def test_member_that_nobody_can_set_may_be_what_it_is():
    assert checked(dict(CURRENT)) == []
    assert checked({"version": 2, "state": "draft"}) == []


def test_public_record_of_the_event_may_be_sent_back():
    assert checked(PUBLIC, PUBLIC) == []
    other = {**PUBLIC, "origins": {"count": 9}, "edition": {"seq": 2, "number": 1}}
    assert checked(other, PUBLIC) == [("/origins", SET), ("/edition", SET)]
    assert checked(PUBLIC) != []


def test_public_record_is_not_asked_for_without_need():
    node = Node({"title": "x", "version": 2})
    check_members(node, EVENT, CURRENT, lambda: pytest.fail("asked"))
    assert said(node) == []


def test_parts_are_compared_with_the_part_of_the_same_id():
    claim = PUBLIC["claims"][0]
    swapped = {"claims": [{"id": "b", "origins": claim["origins"], "answered_by": []}]}
    assert checked(swapped, PUBLIC) == [("/claims/0/origins", SET)]
    asked = {"claims": [{"id": "a", "answered_by": []}, {"answered_by": []}]}
    assert checked(asked, PUBLIC) == [("/claims/0/answered_by", SET)]
    assert checked({"participants": [{"offices": {"en": "Minister"}}]}, PUBLIC) == []
    assert checked({"participants": [{"offices": {"en": "King"}}]}, PUBLIC) == [
        ("/participants/0/offices", SET)
    ]


def test_what_else_is_said_of_a_record_with_an_id_is_not_read():
    reference = {"id": "x", "name": "x", "url": "/actors/x/", "names": {}}
    assert checked({"participants": [{"actor": reference}]}) == []


REFERENCES = {
    "/participants/0/actor": ("actors", {"participants": [{"actor": {}}]}),
    "/participants/0/citations/0/source": (
        "sources", {"participants": [{"citations": [{"source": {}}]}]},
    ),
    "/claims/0/speaker": ("actors", {"claims": [{"speaker": {}}]}),
    "/citations/0/source": ("sources", {"citations": [{"source": {}}]}),
    "/citations/0/via/0/actor": ("actors", {"citations": [{"via": [{"actor": {}}]}]}),
    "/other_dates/0/source": ("sources", {"other_dates": [{"source": {}}]}),
    "/relations/0/event": ("events", {"relations": [{"event": {}}]}),
    "/storylines/0": ("storylines", {"storylines": [{}]}),
}  # fmt: skip


def with_reference(place: str, reference: Any) -> Any:
    """The document with this reference at the place."""
    document = deepcopy(REFERENCES[place][1])
    part: Any = document
    for step in place.strip("/").split("/"):
        part = part[int(step)] if isinstance(part, list) else part[step]
    part.update(reference)
    return document


@pytest.mark.parametrize("place", REFERENCES)
def test_address_of_a_record_with_an_id_is_its_own(place):
    path = REFERENCES[place][0]
    assert checked(with_reference(place, {"id": "x", "url": f"/{path}/x/"})) == []
    for wrong in ("/elsewhere/", f"/{path}/y/", None, True):
        document = with_reference(place, {"id": "x", "url": wrong})
        assert checked(document) == [(f"{place}/url", SET)]
        assert checked(document, foreign=True) == []


@pytest.mark.django_db
def test_titles_of_a_record_with_an_id_are_those_that_are_public():
    event, storyline = newsroom.linked_event("Talks"), Storyline.objects.get()
    there = {"title": "Talks", "titles": {"de": "Talks (deutsch)"}}
    assert checked(with_reference("/relations/0/event", {"id": event.pk, **there})) == []
    wrong = {"id": event.pk, "title": "Other", "titles": {}}
    assert checked(with_reference("/relations/0/event", wrong)) == [
        ("/relations/0/event/title", SET),
        ("/relations/0/event/titles", SET),
    ]
    pinned = {"id": storyline.pk, "titles": {}}
    assert checked(with_reference("/storylines/0", pinned)) == []
    pinned["titles"] = {"de": "Andere"}
    assert checked(with_reference("/storylines/0", pinned)) == [("/storylines/0/titles", SET)]
    draft = {"id": newsroom.draft_event("Secret").pk, "title": "Secret"}
    assert checked(with_reference("/relations/0/event", draft)) == [
        ("/relations/0/event/title", SET)
    ]


def test_true_is_not_the_number_one():
    shown = {**PUBLIC, "edition": {"seq": True, "number": 1}}
    assert checked(shown, PUBLIC) == [("/edition", SET)]


def test_unknown_member_of_a_foreign_record_is_found_behind_many_derived_ones():
    claims = [{"origins": {}} for _n in range(60)]
    assert checked({"claims": claims, "secret": 1}, foreign=True) == [("/secret", UNKNOWN)]


def test_record_of_another_installation_says_what_was_public_there():
    document = {"origins": {"count": 9}, "edition": {"seq": 7}, "claims": [{"answered_by": [1]}]}
    assert checked(document, foreign=True) == []
    assert checked({**document, "state": "published", "no": 1}, foreign=True) == [
        ("/state", SET),
        ("/no", UNKNOWN),
    ]


def test_document_that_is_no_object_is_refused():
    assert checked([1]) == [("", "An object is expected here.")]


def test_parts_that_are_no_objects_are_left_to_those_who_read_them():
    odd = {"claims": "x", "participants": [1, None], "texts": [1], "place": "Moscow", "start": "x"}
    assert checked(odd) == []


def test_sources_and_storylines_know_the_members_of_their_profiles():
    for kinds, name in ((SOURCE, "revisions"), (STORYLINE, "shape")):
        node = Node({name: 1, "pages": 1})
        check_members(node, kinds, {}, lambda: None)
        assert said(node) == [(f"/{name}", SET), ("/pages", UNKNOWN)]
