"""Making what a document names and describes but the desk does not have (`Desk.make_missing`).

Public records describe what they name: so one can be read into another installation. What they do
not tell (an actor's further names, the dates of an office) is left for the editors.
"""

import re

from django.core.exceptions import ValidationError
from django.db.models import Model

from events.dates import LANGUAGES
from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given, when_names
from events.editorial.drafts.saving import keep
from events.models import (
    Actor,
    ActorName,
    EventType,
    EventTypeName,
    Office,
    OfficeName,
    Source,
    Storyline,
    StorylineText,
    Tenure,
)
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.vocabulary import StartMeaning, TextOrigin
from events.search import name_key


def _can_be_made(desk: Desk, public_id: str) -> bool:
    return desk.make_missing and re.fullmatch(PUBLIC_ID_PATTERN, public_id) is not None


def make_actor(desk: Desk, given: Given, public_id: str) -> Actor | None:
    name = given.text("name")
    if not name or not _can_be_made(desk, public_id):
        return None
    row = Actor(pk=public_id, kind=given.text("kind"), label=name)
    names = [
        ActorName(
            actor=row,
            name=written.value,
            language=language,
            script="Latn",
            key=name_key(written.value),
        )
        for language, written in given.entries("names")
        if isinstance(written.value, str)
    ]
    if not _saved(desk, given, row, {"label": "name"}):
        return None
    for spelling in names:
        _keep_part(desk, given, spelling, "actor")
    return row


def make_source(desk: Desk, given: Given, public_id: str) -> Source | None:
    title = given.text("title")
    if not title or not _can_be_made(desk, public_id):
        return None
    row = Source(
        pk=public_id,
        kind=given.text("kind"),
        title=title,
        language=given.text("language"),
        url=given.text("canonical_url") or None,
        archive_url=given.text("archive_url"),
        held=given.flag("held", True),
    )
    row.published, row.modified = given.when("published"), given.when("modified")
    if publisher := given["publisher"].value:
        part = given["publisher"]
        publisher_id = publisher.get("id") if isinstance(publisher, dict) else publisher
        known = Actor.objects.filter(pk=str(publisher_id)[:20]).first()
        row.publisher = known or make_actor(desk, part, str(publisher_id))
    names = {"url": "canonical_url", **when_names("published", "modified")}
    return row if _saved(desk, given, row, names) else None


def make_type(desk: Desk, given: Given, key: str) -> EventType | None:
    if not desk.make_missing:
        return None
    row = EventType(key=key)
    if not _saved(desk, given, row, {"key": "type"}):
        return None
    for language, name in given.entries("type_names"):
        if isinstance(name.value, str):
            named = EventTypeName(type=row, language=language, name=name.value)
            _keep_part(desk, name, named, "type")
    return row


def make_tenure(desk: Desk, given: Given, actor: Actor, title: str) -> Tenure | None:
    """The actor in an office of this title, since and until nobody knows when."""
    if not desk.make_missing:
        return None
    titles = {language: name.value for language, name in given.entries("offices")}
    office = Office.objects.filter(label=title).order_by("created_at", "id").first()
    if office is None:
        office = Office(label=title)
        if not _saved(desk, given, office, {"label": "office"}):
            return None
        for language in LANGUAGES:
            if isinstance(titles.get(language), str):
                row = OfficeName(office=office, language=language, name=titles[language])
                _keep_part(desk, given, row, "office")
    tenure = Tenure(actor=actor, office=office, start_means=StartMeaning.CITED_SINCE)
    return tenure if _saved(desk, given, tenure, {}) else None


def make_storyline(desk: Desk, given: Given) -> Storyline | None:
    public_id, title = given.text("id"), given.text("title")
    if not title or not _can_be_made(desk, public_id):
        return None
    if Storyline.objects.filter(pk=public_id).exists():
        return None
    row = Storyline(pk=public_id, label=title, public=desk.restoring)
    if not _saved(desk, given, row, {"label": "title"}):
        return None
    texts = {language: text.value for language, text in given.entries("titles")}
    # The reference does not say in which language its first title is.
    first = next((language for language in LANGUAGES if language not in texts), "und")
    for language, text in {first: title, **texts}.items():
        origin = TextOrigin.ORIGINAL if language == first else TextOrigin.TRANSLATION
        if isinstance(text, str):
            written = StorylineText(storyline=row, language=language, title=text, origin=origin)
            _keep_part(desk, given, written, "storyline")
    return row


def _keep_part(desk: Desk, given: Given, row: Model, owner: str) -> None:
    given.check(row, without=(owner,))
    given.finish()
    keep(desk, given, row)


def _saved(
    desk: Desk, given: Given, row: Actor | Source | EventType | Office | Storyline | Tenure,
    names: dict[str, str],
) -> bool:  # fmt: skip
    """Whether the row could be made; what keeps it from that is noted at its place."""
    before = len(given.problems)
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as refusal:
        given.refused(refusal, row, names)
    if len(given.problems) > before:
        return False
    keep(desk, given, row, names)
    return True
