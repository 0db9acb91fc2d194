"""The words of the closed vocabularies as a page shows them."""

from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

# From the event that states the relation, and seen from the other one.
RELATIONS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "part_of": (_("Part of"), _("Includes")),
    "follows": (_("Follows"), _("Followed by")),
    "responds_to": (_("Responds to"), _("Answered by")),
    "announces": (_("Announces"), _("Announced by")),
    "contradicts": (_("Contradicts"), _("Contradicted by")),
    "caused_by": (_("Caused by"), _("Led to")),
}

PLACE_PRECISIONS: Final[Words] = {
    "region": _("known only as a region"),
    "country": _("known only as a country"),
    "unknown": _("where exactly is not known"),
}

MODALITIES: Final[Words] = {
    "asserted": "",
    "possible": _("as a possibility"),
    "future": _("about the future"),
    "negated": _("negated"),
}

FIELDS: Final[Words] = {
    "start": _("for the date"),
    "end": _("for the end"),
    "place": _("for the place"),
    "title": _("for the title"),
    "summary": _("for the summary"),
    "occurrence": _("for whether it took place"),
    "type": _("for the kind of event"),
    "participants": _("for who took part"),
    "role": _("for the role"),
    "described_as": _("for the description"),
    "office": _("for the office"),
    "said": _("for when it was said"),
    "text": _("for what was said"),
}


ANSWERS: Final[Words] = {
    "denies": _("denies this"),
    "confirms": _("confirms this"),
    "repeats": _("repeats this"),
    "qualifies": _("qualifies this"),
    "retracts": _("takes this back"),
}
"""After the name of who answers."""


CAUSES: Final[Words] = {
    "answer": _("answers updated"),
    "reference": _("names updated"),
    "redacted": _("redacted"),
}
"""What an edition does that was not made by editors."""


def word(choices: type[TextChoices], value: str) -> str:
    """The word for a value of a vocabulary, as inside a sentence; the value itself if it is new."""
    return str(choices(value).label) if value in choices.values else value


def heading_word(choices: type[TextChoices], value: str) -> str:
    """`word` with a capital: at the beginning of a line."""
    return capfirst(word(choices, value))
