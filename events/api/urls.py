"""The addresses of the API, to be included under ``api/v1/``; part of the public contract."""

from django.urls import path

from events.api.views import (
    actors,
    approvals,
    changes,
    dates,
    documents,
    drafts,
    events,
    export,
    imports,
    profiles,
    versions,
)

app_name = "api"
urlpatterns = [
    path("events/", events.EventList.as_view(), name="events"),
    path("events/facets/", events.EventFacets.as_view(), name="event-facets"),
    path("events/histogram/", events.EventHistogram.as_view(), name="event-histogram"),
    path("events/aggregate/", events.EventAggregate.as_view(), name="event-aggregate"),
    path("events/<str:id>/", events.EventDetail.as_view(), name="event"),
    path("events/<str:id>/editions/", events.EditionList.as_view(), name="editions"),
    path("events/<str:id>/editions/<int:number>/", events.EditionDetail.as_view(), name="edition"),
    path("actors/", profiles.ActorList.as_view(), name="actors"),
    path("actors/resolve/", actors.ActorResolve.as_view(), name="actor-resolve"),
    path("actors/<str:id>/", profiles.ActorDetail.as_view(), name="actor"),
    path(
        "actors/<str:id>/announcements/",
        actors.ActorAnnouncements.as_view(),
        name="actor-announcements",
    ),
    path("sources/", profiles.SourceList.as_view(), name="sources"),
    path("sources/<str:id>/", profiles.SourceDetail.as_view(), name="source"),
    path("storylines/", profiles.StorylineList.as_view(), name="storylines"),
    path("storylines/<str:id>/", profiles.StorylineDetail.as_view(), name="storyline"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("export/", export.Export.as_view(), name="export"),
    path("dates/resolve/", dates.DateResolve.as_view(), name="date-resolve"),
    path("codebook/", documents.Codebook.as_view(), name="codebook"),
    path("desk/events/", drafts.EventRecords.as_view(), name="desk-events"),
    path("desk/events/<str:id>/", drafts.EventRecord.as_view(), name="desk-event"),
    *(
        path(
            f"desk/events/<str:id>/{verb}/",
            drafts.verb_view(verb).as_view(),
            name=f"desk-event-{verb}",
        )
        for verb in drafts.VERBS
    ),
    path("desk/actors/", drafts.ActorRecords.as_view(), name="desk-actors"),
    path("desk/actors/<str:id>/", drafts.ActorRecord.as_view(), name="desk-actor"),
    path("desk/sources/", drafts.SourceRecords.as_view(), name="desk-sources"),
    path("desk/sources/<str:id>/", drafts.SourceRecord.as_view(), name="desk-source"),
    *(
        path(f"desk/{name}s/<str:id>/versions/", view.as_view(), name=f"desk-{name}-versions")
        for name, (view, _detail) in versions.VIEWS.items()
    ),
    *(
        path(
            f"desk/{name}s/<str:id>/versions/<int:number>/",
            view.as_view(),
            name=f"desk-{name}-version",
        )
        for name, (_list, view) in versions.VIEWS.items()
    ),
    *(
        path(f"desk/{name}s/<str:id>/approve/", view.as_view(), name=f"desk-{name}-approve")
        for name, view in approvals.VIEWS.items()
    ),
    path("desk/imports/", imports.Imports.as_view(), name="desk-imports"),
    path("desk/imports/<str:id>/", imports.ImportDetail.as_view(), name="desk-import"),
    path("desk/imports/<str:id>/rows/", imports.ImportRows.as_view(), name="desk-import-rows"),
    path(
        "desk/imports/<str:id>/cancel/", imports.ImportCancel.as_view(), name="desk-import-cancel"
    ),
    path(
        "desk/imports/<str:id>/resume/", imports.ImportResume.as_view(), name="desk-import-resume"
    ),
    path("schema/", documents.Schema.as_view(), name="schema"),
    path("docs/", documents.Docs.as_view(), name="docs"),
]
