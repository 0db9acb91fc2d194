"""Putting editions back that another archive has published, with their numbers and instants.

Only into an archive that has never published: numbers are given out once, in the order in which
editions become public. And only where the desk's own rows say the same: what is restored is the
record that publishing them would make, to the letter.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.utils.translation import gettext as _

from events.editorial.editions import Issue, insert_edition, set_sequence
from events.editorial.errors import EditorialError, Problem
from events.editorial.graph import load_event
from events.editorial.profiles import refresh_profiles
from events.editorial.naming import instant
from events.record.mentions import actor_roles, source_ids
from events.editorial.versions import require
from events.models import Action, Citation, Edition, Event, StorylinePin, User
from events.record.vocabulary import EditionKind, State, Verb

Document = dict[str, Any]


def require_unpublished(editor: User) -> None:
    """Raises `NotAllowed`, or `EditorialError` where something was ever published."""
    require(editor, "publish_event")
    if Edition.objects.exists():
        message = _("Editions are only restored into an archive that has never published.")
        raise EditorialError([Problem("", message)])


def restore_edition(document: Document, *, editor: User, others: Mapping[str, Document]) -> None:
    """The edition of a document, whose event the desk already has.

    `others`: the documents of all events that are restored, by id. Raises `EditorialError` at the
    member in which the desk's rows would make another record.
    """
    told = _edition_of(document)
    event = load_event(document["id"])
    ties = ties_of(event)
    body = tie(event_document(event), ties, others)
    for name in (*body, *document):
        if name != "edition" and body.get(name, ...) != document.get(name, ...):
            message = _("The record that this makes differs from the one that is restored.")
            raise EditorialError([Problem(f"/{name}", message)])
    issue = Issue(EditionKind(told["kind"]), editor, told["at"], told["note"])
    edition = insert_edition(event, body, issue, ties, seq=told["seq"], number=told["number"])
    Event.objects.filter(pk=event.pk).update(state=State.PUBLISHED, published_version=event.version)
    Action.objects.create(
        event_id=event.pk,
        verb=Verb.PUBLISHED,
        editor=editor,
        at=told["at"],
        reason=told["note"],
        version=event.version,
        edition=edition,
    )


def finish_restoring(documents: Iterable[Document]) -> None:
    """The profiles of all that the documents name, and the numbers for what comes after."""
    actors: set[str] = set()
    sources: set[str] = set()
    last, first = 0, None
    for document in documents:
        actors |= {actor for actor, _role, _part in actor_roles(document)}
        sources |= source_ids(document)
        last = max(last, document["edition"]["seq"])
        at = datetime.fromisoformat(document["edition"]["at"])
        first = at if first is None else min(first, at)
    if first is None:
        return
    set_sequence(last)
    storylines = StorylinePin.objects.values_list("storyline_id", flat=True).distinct()
    refresh_profiles(now=first, actors=actors, sources=sources, storylines=storylines)
    # Citations kept their numbers; the database counts on behind them.
    for statement in connection.ops.sequence_reset_sql(no_style(), [Citation]):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _edition_of(document: Document) -> dict[str, Any]:
    """The ``edition`` of a document, checked. Raises `EditorialError`."""
    told = document.get("edition")
    given = told if isinstance(told, dict) else {}
    problem = Problem("/edition", _("Each row needs the edition that it was published as."))
    kinds = {EditionKind.PUBLISHED, EditionKind.UPDATED, EditionKind.CORRECTED}
    try:
        at = datetime.fromisoformat(given["at"])
        numbers = [given[name] for name in ("seq", "number")]
        plain = all(type(number) is int and 0 < number < 2**31 for number in numbers)
        known = given["kind"] in kinds and isinstance(given["note"], str) and plain
        if not known or at.utcoffset() is None or instant(at) != given["at"]:
            raise EditorialError([problem])
    except (KeyError, TypeError, ValueError):
        raise EditorialError([problem]) from None
    return {**given, "at": at}
