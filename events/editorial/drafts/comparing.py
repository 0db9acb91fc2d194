"""Whether a document says anything new, told without writing it."""

from typing import Any

from events.editorial.drafts.given import Given
from events.editorial.drafts.showing import desk_when
from events.record.vocabulary import PlacePrecision, TextOrigin

Document = dict[str, Any]

_NO_TEXT = {"title": "", "summary": "", "origin": TextOrigin.TRANSLATION.value, "translator": ""}
_NO_PLACE: Document = {
    "names": {},
    "country": "",
    "precision": PlacePrecision.UNKNOWN.value,
    "latitude": None,
    "longitude": None,
}


def says_nothing_new(document: Document, shown: Document) -> bool:
    """Whether a document surely leaves an event (`shown` by `showing.event_shown`) as it is.

    False wherever only writing it would tell. What the desk tells besides is no exception: of a
    member that nobody sets, only the value that it has is surely nothing new.
    """
    given = Given(document)
    return (
        all(name in shown and _meant(given, name, shown) == shown[name] for name in document)
        and not given.problems
    )


def _meant(given: Given, name: str, shown: Document) -> Any:
    """A member as the desk would show it; what is not recognised stays as it is given."""
    value = given[name].value
    match name, value:
        case (("start" | "end"), _):
            return desk_when(given.when(name))
        case "place", {"name": _} if shown["place"] is not None:
            return {**_NO_PLACE, "id": shown["place"]["id"], **value}
        case "texts", dict():
            return {
                language: {**_NO_TEXT, **text} if isinstance(text, dict) else text
                for language, text in value.items()
            }
        case _, str():
            return value.strip()
    return value
