"""How long texts may be, in characters: one limit for form, API, import, schema and column.

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
