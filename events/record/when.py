"""Dates as they stand in documents."""

from functools import lru_cache
from typing import Annotated, overload

from django.utils.translation import gettext_lazy as _

from events import dates
from events.record import limits
from events.record.members import INSTANT, LANGUAGE, Document, member
from events.record.vocabulary import Basis, Precision


class DeskWhen(Document, frozen=True, kw_only=True):
    """What a date is made from: EDTF, and where it comes from."""

    edtf: Annotated[
        str,
        member(
            _("date"),
            "EDTF (ISO 8601-2), the profile of this project.",
            max_length=limits.EDTF,
            examples=["2023-02-21"],
        ),
    ]
    timezone: Annotated[
        str | None,
        member(
            _("time zone"), "IANA name of the event's own time zone.", max_length=limits.TIMEZONE
        ),
    ] = None
    basis: Annotated[str, member(_("basis"), "Where the date comes from.", choices=Basis)] = (
        Basis.STATED.value
    )
    phrase: Annotated[
        str,
        member(
            _("as written"),
            "The words of the source that the date was read from.",
            max_length=limits.PHRASE,
        ),
    ] = ""
    phrase_language: Annotated[str, member(_("language"), "Of the phrase.", **LANGUAGE)] = ""
    anchor: Annotated[
        str | None,
        member(
            _("counted from"),
            "The moment that a relative phrase was resolved against, with its offset from UTC.",
            max_length=limits.INSTANT,
            format="date-time",
        ),
    ] = None


class When(DeskWhen, frozen=True, kw_only=True):
    """A date as far as it is known. A year is never a 1 January."""

    earliest: Annotated[
        str | None,
        member(
            _("not before"), "Lower bound (inclusive); null: unbounded.",
            read_only=True, **INSTANT,
        ),
    ]  # fmt: skip
    latest: Annotated[
        str | None,
        member(
            _("before"), "Upper bound (exclusive); null: unbounded.",
            read_only=True, **INSTANT,
        ),
    ]  # fmt: skip
    precision: Annotated[
        str,
        member(
            _("precision"), "How exactly it is known.",
            choices=Precision, meaning=True, read_only=True,
        ),
    ]  # fmt: skip
    approximate: Annotated[
        bool, member(_("approximate"), "Approximate date (EDTF ~).", meaning=True, read_only=True)
    ]
    uncertain: Annotated[
        bool, member(_("uncertain"), "Uncertain date (EDTF ?).", meaning=True, read_only=True)
    ]
    display: Annotated[
        dict[str, str],
        member(_("in words"), "The date in words, by language of the interface.", read_only=True),
    ]


@overload
def parsed(when: When) -> dates.When: ...


@overload
def parsed(when: When | None) -> dates.When | None: ...


def parsed(when: When | None) -> dates.When | None:
    """The date with its bounds, for comparing and wording; None where there is none."""
    return _parsed(when.edtf, when.timezone) if when else None


# A page has few different dates, and the bounds of each are asked for several times.
@lru_cache(maxsize=4096)
def _parsed(edtf: str, timezone: str | None) -> dates.When:
    return dates.When.parse(edtf, timezone=timezone)
