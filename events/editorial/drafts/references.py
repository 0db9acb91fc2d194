"""Finding the records that a document names: by id, or by what else tells them for certain."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given
from events.editorial.drafts.making import (
    make_actor,
    make_source,
    make_storyline,
    make_tenure,
    make_type,
)
from events.models import (
    Actor,
    ActorName,
    Claim,
    Event,
    EventType,
    Place,
    PlaceName,
    Source,
    Storyline,
    Tenure,
)
from events.record.vocabulary import PlacePrecision
from events.search import name_key

_ACTOR = ("id", "name", "names", "kind", "url")
_SOURCE = (
    "id", "title", "kind", "language", "publisher", "url", "canonical_url", "archive_url",
    "published", "modified", "held",
)  # fmt: skip
_PLACE = ("id", "name", "names", "country", "precision", "latitude", "longitude")


def find_actor(desk: Desk, given: Given) -> Actor | None:
    """By id (as a text or in an object), or by a name that exactly one actor has."""
    if given.value is None:
        return None
    given = _as_object(given, "id")
    if not given.only(_ACTOR):
        return None
    if public_id := given.text("id"):
        if public_id not in desk.actors:
            found = Actor.objects.filter(pk=public_id[:20]).first()
            desk.actors[public_id] = found or make_actor(desk, given, public_id)
        if desk.actors[public_id] is None:
            given.problem(_("There is no actor with this id."))
        return desk.actors[public_id]
    name = given.text("name")
    if not name:
        given.problem(_("Name the actor by its id."))
        return None
    if name in desk.named:
        return desk.named[name]
    named = ActorName.objects.filter(key=name_key(name), actor__merged_into=None)
    bearers = {row.actor_id for row in named if row.name.casefold() == name.casefold()}
    if len(bearers) == 1:
        desk.named[name] = Actor.objects.get(pk=bearers.pop())
        return desk.named[name]
    if bearers:
        given.problem(_("Several actors have this name. Give the id of one of them."))
    else:
        given.problem(_("No actor on the desk has this name."))
    return None


def find_source(desk: Desk, given: Given) -> Source | None:
    """By id (as a text or in an object), or by its web address."""
    if given.value is None:
        return None
    given = _as_object(given, "id")
    if not given.only(_SOURCE):
        return None
    public_id, address = given.text("id"), given.text("canonical_url")
    key = public_id or address
    if not key:
        given.problem(_("Name the source by its id or its web address."))
        return None
    if key not in desk.sources:
        rows = Source.objects.filter(pk=key[:20]) if public_id else Source.objects.filter(url=key)
        desk.sources[key] = rows.first() or make_source(desk, given, public_id)
    if desk.sources[key] is None:
        given.problem(_("There is no such source on the desk."))
    return desk.sources[key]


def find_type(desk: Desk, given: Given) -> EventType | None:
    """The type of an event by its key."""
    key = given.text("type")
    found = desk.types.get(key)
    if found is None and key:
        found = EventType.objects.filter(key=key).first() or make_type(desk, given, key)
    if found is not None:
        desk.types[key] = found
    else:
        given.problem(
            _("There is no such type of event.") if key else _("Say what type of event it is."),
            "type",
        )
    return found


def find_event(given: Given) -> Event | None:
    found: Event | None = _by_id(Event.objects.all(), given, _("There is no event with this id."))
    return found


def find_claim(given: Given) -> Claim | None:
    found: Claim | None = _by_id(Claim.objects.all(), given, _("There is no claim with this id."))
    return found


def find_storyline(desk: Desk, given: Given) -> Storyline | None:
    if isinstance(given.value, dict) and (made := make_storyline(desk, given)):
        return made
    found: Storyline | None = _by_id(
        Storyline.objects.all(), given, _("There is no storyline with this id.")
    )
    return found


def _by_id(rows: QuerySet[Any], given: Given, unknown: str) -> Any:
    given = _as_object(given, "id")
    public_id = given.text("id")
    found = rows.filter(pk=public_id[:20]).first() if public_id else None
    if found is None:
        given.problem(unknown)
    return found


def _as_object(given: Given, name: str) -> Given:
    """An id stands for the object that has it."""
    if isinstance(given.value, str):
        return Given({name: given.value}, given.pointer, given.problems)
    return given


def find_tenure(desk: Desk, given: Given, actor: Actor | None) -> Tenure | None:
    """The tenure that a participant's row names, by its number or by the title of the office.

    Nothing named is None: the office held on the event's date, if there is exactly one.
    """
    number = given["tenure"].value
    if actor is None:
        return None
    held = Tenure.objects.filter(actor=actor).select_related("office")
    if number is not None:
        plain = type(number) is int and 0 < number < 2**63
        found = held.filter(pk=number).first() if plain else None
        if found is None:
            given.problem(_("This actor has no such tenure."), "tenure")
        return found
    title = given.text("office")
    if not title:
        return None
    named = [
        tenure
        for tenure in held.prefetch_related("office__names")
        if title in {tenure.office.label, *(name.name for name in tenure.office.names.all())}
    ]
    if not named and (made := make_tenure(desk, given, actor, title)):
        return made
    if not named:
        given.problem(_("This actor holds no such office."), "office")
    # Several times in the same office: the event's date decides.
    return named[0] if len(named) == 1 else None


def find_place(desk: Desk, given: Given) -> Place | None:
    """The place as it is described: one that is there already, or a new one (not saved yet).

    Only the same names, country, precision and point are the same place. A new one has
    `_state.adding`, and its names in `new_names`.
    """
    if given.value is None:
        return None
    given = _as_object(given, "name")
    if not given.only(_PLACE):
        return None
    if given.text("id"):
        return _known_place(given)
    names = {language: name.value for language, name in given.entries("names") if _is_name(name)}
    row = Place(
        label=given.text("name"),
        country=given.text("country"),
        precision=given.text("precision", PlacePrecision.UNKNOWN.value),
        latitude=given.number("latitude"),
        longitude=given.number("longitude"),
    )
    given.check(row, names={"label": "name"})
    told = (row.label, row.country, row.precision, row.latitude, row.longitude, *names.items())
    if told in desk.places:
        return desk.places[told]
    same = Place.objects.filter(
        country=row.country,
        precision=row.precision,
        latitude=row.latitude,
        longitude=row.longitude,
        label__in={row.label, *names.values()},
    )
    for place in same.prefetch_related("names").order_by("created_at", "id")[:20]:
        known = {name.language: name.name for name in place.names.all()}
        if names.items() <= known.items() and (names or place.label == row.label):
            desk.places[told] = place
            return place
    row.new_names = [PlaceName(place=row, language=key, name=name) for key, name in names.items()]  # type: ignore[attr-defined]
    return row


def _known_place(given: Given) -> Place | None:
    found = Place.objects.filter(pk=given.text("id")[:20]).prefetch_related("names").first()
    if found is None:
        given.problem(_("There is no place with this id."))
        return None
    # What is said of it besides may only be what it is: nothing here changes a place.
    names = {name.language: name.name for name in found.names.all()}
    told: dict[str, list[Any]] = {
        "name": [found.label, *names.values()],
        "country": [found.country, found.country or None],
        "precision": [found.precision],
        "latitude": [found.latitude],
        "longitude": [found.longitude],
    }
    for member, values in told.items():
        if given.has(member) and given[member].value not in values:
            given.problem(_("The place with this id has another one."), member)
    for language, name in given.entries("names"):
        if name.value != names.get(language):
            name.problem(_("The place with this id has another one."))
    return found


def _is_name(given: Given) -> bool:
    if isinstance(given.value, str) and 0 < len(given.value) <= 200:
        return True
    given.problem(_("A name of at most 200 characters is expected here."))
    return False
