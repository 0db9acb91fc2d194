"""How long texts and other inputs may be, in characters unless the name says otherwise: one limit
for form, API, import, schema and column.

The limits are for what is sent in. What is stored may be longer: it was written before there was a
limit, and is still read.
"""

from typing import Final

TITLE: Final = 300
STORYLINE_TITLE: Final = 200
SUMMARY: Final = 4000
INTRODUCTION: Final = 4000
CLAIM: Final = 1000
QUOTE: Final = 400
LOCATOR: Final = 200
WORDING: Final = 200
"""Of a source: how it describes somebody, or words an attribution."""
NAME: Final = 200
"""Of an actor, office or place."""
TERM: Final = 100
"""The name of a term of a vocabulary."""
TRANSLATOR: Final = 100
DATE_NOTE: Final = 300
REASON: Final = 2000
"""The reason of a change, and its public note."""

KEY: Final = 40
FIELD: Final = 32
EXTERNAL_KEY: Final = 200
WEB_ADDRESS: Final = 2000
FILTER: Final = 500
CONTENT_HASH: Final = 64
COUNTRY: Final = 2
SCRIPT: Final = 4
WIKIDATA: Final = 16

EDTF: Final = 100
TIMEZONE: Final = 64
PHRASE: Final = 200
INSTANT: Final = 40

WEBHOOK_ADDRESS: Final = 500
CREDENTIAL_NAME: Final = 100
"""The name of a token or webhook."""

# Of requests. `events.api.openapi` says them to programs.
PARAMETER: Final = 200
"""The value of a query parameter, unless it has a limit of its own."""
VALUES: Final = 20
"""How often a query parameter can be repeated."""
SELECTED: Final = 100
"""How many names ``fields`` or ``include`` can have."""
SELECTION: Final = 1000
"""The value of ``fields`` or ``include``: all names of a document together have some 200."""
CURSOR: Final = 1000
DATED_TEXT: Final = 2000
"""A text in which dates are read: as long as `events.dates.read` takes."""
PAGE: Final = 200
"""Results on one page of a list."""
WAIT_SECONDS: Final = 30
"""Less than the minute after which proxies give up on a response."""
ADDRESS_OCTETS: Final = 8000
"""Path and query string together. Below the server's limit (see `tracker.serving`), whose response
cannot name a parameter.
"""
IF_MATCH: Final = 300
VERSIONS: Final = 10
"""The ETags in If-Match."""
VERSION_DIGITS: Final = 9
IDEMPOTENCY_KEY: Final = 255
LIST: Final = 500
"""The entries of a list in a document."""
LANGUAGES: Final = 100
"""The languages of a text in a document: each is a row that is saved and indexed."""
JSON_DEPTH: Final = 64
