"""Events in each editorial state."""

from events.dates import When
from events.models import Event
from tests import factories, newsroom


def event_in(state):
    if state == "draft":
        return newsroom.draft_event()
    if state == "in_review":
        event = newsroom.draft_event()
        Event.objects.filter(pk=event.pk).update(state="in_review")
        return event
    event = newsroom.published_event()
    if state == "changed":
        event.texts.update(title="Talks, corrected")
        Event.objects.filter(pk=event.pk).update(version=event.version + 1)
    if state == "retracted":
        newsroom.retract(event, reason="It never took place.")
    return event


def announced(title="Summit", day="2023-03-20", *, publish=True, **fields):
    """An event that was announced for a day, with the report of it."""
    event = newsroom.draft_event(title, occurrence="announced", start=When.parse(day), **fields)
    factories.CitationFactory(event=event, field="occurrence")
    if publish:
        newsroom.publish(event)
    event.refresh_from_db()
    return event
