"""Which office an actor held on the date of an event."""

from events.dates import Extent, When, extent
from events.models import Event, Participation, Tenure
from events.models.rows import related


def event_extent(event: Event) -> Extent | None:
    """From when to when the event lasts; None while it has no start. Raises `DateError`
    ("reversed").
    """
    start: When | None = event.start
    return extent(start, event.end) if start else None


def _held_during(tenure: Tenure, period: Extent) -> bool:
    """Whether the tenure may have run at some moment of the period; without end it runs on."""
    start: When | None = tenure.start
    end: When | None = tenure.end
    begun = (
        not start
        or start.earliest is None
        or period.latest is None
        or start.earliest < period.latest
    )
    over = (
        end is not None
        and end.latest is not None
        and period.earliest is not None
        and end.latest <= period.earliest
    )
    return begun and not over


def tenure_at(participation: Participation, period: Extent | None) -> Tenure | None:
    """The chosen tenure; else the only one that ran on the event's date; never a guess among
    several, and never one of which nobody knows when it began or ended.
    """
    if participation.tenure_id is not None:  # asking an empty relation takes longer
        return participation.tenure
    if period is None:
        return None
    running = [
        tenure
        for tenure in related(participation.actor, "tenures")
        if (tenure.start or tenure.end) and _held_during(tenure, period)
    ]
    return running[0] if len(running) == 1 else None
