"""The public addresses of the API, and what they say of caching."""

from tests.api.conftest import Scene

BASE = "/api/v1"
ADDRESSES = (
    "/events/", "/events/facets/", "/events/histogram/?interval=day", "/actors/", "/sources/",
    "/events/aggregate/?by=type,month",
    "/actors/resolve/?name=Speaker", "/storylines/", "/changes/",
    "/dates/resolve/?text=am+Dienstag&anchor=2023-02-22", "/codebook/", "/schema/", "/docs/",
)  # fmt: skip


def details(scene: Scene) -> list[str]:
    event = scene.linked
    names = {
        "actors": event.participations.first().actor_id,
        "storylines": event.pins.get().storyline_id,
        "sources": event.citations.get().source_id,
        "events": event.pk,
    }
    return [f"/{kind}/{pk}/" for kind, pk in names.items()] + [
        f"/events/{event.pk}/editions/",
        f"/events/{event.pk}/editions/1/",
    ]


def cache_control(seconds: int) -> str:
    return f"public, max-age={seconds}, s-maxage={seconds}, stale-if-error=600"
