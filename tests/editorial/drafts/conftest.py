"""A desk with the few records that documents name, and what a refusal says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from events import editorial
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from events.models import Actor, Source, User
from tests import factories, newsroom


@dataclass(frozen=True)
class Desk:
    """The editor and some records; documents name them by id."""

    editor: User
    actor: Actor
    source: Source

    @property
    def session(self) -> Session:
        return Session(self.editor)

    @property
    def making(self) -> Session:
        return Session(self.editor, make_missing=True)

    @property
    def who(self) -> dict[str, Any]:
        return {"editor": self.editor, "now": newsroom.NOW}

    def minimal(self, **members: Any) -> dict[str, Any]:
        """The least that an event can be, with further members."""
        return {"title": "Talks", "language": "en", "type": "talks", **members}

    def create(self, **members: Any) -> dict[str, Any]:
        return editorial.create_event(document=self.minimal(**members), **self.who)

    def change(self, event: dict[str, Any], document: Any, **more: Any) -> dict[str, Any]:
        return editorial.change_event(
            pk=event["id"],
            document=document,
            expected_version=event["version"],
            **self.who,
            **more,
        )


@pytest.fixture
def desk(db: None) -> Desk:
    factories.EventTypeFactory(key="talks")
    actor = newsroom.actor("Wang Yi")
    return Desk(newsroom.editor(), actor, factories.SourceFactory(title="A report"))


def refused(act: Callable[..., Any], *args: Any, **kwargs: Any) -> list[tuple[str, str]]:
    """Places and messages of the problems that a call is refused with."""
    with pytest.raises(editorial.EditorialError) as error:
        act(*args, **kwargs)
    return [(problem.field, problem.message) for problem in error.value.problems]


def places(act: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    return [place for place, _message in refused(act, *args, **kwargs)]


def said(node: Node) -> list[tuple[str, str]]:
    """What was noted so far."""
    return [(problem.field, problem.message) for problem in node.problems]
