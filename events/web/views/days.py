"""One day or month: what happened, and what was reported then."""

import re
from dataclasses import replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.dates import DateError, When, display, window
from events.timeline.documents import current_events, current_texts
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.paging import page
from events.web.as_of import PastMoment, past_moment
from events.web.band import View, band
from events.web.caching import conditional
from events.web.cards import card
from events.web.grouping import grouped
from events.web.languages import reader_language
from events.web.occurrences import is_overdue
from events.web.scales import FIRST, LAST, Scale, moved
from events.web.views.responses import PAGE_SIZE, Context, refused

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


@require_safe
def day(request: HttpRequest, date: str) -> HttpResponseBase:
    """`date`: a day or a month in ISO 8601; anything else is not found."""
    when = _when(date)
    try:
        past = past_moment(request)
    except FilterError as error:
        return refused(request, error)
    chosen = EventFilter(from_text=date, to_text=date, as_of=past.moment, ordering="date")
    # The stretches of the scale lead to the timeline.
    view = View(chosen, replace(chosen, ordering="-date"), "one", past.now, root="/")
    identity = f"{generation(chosen)} {past.now}"
    return conditional(request, identity, lambda: _page(request, when, view, past))


def _when(date: str) -> When:
    try:
        if _DATE.fullmatch(date):
            return When.parse(date)
    except DateError:
        pass
    raise Http404


def _page(request: HttpRequest, when: When, view: View, past: PastMoment) -> HttpResponse:
    reported = EventFilter(
        reported_from=when.edtf, reported_to=when.edtf, as_of=past.moment, ordering="date"
    )
    context = {
        "section": "timeline",
        "past": past,
        "heading": display(when, reader_language()),
        "is_day": when.precision == "day",
        "month_url": f"/days/{when.edtf[:7]}/{past.suffix}",
        "as_of_url": f"/?as_of={when.edtf}" if _is_over(when, past) else "",
        **_neighbours(when, past),
        "band": band(view),
        **_events(view.chosen, past),
        **_reports(reported, past),
    }
    return render(request, "events/day.html", context)


def _is_over(when: When, past: PastMoment) -> bool:
    return when.precision == "day" and when.latest is not None and when.latest <= past.now


def _neighbours(when: When, past: PastMoment) -> Context:
    period = window(when.edtf, when.edtf)
    scale = Scale(period.start or FIRST, period.end or LAST)
    urls = {}
    for name, step in (("previous", -1), ("next", 1)):
        bounds = moved(scale, step)
        urls[f"{name}_url"] = f"/days/{bounds[0]}/{past.suffix}" if bounds else ""
    return urls


def _events(chosen: EventFilter, past: PastMoment) -> Context:
    """The first events of the time, and where all of them are."""
    found = page(chosen, limit=PAGE_SIZE)
    texts = current_texts(found.records, as_of=past.moment)
    return {
        "years": grouped(texts, past.now, past.suffix),
        "more_url": f"/?{chosen.to_query()}" if found.next else "",
    }


def _reports(chosen: EventFilter, past: PastMoment) -> Context:
    """What was reported then, whenever it happened."""
    found = page(chosen, limit=PAGE_SIZE)
    return {
        "reported": [
            card(event, past.suffix, overdue=is_overdue(event, past.now))
            for event in current_events(found.records, as_of=past.moment)
        ],
        "reported_url": f"/?{chosen.to_query()}" if found.next else "",
    }
