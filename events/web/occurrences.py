"""How a page says what is the case in the world: a word, a sentence, a shape; colour comes last."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Lazy = str | Promise


@dataclass(frozen=True)
class Appearance:
    """`happened`: whether a reader may take it as having happened; only then is the mark filled."""

    value: str
    badge: Lazy
    sentence: Lazy
    happened: bool = False

    @property
    def icon(self) -> str:
        """The template of the mark, whose shape tells the occurrence."""
        return f"events/marks/{self.value}.svg"


_APPEARANCES = {
    appearance.value: appearance
    for appearance in (
        Appearance("occurred", _("Took place"), _("Reported as having taken place."), True),
        Appearance("ongoing", _("Ongoing"), _("Under way as far as we know."), True),
        Appearance(
            "announced",
            _("Announced"),
            _("Announced – has not taken place as far as we know."),
        ),
        Appearance(
            "scheduled",
            _("Scheduled"),
            _("Scheduled – has not taken place as far as we know."),
        ),
        Appearance(
            "postponed",
            _("Postponed"),
            _("Postponed – did not take place on the date first announced."),
        ),
        Appearance("cancelled", _("Cancelled"), _("Cancelled – it will not take place.")),
        Appearance(
            "did_not_occur",
            _("Did not take place"),
            _("It was expected, but did not take place."),
        ),
        Appearance(
            "alleged",
            _("Alleged"),
            _("Alleged – somebody says that it happened; it is not established."),
        ),
        Appearance(
            "hypothetical",
            _("Hypothetical"),
            _("Hypothetical: not reported as having happened."),
        ),
        Appearance("unknown", _("Not known"), _("Whether it took place is not known to us.")),
    )
}


def appearance(record: dict[str, Any] | str) -> Appearance:
    """How an event document, or an occurrence by its value, is shown."""
    value = record if isinstance(record, str) else record["occurrence"]
    return _APPEARANCES.get(value, _APPEARANCES["unknown"])


def appearances() -> list[Appearance]:
    """All of them, in the order in which the legend and the form show them."""
    return list(_APPEARANCES.values())
