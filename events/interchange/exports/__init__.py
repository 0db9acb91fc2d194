"""Dumps: the events of a filter in the formats of other systems, written in pieces."""

from events.interchange.exports.bibliography import reference
from events.interchange.exports.formats import FORMATS, SINGLE, Dump, Format, MissingExtra

__all__ = ["FORMATS", "SINGLE", "Dump", "Format", "MissingExtra", "reference"]
