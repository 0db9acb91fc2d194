"""The office that an actor held on the date of an event."""

from events.dates import Extent, When, extent
from events.models import Event, Participation, Tenure
from events.models.rows import related


def event_extent(event: Event) -> Extent | None:
    """Return the period of the event; None if it has no start. Raise `DateError` ("reversed")."""
    start: When | None = event.start
    return extent(start, event.end) if start else None


def _held_during(tenure: Tenure, period: Extent) -> bool:
    """Return whether the tenure may overlap the period; without an end it continues."""
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
    """Return the chosen tenure; else the only one that overlaps the event's date. Never guess among
    several, and never return one without known dates.
    """
    if participation.tenure_id is not None:  # querying an empty relation takes longer
        return participation.tenure
    if period is None:
        return None
    running = [
        tenure
        for tenure in related(participation.actor, "tenures")
        if (tenure.start or tenure.end) and _held_during(tenure, period)
    ]
    return running[0] if len(running) == 1 else None
