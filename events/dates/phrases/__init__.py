"""Reading of dates in natural language: ``read`` for one field, ``find`` for running text.

Neither raises an exception for any text. Without an anchor (None, or one without an offset from
UTC) only absolute dates are read, in an unknown language only ISO 8601 and EDTF.
"""

from events.dates.phrases.anchors import ANCHOR_YEARS, anchor_of
from events.dates.phrases.grammar import LANGUAGES_READ
from events.dates.phrases.reader import find, read
from events.dates.phrases.reading import Reading
