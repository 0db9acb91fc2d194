"""Events in each editorial state."""

from events.models import Event
from tests import newsroom


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
