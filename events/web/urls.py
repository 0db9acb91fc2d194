"""The addresses of the readers' pages; part of the public contract."""

from django.urls import path, register_converter

from events.web.converters import PublicIdConverter
from events.web.views import (
    about,
    actors,
    announcements,
    changes,
    days,
    embeds,
    events,
    facets,
    feeds,
    health,
    language,
    logo,
    oembed,
    registers,
    sitemap,
    sources,
    storylines,
    timeline,
)

register_converter(PublicIdConverter, "public_id")

app_name = "web"
urlpatterns = [
    path("", timeline.timeline, name="timeline"),
    path("events/<public_id:id>/", events.event, name="event"),
    path("events/<public_id:id>/history/", events.event_history, name="event-history"),
    path("events/<public_id:id>/<slug:slug>/", events.event, name="event-with-slug"),
    path("actors/", registers.actors, name="actors"),
    path("actors/<public_id:id>/", actors.actor, name="actor"),
    path(
        "actors/<public_id:id>/announcements/",
        announcements.announcements,
        name="actor-announcements",
    ),
    path("sources/", registers.sources, name="sources"),
    path("sources/<public_id:id>/", sources.source, name="source"),
    path("storylines/", registers.storylines, name="storylines"),
    path("storylines/<public_id:id>/", storylines.storyline, name="storyline"),
    path("days/<str:date>/", days.day, name="day"),
    path("changes/", changes.changes, name="changes"),
    path("facets/", facets.facets, name="facets"),
    path("about/", about.about, name="about"),
    path("feed.atom", feeds.feed, name="feed"),
    path("calendar.ics", feeds.calendar, name="calendar"),
    path("embed/events/<public_id:id>/", embeds.event, name="embed-event"),
    path("embed/storylines/<public_id:id>/", embeds.storyline, name="embed-storyline"),
    path("embed/timeline/", embeds.timeline, name="embed-timeline"),
    path("oembed", oembed.oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap/<slug:name>.xml", sitemap.sitemap_part, name="sitemap-part"),
    path("language/", language.set_language, name="language"),
    path("logo/<str:name>", logo.logo, name="logo"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
