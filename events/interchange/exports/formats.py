"""The formats by name, as in ``export/?format=``."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from events.interchange.exports.acled import acled_rows
from events.interchange.exports.atom import atom
from events.interchange.exports.bibliography import bibtex, csl_json, ris
from events.interchange.exports.dump import Dump, pieces
from events.interchange.exports.ftm import follow_the_money
from events.interchange.exports.ics import calendar
from events.interchange.exports.jsonld import json_ld
from events.interchange.exports.ninjs import ninjs
from events.interchange.exports.tables import csv_rows, parquet_file
from events.interchange.exports.timelinejs import timeline_js

__all__ = ["FORMATS", "SINGLE", "Dump", "Format", "MissingExtra"]


class MissingExtra(Exception):
    """A format requires a package that is not installed."""


@dataclass(frozen=True)
class Format:
    """A format: `write` yields the bytes; `needs` are modules that must be installed."""

    media_type: str
    ending: str
    write: Callable[[Dump], Iterator[bytes]]
    needs: tuple[str, ...] = ()

    def octets(self, dump: Dump) -> Iterator[bytes]:
        """Return the dump in pieces of a suitable size. Raise `MissingExtra` immediately."""
        self.require()
        return pieces(self.write(dump))

    def one(self, dump: Dump) -> bytes | None:
        """Return the whole file of a single event; None if the format leaves the event out."""
        octets = b"".join(self.write(dump))
        empty = b"".join(self.write(replace(dump, documents=())))
        return None if octets == empty else octets

    def require(self) -> None:
        try:
            for module in self.needs:
                importlib.import_module(module)
        except ImportError as error:
            raise MissingExtra from error


def ndjson(dump: Dump) -> Iterator[bytes]:
    """Yield the documents as they are stored, one per line."""
    for text in dump.documents:
        yield text.encode() + b"\n"


def parquet(dump: Dump) -> Iterator[bytes]:
    # An optional dependency, imported on first use.
    modules = (importlib.import_module(name) for name in ("pyarrow", "pyarrow.parquet"))
    return parquet_file(dump, *modules)


SINGLE: Final = ("jsonld", "ninjs", "ics", "ftm", "bibtex", "ris", "csl")
"""The formats that make sense for one event."""

FORMATS: Final[Mapping[str, Format]] = {
    "ndjson": Format("application/x-ndjson", "ndjson", ndjson),
    "csv": Format("text/csv; charset=utf-8", "csv", csv_rows),
    "jsonld": Format("application/ld+json", "jsonld", json_ld),
    "timelinejs": Format("application/json", "json", timeline_js),
    "ics": Format("text/calendar; charset=utf-8", "ics", calendar),
    "atom": Format("application/atom+xml", "atom", atom),
    "ninjs": Format("application/json", "json", ninjs),
    "ftm": Format("application/x-ndjson", "ftm.json", follow_the_money),
    "acled": Format("text/csv; charset=utf-8", "csv", acled_rows),
    "bibtex": Format("application/x-bibtex; charset=utf-8", "bib", bibtex),
    "ris": Format("application/x-research-info-systems; charset=utf-8", "ris", ris),
    "csl": Format("application/vnd.citationstyles.csl+json", "json", csl_json),
    "parquet": Format(
        "application/vnd.apache.parquet", "parquet", parquet, ("pyarrow", "pyarrow.parquet")
    ),
}
