"""Examples for the OpenAPI description, built from the declaration of the record.

What an example does not name is filled in (`example`), so that a new member needs no edit here.
"""

from datetime import datetime, timedelta, timezone
from types import NoneType
from typing import Any, Final, TypeVar, get_args, get_origin

import msgspec

from events import dates, record
from events.record.members import Declared, Document, members_of
from events.record.shapes import periods

D = TypeVar("D", bound=Document)

_ANCHOR: Final = datetime(2023, 2, 22, 16, tzinfo=timezone(timedelta(hours=1)))
_EMPTY: Final = {list: [], dict: {}, str: "", bool: False, int: 1, float: 0.0}


def example(document: type[D], **given: Any) -> D:
    """A document with these members; the others are null, empty, or the first of their vocabulary.

    Raises `msgspec.ValidationError` where a member isn't of its type.
    """
    filled = {name: _value(one) for name, one in members_of(document).items() if name not in given}
    return msgspec.convert(msgspec.to_builtins({**filled, **given}), document)


def _value(declared: Declared) -> Any:
    if declared.default is not msgspec.NODEFAULT:
        return declared.default
    if NoneType in get_args(declared.type):
        return None
    if declared.member.choices and not declared.member.blank:
        return declared.member.choices.values[0]
    return _EMPTY[get_origin(declared.type) or declared.type]


def _when(text: str, zone: str | None, phrase: str) -> record.When:
    when = dates.When.parse(
        text,
        timezone=zone,
        basis="resolved_phrase",
        phrase=phrase,
        phrase_language="de",
        anchor=_ANCHOR,
    )
    return msgspec.convert(when.as_json(tuple(dates.LANGUAGES)), record.When)


def _actor(key: str, name: str) -> record.ActorRef:
    return record.ActorRef(id=key, name=name, url=f"/actors/{key}/")


_WHEN: Final = _when("2023-02-21", "Europe/Moscow", "am Dienstag")
_PATRUSHEV: Final = _actor("bq4d-7hkm-x2tz", "Nikolai Patrushev")
_TASS: Final = _actor("c3rs-m5xw-9ktp", "TASS")
_REPORT: Final = record.SourceRef(
    id="n8zb-4jqv-h6gd", title="A report on the visit", url="/sources/n8zb-4jqv-h6gd/"
)
_CITATION: Final = example(
    record.Citation,
    id="w4tn-9qzd-3hxk",
    source=_REPORT,
    locator="paragraph 2",
    confidence="high",
    via=[record.Hop(actor=_TASS, source=None, wording="laut Angaben der Tass")],
)
_EDITION: Final = record.Edition(
    seq=17,
    number=2,
    shape=record.SHAPE,
    kind="corrected",
    at="2023-02-23T09:30:00Z",
    note="The day of the talks was wrong.",
)
_EVENT: Final = record.with_origins(
    example(
        record.Event,
        id="k7pw-2xhd-r9cn",
        url="/events/k7pw-2xhd-r9cn/",
        title="Talks in Moscow",
        summary="The security advisers of both countries meet.",
        language="en",
        texts={
            "de": example(
                record.EventText,
                title="Gespräche in Moskau",
                summary="Die Sicherheitsberater beider Länder treffen sich.",
                origin="translation",
            )
        },
        type="talks",
        type_names={"en": "Talks", "de": "Gespräche"},
        occurrence="occurred",
        start=_WHEN,
        period=periods(record.when.parsed(_WHEN), None, tuple(dates.LANGUAGES)),
        place=example(
            record.Place,
            name="Moscow",
            names={"en": "Moscow", "de": "Moskau"},
            country="RU",
            precision="city",
        ),
        participants=[
            example(
                record.Participation,
                actor=_PATRUSHEV,
                office="Secretary of the Security Council",
                offices={"en": "Secretary of the Security Council"},
            )
        ],
        citations=[_CITATION],
        origins=example(record.Origins),
        actors={
            _PATRUSHEV.id: example(
                record.NamedActor, names={"en": "Nikolai Patrushev", "de": "Nikolai Patruschew"}
            ),
            _TASS.id: example(
                record.NamedActor, names={"en": "TASS", "de": "Tass"}, kind="organisation"
            ),
        },
        sources={_REPORT.id: example(record.NamedSource, language="de", held=True)},
        edition=_EDITION,
    ),
    {},
)
_RETRACTION: Final = record.Retraction(
    id=_EVENT.id,
    url=_EVENT.url,
    retracted=True,
    edition=msgspec.structs.replace(
        _EDITION, kind="retracted", note="The meeting never took place."
    ),
)
_PHRASE: Final = "am Dienstag"

EXAMPLES: Final[dict[str, Any]] = msgspec.to_builtins(
    {
        "When": _WHEN,
        "Event": _EVENT,
        "Retraction": _RETRACTION,
        "Change": {
            "seq": _EDITION.seq,
            "event": _EVENT.id,
            "kind": _EDITION.kind,
            "at": _EDITION.at,
            "number": _EDITION.number,
            "note": _EDITION.note,
            "document": _EVENT,
        },
        "ResolvedText": {
            "text": _PHRASE,
            "language": "de",
            "anchor": dates.json_datetime(_ANCHOR),
            "results": [one.as_json() for one in dates.find(_PHRASE, _ANCHOR, "de")],
        },
        "Problem": {
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": "The query is not valid. Nothing was looked up.",
            "errors": [{"parameter": "from", "detail": "The period ends before it begins."}],
        },
    }
)
"""By the name of their schema."""
