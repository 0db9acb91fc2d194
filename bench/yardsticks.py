"""What the product is measured beside, served from the same database in the same run.

``/textbook/…``: the events as anybody would serve them with REST framework: a ModelViewSet with
nested serializers over the desk's normalised tables, every relation prefetched, pages by number.
``/raw/…``: no framework at all: one statement over the driver and orjson around stored documents.
``/bare/``: a plain template over the same prefetched rows.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qs

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

import orjson
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from rest_framework import pagination, routers, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from events.models import Actor, Citation, Event, EventText, Participation, Place, Source
from tracker.urls import urlpatterns as product

PAGE: Final = 50


class TextSerializer(serializers.ModelSerializer[EventText]):
    class Meta:
        model = EventText
        fields = ("language", "title", "summary", "origin")


class ActorSerializer(serializers.ModelSerializer[Actor]):
    class Meta:
        model = Actor
        fields = ("id", "label", "kind")


class ParticipationSerializer(serializers.ModelSerializer[Participation]):
    actor = ActorSerializer()

    class Meta:
        model = Participation
        fields = ("actor", "role", "described_as")


class SourceSerializer(serializers.ModelSerializer[Source]):
    publisher = ActorSerializer()

    class Meta:
        model = Source
        fields = ("id", "title", "kind", "language", "url", "publisher", "published_edtf")


class CitationSerializer(serializers.ModelSerializer[Citation]):
    source = SourceSerializer()  # type: ignore[assignment]

    class Meta:
        model = Citation
        fields = ("id", "source", "quote", "stance", "confidence")


class PlaceSerializer(serializers.ModelSerializer[Place]):
    class Meta:
        model = Place
        fields = ("label", "country", "latitude", "longitude")


class EventSerializer(serializers.ModelSerializer[Event]):
    texts = TextSerializer(many=True)
    participations = ParticipationSerializer(many=True)
    citations = CitationSerializer(many=True)
    place = PlaceSerializer()
    type = serializers.CharField(source="type.key")

    class Meta:
        model = Event
        fields = (
            "id", "type", "occurrence", "start_edtf", "start_earliest", "start_latest",
            "start_precision", "place", "texts", "participations", "citations", "updated_at",
        )  # fmt: skip


class Pages(pagination.LimitOffsetPagination):
    default_limit = PAGE


def events() -> QuerySet[Event]:
    return (
        Event.objects.filter(state="published")
        .select_related("type", "place")
        .prefetch_related("texts", "participations__actor", "citations__source__publisher")
        .order_by("-start_sort_key", "-id")
    )


class EventViewSet(viewsets.ReadOnlyModelViewSet[Event]):
    serializer_class = EventSerializer
    pagination_class = Pages
    renderer_classes = [JSONRenderer]

    def get_queryset(self) -> QuerySet[Event]:
        found, asked = events(), self.request.query_params
        if "actor" in asked:
            found = found.filter(participations__actor=asked["actor"])
        if "from" in asked:
            found = found.filter(start_latest__gt=f"{asked['from']}-01-01T00:00Z")
        if "to" in asked:
            found = found.filter(start_earliest__lt=f"{int(asked['to']) + 1}-01-01T00:00Z")
        for word in asked.get("q", "").split():
            found = found.filter(
                Q(texts__title__icontains=word) | Q(texts__summary__icontains=word)
            ).distinct()
        return found

    @action(detail=False)
    def facets(self, request: Request) -> Response:
        chosen = Event.objects.filter(state="published")
        columns = {
            "type": "type__key",
            "occurrence": "occurrence",
            "actor": "participations__actor",
            "source": "citations__source",
            "language": "texts__language",
        }
        return Response(
            {
                name: list(
                    chosen.values_list(column).annotate(n=Count("pk", distinct=True))
                    .order_by("-n")[:50]
                )
                for name, column in columns.items()
            }
        )  # fmt: skip

    @action(detail=False)
    def histogram(self, request: Request) -> Response:
        chosen = Event.objects.filter(state="published", start_earliest__isnull=False)
        months = chosen.annotate(month=TruncMonth("start_earliest")).values_list("month")
        return Response(list(months.annotate(n=Count("pk")).order_by("month")))


router = routers.SimpleRouter()
router.register("events", EventViewSet, basename="textbook")


def bare(request: HttpRequest) -> HttpResponse:
    return render(request, "bare.html", {"events": events()[:PAGE]})


urlpatterns = [
    path("textbook/", include(router.urls)),
    path("bare/", bare),
    *product,
]

_STANDING: Final = """SELECT e.document FROM (SELECT seq FROM events_edition
    WHERE superseded_at IS NULL AND listed {beyond} ORDER BY date_key DESC, event_id DESC
    LIMIT 51) AS ids JOIN events_edition e ON e.seq = ids.seq
    ORDER BY e.date_key DESC, e.event_id DESC"""
_ACTOR: Final = """SELECT e.document FROM (SELECT edition_id FROM events_currentactor
    WHERE actor_id = %s AND date_key < %s AND day_latest > %s
    ORDER BY date_key DESC, event_id DESC LIMIT 51) AS ids
    JOIN events_edition e ON e.seq = ids.edition_id ORDER BY e.date_key DESC, e.event_id DESC"""
_ONE: Final = "SELECT document FROM events_edition WHERE event_id = %s AND superseded_at IS NULL"

Start = Callable[[str, list[tuple[str, str]]], Any]


def raw(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    name = environ["PATH_INFO"].strip("/").split("/")[-1]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if name == "one":
            cursor.execute(_ONE, [asked["id"]])
        elif "actor" in asked:
            cursor.execute(
                _ACTOR, [asked["actor"], f"{int(asked['to']) + 1}", f"{asked['from']}-01-01"]
            )
        elif "key" in asked:
            beyond = "AND (date_key, event_id) < (%s, %s)"
            cursor.execute(_STANDING.format(beyond=beyond), [asked["key"], asked["id"]])
        else:
            cursor.execute(_STANDING.format(beyond=""))
        documents = [orjson.Fragment(document) for (document,) in cursor.fetchall()]
    body = orjson.dumps({"next": None, "previous": None, "results": documents[:PAGE]})
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


_django = get_wsgi_application()


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """The product, the textbook and the driver alone, by the path."""
    served: Any = raw if environ["PATH_INFO"].startswith("/raw/") else _django
    return served(environ, start)  # type: ignore[no-any-return]
