"""What was found on the way is remembered by one session alone."""

from events.editorial.drafts import references
from events.editorial.drafts.node import Node
from events.editorial.drafts.session import Session
from tests.editorial.drafts.conftest import Desk


def test_sessions_share_nothing(desk: Desk):
    one, other = Session(desk.editor), Session(desk.editor)
    references.find_actor(one, Node(desk.actor.pk))
    assert (one.actors, other.actors) == ({desk.actor.pk: desk.actor}, {})
    assert (one.make_missing, one.restoring) == (False, False)
