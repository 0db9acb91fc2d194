"""The `ModelAdmin`s of places and event types."""

from events.models import EventType, Place
from tests import factories
from tests.admin.pages import errors_of, form_data, listed_keys, path, save


def test_place_is_saved_with_its_names(editor):
    place = factories.PlaceFactory()
    address = path("place", f"{place.pk}/change/")
    data = form_data(editor, address)
    changed = {"country": "RU", "names-0-name": "Moskau", "names-0-language": "DE"}
    assert save(editor, address, data, **changed).status_code == 302
    saved = Place.objects.get()
    assert (saved.version, list(saved.names.values_list("name", "language"))) == (
        2,
        [("Moskau", "de")],
    )


def test_change_of_a_place_by_two_editors_is_refused(editor):
    place = factories.PlaceFactory()
    address = path("place", f"{place.pk}/change/")
    data = form_data(editor, address)
    save(editor, address, data, label="Moscow city")
    response = save(editor, address, data, label="Moskva")
    assert "editor has changed this record in the meantime" in " ".join(errors_of(response))
    conflicts = [row.conflict for row in response.context["conflicts"]]
    assert [(row.theirs, row.mine) for row in conflicts] == [("Moscow city", "Moskva")]
    assert Place.objects.get().label == "Moscow city"


def test_event_types_are_listed_with_their_parent(administrator):
    parent = factories.EventTypeFactory(key="meeting")
    factories.EventTypeNameFactory(type=parent, name="Meeting")
    talks = factories.EventTypeFactory(key="talks", parent=parent)
    factories.EventTypeNameFactory(type=talks, name="Talks")
    page = administrator.get(path("eventtype")).content.decode()
    assert '<td class="field-name">Talks</td><td class="field-parent_name">Meeting</td>' in page
    assert listed_keys(administrator, path("eventtype"), q="meeting") == {parent.pk}


def test_event_types_below_each_other_are_refused(administrator):
    parent = factories.EventTypeFactory(key="meeting")
    talks = factories.EventTypeFactory(key="talks", parent=parent)
    address = path("eventtype", f"{parent.pk}/change/")
    response = save(administrator, address, form_data(administrator, address), parent=talks.pk)
    assert errors_of(response) == ["These types would be parents of each other."]
    assert EventType.objects.get(key="meeting").parent is None
