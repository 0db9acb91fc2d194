"""Writing the texts of an event or storyline: the original and its translations."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _

from events.editorial.columns import columns_of
from events.editorial.drafts.filling import check, fill
from events.editorial.drafts.node import Node
from events.editorial.drafts.saving import Wanted, by_language, replace, rows_of
from events.editorial.drafts.session import Session
from events.models import EventText, StorylineText
from events.record import EventText as EventTextMembers
from events.record import StorylineText as StorylineTextMembers
from events.record.desk import DeskEvent, DeskStoryline
from events.record.members import Document, members_of
from events.record.vocabulary import TextOrigin


@dataclass(frozen=True)
class Texts:
    """How texts are stored: the name and document of their record; their model and members."""

    owner: str
    document: type[Document]
    model: type[Model]
    members: type[Document]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the members of the document itself, in the original language."""
        named = members_of(self.document)
        columns = columns_of(self.members, self.model)
        return tuple(column.member for column in columns if column.member in named)

    def are_in(self, node: Node) -> bool:
        return any(map(node.has, ("language", "texts", *self.words)))


EVENT: Final = Texts("event", DeskEvent, EventText, EventTextMembers)
STORYLINE: Final = Texts("storyline", DeskStoryline, StorylineText, StorylineTextMembers)


def write_texts(session: Session, node: Node, owner: Any, kind: Texts, *, whole: bool) -> None:
    """Write the texts; omitted members are unchanged or, with `whole`, cleared."""
    before = rows_of(session, owner, owner.texts.all())
    original = next((text for text in before if text.origin == TextOrigin.ORIGINAL), None)
    first: Any = kind.model(**{kind.owner: owner})
    for name in kind.words:
        setattr(first, name, getattr(original or first, name))
    fill(first, node, kind.members, whole=whole)
    first.language = node.language("language", original.language if original else "")
    first.origin = TextOrigin.ORIGINAL
    if not first.language:
        node.problem(_("Say in which language the title is."), "language")
    check(node, first, kind.members, without=(kind.owner,))
    if whole or node.has("texts"):
        wanted = _translations(node, owner, first, kind)
    else:
        wanted = [
            (node, text)
            for text in before
            if text is not original and by_language(text) != first.language
        ]
    # The original comes last: the former original may be a translation now.
    replace(session, before, [*wanted, (node, first)], by_language)


def _translations(node: Node, owner: Any, original: Any, kind: Texts) -> list[Wanted]:
    found: list[Wanted] = []
    for language, text in node.translations("texts"):
        if not text.is_object():
            continue
        row: Any = kind.model(**{kind.owner: owner}, language=language)
        row.origin = TextOrigin.TRANSLATION
        fill(row, text, kind.members, whole=False)
        if language == original.language:
            for name in kind.words:
                if getattr(row, name) != getattr(original, name):
                    text.problem(_("The record itself is in this language. Change it there."), name)
            continue
        if row.origin == TextOrigin.ORIGINAL:
            text.problem(_("Only the title itself is the original."), "origin")
        check(text, row, kind.members, without=(kind.owner,))
        found.append((text, row))
    return found
