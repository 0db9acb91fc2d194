"""Small records of events and profiles, with nothing in them that a test does not name.

Names are ids: `actor("Tass")` is the same actor wherever a record names it.
"""

from typing import Any

from msgspec.structs import replace

from events import dates, record
from events.record.answers import answers_to, with_answers
from events.record.identity import derived_public_id
from events.record.shapes import periods
from events.record.stored import with_origins
from events.record.when import parsed

PUBLISHED = "2023-03-01T12:00:00Z"


def when(edtf: str, **fields: Any) -> record.When:
    known = dates.When.parse(edtf, **fields)
    return record.When(**known.as_json(tuple(dates.LANGUAGES)))


def actor(name: str) -> record.ActorRef:
    public_id = derived_public_id(name)
    return record.ActorRef(id=public_id, name=name, url=f"/actors/{public_id}/")


def source(title: str) -> record.SourceRef:
    public_id = derived_public_id(title)
    return record.SourceRef(id=public_id, title=title, url=f"/sources/{public_id}/")


def named_source(publisher: str = "", **fields: Any) -> record.NamedSource:
    known = {
        "kind": "article",
        "language": "",
        "publisher": actor(publisher) if publisher else None,
        "canonical_url": "",
        "archive_url": "",
        "published": None,
        "modified": None,
        "held": True,
    }
    return record.NamedSource(**{**known, **fields})


def named_actor(kind: str = "organisation", **names: str) -> record.NamedActor:
    return record.NamedActor(kind=kind, names=names)


def hop(by: record.ActorRef | record.SourceRef, wording: str = "") -> record.Hop:
    is_actor = isinstance(by, record.ActorRef)
    return record.Hop(
        actor=by if is_actor else None, source=None if is_actor else by, wording=wording
    )


def citation(title: str = "Report", *via: record.Hop, **fields: Any) -> record.Citation:
    known = {
        "id": derived_public_id("citation", title, *map(str, via), *map(str, fields.items())),
        "field": "",
        "quote": "",
        "quote_language": "",
        "locator": "",
        "stance": "reports",
        "confidence": "medium",
        "source": source(title),
        "via": list(via),
    }
    return record.Citation(**{**known, **fields})


def claim(speaker: str, text: str, event: str = "Talks", **fields: Any) -> record.Claim:
    """`answers`: pairs of what it does to which claim; the claim is named by its text."""
    links = [
        record.ClaimLink(type=kind, claim=derived_public_id(other), event=derived_public_id(home))
        for kind, other, home in fields.pop("answers", ())
    ]
    known = {
        "id": derived_public_id(text),
        "kind": "assertion",
        "modality": "asserted",
        "text": text,
        "language": "en",
        "texts": {},
        "quote": "",
        "quote_language": "",
        "event": derived_public_id(event),
        "speaker": actor(speaker),
        "said": None,
        "links": links,
        "citations": [citation()],
        "origins": record.Origins(count=0, of=[], why=""),
        "answered_by": [],
    }
    return record.Claim(**{**known, **fields})


def edition(number: int = 1, **fields: Any) -> record.Edition:
    known = {
        "seq": number,
        "number": number,
        "shape": record.SHAPE,
        "kind": "published" if number == 1 else "updated",
        "at": PUBLISHED,
        "note": "",
    }
    return record.Edition(**{**known, **fields})


def event(title: str = "Talks", *, kind: type[record.Event] = record.Event, **fields: Any) -> Any:
    """An event with its origins counted and its own answers beside its claims.

    `actors` and `sources` are by name; sources that are cited and not given are articles of nobody.
    """
    public_id = derived_public_id(title)
    start, end = fields.get("start"), fields.get("end")
    named = {derived_public_id(name): known for name, known in fields.pop("actors", {}).items()}
    sources = {derived_public_id(name): known for name, known in fields.pop("sources", {}).items()}
    known = {
        "id": public_id,
        "url": f"/events/{public_id}/",
        "title": title,
        "summary": "",
        "language": "en",
        "texts": {},
        "type": "talks",
        "type_names": {},
        "occurrence": "occurred",
        "start": start,
        "end": end,
        "period": periods(parsed(start), parsed(end), tuple(dates.LANGUAGES)),
        "other_dates": [],
        "place": None,
        "participants": [],
        "claims": [],
        "citations": [citation()],
        "relations": [],
        "storylines": [],
        "origins": record.Origins(count=0, of=[], why=""),
        "date_origins": None,
        "actors": named,
        "sources": {derived_public_id("Report"): named_source(), **sources},
        "edition": edition(),
    }
    built = kind(**{**known, **fields})
    return with_answers(with_origins(built, {}), {})


def answered(event: record.Event, *others: record.Event) -> record.Event:
    """The event with the answers that its own claims and those of other events give."""
    return with_answers(event, answers_to({event.id}, [(other, 1) for other in others]))


def participation(name: str, role: str = "participant", **fields: Any) -> record.Participation:
    known = {
        "role": role,
        "described_as": "",
        "described_as_language": "",
        "actor": actor(name),
        "office": "",
        "offices": {},
        "citations": [],
    }
    return record.Participation(**{**known, **fields})


def retraction(of: record.Event, note: str, number: int = 2) -> record.Retraction:
    last = edition(number, kind="retracted", note=note)
    return record.Retraction(id=of.id, url=of.url, retracted=True, edition=last)


def changed(of: record.Event, **fields: Any) -> record.Event:
    """The next edition of an event."""
    number = of.edition.number + 1
    return replace(of, **{"edition": edition(number), **fields})


def source_profile(title: str = "Report", *, publisher: str = "", **fields: Any) -> record.Source:
    reference, known = source(title), named_source(publisher)
    return record.Source(
        **{
            **{name: getattr(known, name) for name in record.members_of(record.NamedSource)},
            "id": reference.id,
            "url": reference.url,
            "title": title,
            "content_hash": "",
            "accessed_at": None,
            "revision_of": None,
            "revisions": [],
            "actors": {},
            **fields,
        }
    )


def actor_profile(name: str = "Nikolai Patrushev", **fields: Any) -> record.Actor:
    reference = actor(name)
    known = {
        "id": reference.id,
        "url": reference.url,
        "name": name,
        "names": {"en": name},
        "all_names": [actor_name(name)],
        "kind": "person",
        "wikidata": "",
        "offices": [],
        "actors": {},
        "sources": {derived_public_id("Report"): named_source()},
    }
    return record.Actor(**{**known, **fields})


def actor_name(name: str, language: str = "en", **fields: Any) -> record.ActorName:
    known = {"name": name, "language": language, "script": "Latn", "kind": "official"}
    return record.ActorName(**{**known, **fields})


def tenure(office: str = "Secretary", **fields: Any) -> record.Tenure:
    known = {
        "id": derived_public_id("tenure", office),
        "office": office,
        "offices": {},
        "body": None,
        "start": when("2008-05"),
        "end": None,
        "start_means": "in_office_since",
        "citations": [],
    }
    return record.Tenure(**{**known, **fields})


def storyline(title: str = "China and Russia", **fields: Any) -> record.Storyline:
    public_id = derived_public_id(title)
    known = {
        "id": public_id,
        "url": f"/storylines/{public_id}/",
        "title": title,
        "introduction": "",
        "language": "en",
        "texts": {},
        "filter": "",
        "pinned": [],
    }
    return record.Storyline(**{**known, **fields})
