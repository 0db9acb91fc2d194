"""What the boxes of a date say: one rule for the page while typing, for saving and for showing."""

import re
from dataclasses import dataclass, replace
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext as _

from events.admin.anchors import Anchor, CitedSources, given_anchor
from events.admin.boxes import LENGTHS, Boxes, Seen, automatic_basis
from events.admin.faults import fault
from events.admin.labels import worded
from events.admin.reading import Read, exact, is_read, read_phrase, tried_languages
from events.dates import DateError, When
from events.models.when import EDTF_LENGTH
from events.record.date_errors import date_error_message
from events.record.text import has_invalid_characters
from events.record.vocabulary import Basis

TIERS: Final = {
    1: pgettext_lazy("how sure a reading is", "sure"),
    2: pgettext_lazy("how sure a reading is", "likely"),
    3: pgettext_lazy("how sure a reading is", "vague"),
}
CHOSEN: Final = pgettext_lazy("how sure a reading is", "your choice")
OPENS: Final = {"edtf", "language", "anchor"}
_LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_ZONED: Final = re.compile(r"T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d)")


@dataclass(frozen=True)
class Other:
    """Another date that the words can mean, in words, with its reason."""

    edtf: str
    words: str
    reason: str
    taken: bool = False


@dataclass(frozen=True)
class Understood:
    """The When of the boxes, and what an editor is told of it; `tier` None where it was not read.

    `unseen` says why an editor has to look at it before it is saved ("" if not), `offered` are all
    dates that the words can mean, the one that is taken among them.
    """

    when: When
    boxes: Boxes
    tier: int | None = None
    reason: str = ""
    anchor: Anchor | None = None
    offered: tuple[Other, ...] = ()
    unseen: str = ""
    cited: CitedSources | None = None

    @property
    def words(self) -> str:
        return worded(self.when)

    @property
    def others(self) -> list[Other]:
        return [other for other in self.offered if not other.taken]

    @property
    def sureness(self) -> str:
        return str(CHOSEN if self.tier and self.boxes.edtf else TIERS.get(self.tier or 0, ""))

    @property
    def grade(self) -> str:
        return "chosen" if self.boxes.edtf else str(self.tier or "")

    @property
    def relative_to(self) -> SafeString | str:
        if self.anchor and self.anchor.ground == "recorded" and self.cited:
            return self.cited.naming(self.anchor).words()
        return self.anchor.words() if self.anchor else ""

    @property
    def read_as(self) -> str:
        code = self.when.phrase_language.partition("-")[0].lower()
        if not code or not self.when.phrase:
            return ""
        try:
            name = get_language_info(code)["name_translated"]
        except KeyError:
            name = self.when.phrase_language
        return _("Read as %(language)s.") % {"language": name}

    @property
    def note(self) -> str:
        """What is still missing for an exact date."""
        clock = self.when.precision in {"minute", "second"}
        if clock and not self.when.timezone and not _ZONED.search(self.when.edtf):
            return _("No time zone is given: it counts as UTC.")
        return ""

    @property
    def seen(self) -> str:
        """What the page sends back, so that what was shown is what is saved."""
        if self.tier is None:
            return ""
        source = self.anchor.source if self.anchor else ""
        return Seen(*self.boxes.asked, replace(self.when, timezone=None), source).dump()


def understand(boxes: Boxes, cited: CitedSources) -> Understood | None:
    """The boxes as one When, None for none. Raises `ValidationError` in the active language."""
    _refuse_hostile(boxes)
    boxes = boxes.settled()
    recorded = Seen.load(boxes.recorded)
    if not boxes.text and boxes.edtf:
        boxes = replace(boxes, text=boxes.edtf, edtf="")
    if not boxes.text:
        # Whoever empties the box means to remove the date, whatever is left below it.
        if not (recorded and recorded.text) and (boxes.timezone or boxes.language or boxes.anchor):
            raise fault("date_missing")
        return None
    if recorded and recorded.asked == boxes.asked:
        return _as_recorded(recorded, boxes, cited)
    if boxes.language and not _LANGUAGE_TAG.fullmatch(boxes.language):
        raise fault("language")
    try:
        given = given_anchor(boxes.anchor) if boxes.anchor else None
        when, typed = exact(boxes.text), exact(boxes.edtf) if boxes.edtf else None
        if boxes.edtf and typed is None:
            When.parse(boxes.edtf)
    except DateError as error:
        raise ValidationError(date_error_message(error), code=error.code) from error
    if when is None:
        return _phrase(boxes, typed, given or _anchor(boxes, recorded, cited), given, cited)
    if typed is not None and typed.edtf != when.edtf:
        raise fault("two_dates")
    boxes = replace(boxes, edtf="")
    return Understood(_finished(when, boxes, recorded), boxes, 1, _("Written as a date."))


def _refuse_hostile(boxes: Boxes) -> None:
    for part, length in LENGTHS.items():
        text = getattr(boxes, part)
        if len(text) > length:
            message = _("At most %(count)d characters.") % {"count": length}
            raise ValidationError(message, code="too_long")
        if has_invalid_characters(text):
            raise fault("control")


def _as_recorded(recorded: Seen, boxes: Boxes, cited: CitedSources) -> Understood:
    moment = recorded.when.anchor
    when = _finished(recorded.when, boxes, None, recorded.when.basis)
    anchor = Anchor(moment, "recorded") if moment else None
    return Understood(when, boxes, anchor=anchor, cited=cited)


def _anchor(boxes: Boxes, recorded: Seen | None, cited: CitedSources) -> Anchor | None:
    """What a phrase counts from by itself: as it was shown, else as the sources are now."""
    found = cited.stand
    if found is None and recorded and recorded.when.anchor:
        # Better the day that the date was counted from before than the day of today.
        found = Anchor(recorded.when.anchor, "recorded")
    found = found or cited.today
    seen = Seen.load(boxes.seen)
    if seen and found and seen.asked == boxes.asked and seen.source == found.source:
        moment = seen.when.anchor
        if moment and moment != found.moment:
            return replace(found, moment=moment, when=None)
    return found


def _phrase(
    boxes: Boxes,
    typed: When | None,
    anchor: Anchor | None,
    given: Anchor | None,
    cited: CitedSources,
) -> Understood:
    languages = tried_languages(boxes.language, cited.languages)
    recorded = Seen.load(boxes.recorded)
    try:
        if boxes.language and not is_read(boxes.language):
            raise fault("language_unread")
        found = read_phrase(boxes.text, anchor.moment if anchor else None, languages)
    except ValidationError:
        if typed is None:
            raise
        # The editor says what the words mean; a machine need not agree.
        language = boxes.language or languages[0]
        moment = given.moment if given else None
        when = replace(typed, phrase=boxes.text, phrase_language=language, anchor=moment)
        when = _finished(when, boxes, recorded, Basis.RESOLVED_PHRASE)
        return Understood(when, boxes, 2, _("The date that you gave for the phrase."), given)
    return _read(boxes, found, typed, anchor, recorded)


def _read(
    boxes: Boxes, found: Read, typed: When | None, anchor: Anchor | None, recorded: Seen | None
) -> Understood:
    taken = typed or found.when
    offered = _offered(found, taken.edtf)
    free = found.unanchored(boxes.text)
    reading_is_free = found.when.edtf in free
    known = {other.edtf: other.reason for other in offered}
    counted = taken.edtf not in free if taken.edtf in known else not reading_is_free
    used = anchor if counted else None
    when = replace(
        taken,
        phrase=boxes.text,
        phrase_language=found.language,
        anchor=used.moment if used else None,
    )
    when = _finished(when, boxes, recorded)
    reason = known.get(taken.edtf) or _("The date that you gave for the phrase.")
    unseen = "" if typed else _unseen(boxes, found, when)
    offered = offered if len(offered) > 1 or typed else ()
    return Understood(when, boxes, found.reading.tier, reason, used, offered, unseen)


def _offered(found: Read, taken: str) -> tuple[Other, ...]:
    language = get_language() or "en"
    others = [(other.when, other.why) for other in found.reading.alternatives]
    dates = [(found.when, found.reading.why), *others]
    return tuple(
        Other(when.edtf, worded(when), _sentence(why.words(language)), when.edtf == taken)
        for when, why in dates
    )


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def _unseen(boxes: Boxes, found: Read, when: When) -> str:
    seen = Seen.load(boxes.seen)
    if seen and seen.asked == boxes.asked:
        return "" if seen.when.edtf == when.edtf else "changed"
    if not found.whole:
        return "partly"
    return "ambiguous" if found.reading.alternatives and found.reading.tier > 1 else ""


def _finished(when: When, boxes: Boxes, recorded: Seen | None, basis: str = "") -> When:
    """With its zone and its basis. Raises `ValidationError`."""
    told = boxes.basis
    if recorded and told == recorded.when.basis != automatic_basis(recorded.when):
        # Shown for the date that was there before: how that came about says nothing of this one.
        told = "" if told in {Basis.STATED, Basis.RESOLVED_PHRASE} else told
    try:
        zoned = replace(
            when,
            timezone=boxes.timezone or None,
            basis=told or basis or automatic_basis(when),
        )
    except DateError as error:
        raise ValidationError(date_error_message(error), code=error.code) from error
    if len(zoned.edtf) > EDTF_LENGTH:
        raise fault("too_long")
    return zoned
