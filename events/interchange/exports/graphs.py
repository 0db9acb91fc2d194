"""Linked records: JSON-LD (schema.org) and FollowTheMoney entities."""

from collections.abc import Iterator
from typing import Any, Final

import orjson

from events.interchange.exports.dump import Document, Dump, json_array, source_addresses
from events.record.vocabulary import Role

Node = dict[str, Any]

_EVENT_STATUS: Final = {
    "scheduled": "https://schema.org/EventScheduled",
    "announced": "https://schema.org/EventScheduled",
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
    "did_not_occur": "https://schema.org/EventCancelled",
}
_TYPES: Final = {
    "person": "Person",
    "state": "Country",
    "organisation": "Organization",
    "office_body": "GovernmentOrganization",
    "group": "Organization",
}
# Whom an event is about, rather than who is at it.
_ABOUT: Final = {"target", "subject"}


def json_ld(dump: Dump) -> Iterator[bytes]:
    """One graph of Event, Claim, NewsArticle and CorrectionComment, each event with its own.

    Safe inside a page's script element: no "<" is written as such.
    """
    nodes = (node for document in dump.parsed() for node in nodes_of(document, dump))
    for part in json_array(nodes, b'{"@context": "https://schema.org", "@graph": [', b"]}"):
        yield part.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def nodes_of(document: Document, dump: Dump) -> Iterator[Node]:
    """The event, what is claimed about it, what reports it, and what was corrected."""
    address = dump.address(document["url"])
    articles = [_article(citation["source"], dump) for citation in document["citations"]]
    yield _event(document, dump, articles)
    yield from articles
    for claim in document["claims"]:
        yield _claim(claim, document, dump)
    if document["edition"]["kind"] == "corrected":
        yield {
            "@type": "CorrectionComment",
            "@id": f"{address}#edition-{document['edition']['number']}",
            "text": document["edition"]["note"],
            "dateCreated": document["edition"]["at"],
            "about": {"@id": address},
        }


def _event(document: Document, dump: Dump, articles: list[Node]) -> Node:
    address = dump.address(document["url"])
    occurrence = document["occurrence"]
    known = {"@type": "PropertyValue", "name": "occurrence", "value": occurrence}
    return _filled(
        {
            "@type": "Event",
            "@id": address,
            "url": address,
            "identifier": document["id"],
            "name": document["title"],
            "description": document["summary"],
            "inLanguage": document["language"],
            "keywords": document["type"],
            "startDate": _iso(document["start"]),
            "endDate": _iso(document["end"]),
            "temporalCoverage": _edtf(document),
            "eventStatus": _EVENT_STATUS.get(occurrence),
            "additionalProperty": [known],
            "location": _location(document["place"]),
            "organizer": _agents(document, dump, {"host"}),
            "attendee": _agents(document, dump, set(Role.values) - _ABOUT - {"host"}),
            "about": _agents(document, dump, _ABOUT),
            "superEvent": [
                {"@id": dump.address(relation["event"]["url"])}
                for relation in document["relations"]
                if relation["type"] == "part_of"
            ],
            "subjectOf": [{"@id": article["@id"]} for article in articles],
        }
    )


def _agents(document: Document, dump: Dump, roles: set[str]) -> list[Node]:
    return [
        _agent(part["actor"], dump) for part in document["participants"] if part["role"] in roles
    ]


def _with(document: Document, role: str) -> list[Document]:
    return [part for part in document["participants"] if part["role"] == role]


def _claim(claim: Document, document: Document, dump: Dump) -> Node:
    event = dump.address(document["url"])
    appearances = [_article(citation["source"], dump)["@id"] for citation in claim["citations"]]
    return _filled(
        {
            "@type": "Claim",
            "@id": f"{event}#claim-{claim['id']}",
            "text": claim["text"],
            "inLanguage": claim["language"],
            "creator": _agent(claim["speaker"], dump),
            "dateCreated": _iso(claim["said"]),
            "about": {"@id": event},
            "genre": claim["kind"],
            "appearance": [{"@id": appearance} for appearance in appearances],
            "mentions": [
                {"@id": f"{dump.address('/events/' + link['event'] + '/')}#claim-{link['claim']}"}
                for link in claim["links"]
            ],
        }
    )


def _article(source: Document, dump: Dump) -> Node:
    publisher = source["publisher"]
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": dump.address(source["url"]),
            "headline": source["title"],
            "url": source["canonical_url"],
            "archivedAt": source["archive_url"],
            "inLanguage": source["language"],
            "datePublished": _iso(source["published"]),
            "dateModified": _iso(source["modified"]),
            "publisher": _agent(publisher, dump) if publisher else None,
        }
    )


def _agent(actor: Document, dump: Dump) -> Node:
    address = dump.address(actor["url"])
    return {"@type": _TYPES.get(actor["kind"], "Thing"), "@id": address, "name": actor["name"]}


def _location(place: Document | None) -> Node | None:
    if place is None:
        return None
    point = None
    if place["latitude"] is not None:
        point = {
            "@type": "GeoCoordinates",
            "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
    address = {"@type": "PostalAddress", "addressCountry": place["country"]}
    return _filled(
        {
            "@type": "Place",
            "name": place["name"],
            "address": address if place["country"] else None,
            "geo": point,
        }
    )


def _iso(when: Document | None) -> str | None:
    """The date where EDTF says it as ISO 8601 does: never more, and nothing that is unsure."""
    if when is None or when["approximate"] or when["uncertain"]:
        return None
    text: str = when["edtf"]
    plain = set(text) <= set("0123456789-:TZ+")
    return text if plain else None


def _edtf(document: Document) -> str:
    return "/".join(document[name]["edtf"] for name in ("start", "end") if document[name])


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


_SCHEMATA: Final = {
    "person": "Person",
    "state": "PublicBody",
    "office_body": "PublicBody",
    "organisation": "Organization",
    "group": "Organization",
    "unnamed": "LegalEntity",
}


def follow_the_money(dump: Dump) -> Iterator[bytes]:
    """FollowTheMoney entities, one in each line: events, the actors in them, what they rest on.

    An actor comes with each event that it is in: readers of the format merge entities of one id.
    """
    for document in dump.parsed():
        for entity in _entities(document, dump):
            yield orjson.dumps(entity) + b"\n"


def _entities(document: Document, dump: Dump) -> Iterator[Node]:
    hosts = [part["actor"] for part in _with(document, "host")]
    others = [part["actor"] for part in document["participants"] if part["actor"] not in hosts]
    for actor in {one["id"]: one for one in (*hosts, *others)}.values():
        yield _entity(
            actor["id"],
            _SCHEMATA.get(actor["kind"], "LegalEntity"),
            name=[actor["name"]],
            alias=[name for name in actor["names"].values() if name != actor["name"]],
            sourceUrl=[dump.address(actor["url"])],
        )
    sources = {c["source"]["id"]: c["source"] for c in document["citations"]}
    for source in sources.values():
        yield _entity(
            source["id"],
            "Document",
            title=[source["title"]],
            publisher=[source["publisher"]["name"]] if source["publisher"] else [],
            sourceUrl=[source["canonical_url"]],
        )
    place = document["place"] or {}
    yield _entity(
        document["id"],
        "Event",
        name=[document["title"]],
        summary=[document["summary"]],
        startDate=[_date(document["start"])],
        endDate=[_date(document["end"])],
        location=[place.get("name", "")],
        country=[place.get("country", "").lower()],
        organizer=[actor["id"] for actor in hosts],
        involved=[actor["id"] for actor in others],
        proof=list(sources),
        recordId=[document["id"]],
        sourceUrl=[dump.address(document["url"]), *source_addresses(document)],
        modifiedAt=[document["edition"]["at"]],
    )


def _entity(key: str, schema: str, **properties: list[str]) -> Node:
    known = {
        name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()
    }
    return {
        "id": key,
        "schema": schema,
        "properties": {name: values for name, values in known.items() if values},
    }


def _date(when: Document | None) -> str:
    """FollowTheMoney takes the beginning of an ISO date for as exact as it is."""
    return _iso(when) or ""
