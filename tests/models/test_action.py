"""The desk's log of editorial actions."""

from datetime import timedelta

import pytest

from events.models import Action
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def test_log_shows_the_latest_act_first():
    event = factories.EventFactory()
    act = {"event": event, "editor": newsroom.editor(), "version": 1}
    later = Action.objects.create(verb="publish", at=NOW + timedelta(hours=1), **act)
    first = Action.objects.create(verb="create", at=NOW, **act)
    second = Action.objects.create(verb="submit", at=NOW, **act)
    assert list(event.actions.all()) == [later, second, first]


def test_act_is_shown_with_its_moment():
    assert str(Action(verb="retract", at=NOW)) == "retract 2023-03-01 12:00"
