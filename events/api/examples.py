"""Examples for the OpenAPI description; a test holds them against the shapes."""

from typing import Any, Final

_PATRUSHEV: Final = {
    "id": "bq4d-7hkm-x2tz",
    "name": "Nikolai Patrushev",
    "names": {"en": "Nikolai Patrushev", "de": "Nikolai Patruschew"},
    "kind": "person",
    "url": "/actors/bq4d-7hkm-x2tz/",
}
_TASS: Final = {
    "id": "c3rs-m5xw-9ktp",
    "name": "TASS",
    "names": {"en": "TASS", "de": "Tass"},
    "kind": "organisation",
    "url": "/actors/c3rs-m5xw-9ktp/",
}
_WHEN: Final = {
    "edtf": "2023-02-21",
    "earliest": "2023-02-20T21:00:00Z",
    "latest": "2023-02-21T21:00:00Z",
    "precision": "day",
    "approximate": False,
    "uncertain": False,
    "timezone": "Europe/Moscow",
    "basis": "resolved_phrase",
    "phrase": "am Dienstag",
    "phrase_language": "de",
    "anchor": "2023-02-22T16:00:00+01:00",
    "display": {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"},
}
_READING: Final = {
    "start": 3,
    "end": 11,
    "text": "Dienstag",
    "kind": "date",
    "tier": 2,
    "when": {
        **_WHEN,
        "earliest": "2023-02-21T00:00:00Z",
        "latest": "2023-02-22T00:00:00Z",
        "timezone": None,
        "phrase": "Dienstag",
    },
    "part": "",
    "reason": {
        "en": "Tuesday before or on Wednesday, 22 February 2023; nothing says otherwise",
        "de": "Dienstag vor oder am Mittwoch, 22. Februar 2023; nichts spricht dagegen",
    },
    "alternatives": [],
}
_REPORT: Final = {
    "id": "n8zb-4jqv-h6gd",
    "title": "A report on the visit",
    "kind": "article",
    "language": "de",
    "publisher": None,
    "url": "/sources/n8zb-4jqv-h6gd/",
    "canonical_url": "",
    "archive_url": "",
    "published": None,
    "modified": None,
    "held": True,
}
_CITATION: Final = {
    "id": "41",
    "source": _REPORT,
    "field": "",
    "quote": "",
    "quote_language": "",
    "locator": "paragraph 2",
    "stance": "reports",
    "confidence": "high",
    "via": [{"actor": _TASS, "source": None, "wording": "laut Angaben der Tass"}],
}
_EDITION: Final = {
    "seq": 17,
    "number": 2,
    "kind": "corrected",
    "at": "2023-02-23T09:30:00Z",
    "note": "The day of the talks was wrong.",
}
_EVENT: Final = {
    "id": "k7pw-2xhd-r9cn",
    "url": "/events/k7pw-2xhd-r9cn/",
    "title": "Talks in Moscow",
    "summary": "The security advisers of both countries meet.",
    "language": "en",
    "texts": {
        "de": {
            "title": "Gespräche in Moskau",
            "summary": "Die Sicherheitsberater beider Länder treffen sich.",
            "origin": "translation",
            "translator": "",
        }
    },
    "type": "talks",
    "type_names": {"en": "Talks", "de": "Gespräche"},
    "occurrence": "occurred",
    "start": _WHEN,
    "end": None,
    "period": {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"},
    "other_dates": [],
    "place": {
        "name": "Moscow",
        "names": {"en": "Moscow", "de": "Moskau"},
        "country": "RU",
        "precision": "city",
        "latitude": None,
        "longitude": None,
    },
    "participants": [
        {
            "actor": _PATRUSHEV,
            "role": "host",
            "described_as": "",
            "described_as_language": "",
            "office": "Secretary of the Security Council",
            "offices": {"en": "Secretary of the Security Council"},
            "citations": [],
        }
    ],
    "claims": [],
    "citations": [_CITATION],
    "relations": [],
    "storylines": [],
    "origins": 1,
    "edition": _EDITION,
}
_RETRACTION: Final = {
    "id": "k7pw-2xhd-r9cn",
    "url": "/events/k7pw-2xhd-r9cn/",
    "retracted": True,
    "edition": {**_EDITION, "kind": "retracted", "note": "The meeting never took place."},
}

EXAMPLES: Final[dict[str, Any]] = {
    "When": _WHEN,
    "Event": _EVENT,
    "Retraction": _RETRACTION,
    "Change": {
        "seq": 17,
        "event": "k7pw-2xhd-r9cn",
        "kind": "corrected",
        "at": _EDITION["at"],
        "number": 2,
        "note": _EDITION["note"],
        "document": _EVENT,
    },
    "ResolvedText": {
        "text": "am Dienstag",
        "language": "de",
        "anchor": "2023-02-22T16:00:00+01:00",
        "results": [_READING],
    },
    "Problem": {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "The query is not valid. Nothing was looked up.",
        "errors": [{"parameter": "from", "detail": "The period ends before it begins."}],
    },
}
