"""Actors, their names and offices: what the database and validation refuse."""

import pytest
from django.core.exceptions import ValidationError

from events.dates import When
from events.models import Actor, ActorName, Tenure
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


def test_wikidata_id_belongs_to_one_actor_and_any_number_have_none():
    factories.ActorFactory.create_batch(2, wikidata=None)
    factories.ActorFactory(wikidata="Q7747")
    assert violated(lambda: factories.ActorFactory(wikidata="Q7747")) == "wikidata"


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("Q7747", True),
        ("Q1", True),
        ("Q07", False),
        ("7747", False),
        ("q7", False),
        ("Q7\n", False),
    ],
)
def test_wikidata_id_has_its_form(text, valid):
    actor = Actor(kind="person", label="Putin", wikidata=text)
    refused = [] if valid else ["A Wikidata id looks like Q7747."]
    try:
        actor.clean_fields()
        found = []
    except ValidationError as refusal:
        found = refusal.message_dict["wikidata"]
    assert found == refused


def test_name_occurs_once_per_language_and_kind_and_is_not_empty():
    name = factories.ActorNameFactory(name="Tass", language="en", kind="official")
    again = {"actor": name.actor, "name": "Tass"}
    factories.ActorNameFactory(language="en", kind="short", **again)
    factories.ActorNameFactory(language="de", kind="official", **again)
    assert (
        violated(lambda: factories.ActorNameFactory(language="en", kind="official", **again)),
        violated(lambda: factories.ActorNameFactory(name="")),
    ) == ("actor_name_once", "actor_name_not_blank")


@pytest.mark.parametrize(
    ("script", "valid"), [("Latn", True), ("latn", False), ("Latin", False), ("Lat", False)]
)
def test_script_is_a_code_of_iso_15924(script, valid):
    name = ActorName(name="Tass", language="en", script=script)
    refused = []
    try:
        name.clean_fields(exclude=["actor", "key"])
    except ValidationError as refusal:
        refused = list(refusal.message_dict)
    assert refused == ([] if valid else ["script"])


def test_office_has_one_title_per_language():
    title = factories.OfficeNameFactory()
    assert (
        violated(lambda: factories.OfficeNameFactory(office=title.office))
        == "office_name_once_per_language"
    )


@pytest.mark.parametrize(
    ("start", "end", "constraint"),
    [
        ("2010", "2009", "tenure_does_not_end_before_it_starts"),
        ("2010-02-02", "2010-02-01", "tenure_does_not_end_before_it_starts"),
    ],
)
def test_tenure_does_not_end_before_it_starts(start, end, constraint):
    dates = {"start": When.parse(start), "end": When.parse(end)}
    assert violated(lambda: factories.TenureFactory(**dates)) == constraint


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [("2004", "2008", "2004/2008"), ("2004", None, "2004/"), (None, "2008", "/2008")],
)
def test_tenure_is_shown_as_an_interval(start, end, text):
    tenure = Tenure(start=start and When.parse(start), end=end and When.parse(end))
    assert str(tenure) == text
