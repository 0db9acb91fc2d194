"""From the input of a date widget to a When: the same for previews, for saving and for display."""

import re
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext as _

from events.admin.display import display_date
from events.admin.when_anchors import Anchor, CitedSources, parse_anchor
from events.admin.when_errors import date_error
from events.admin.when_input import (
    MAX_LENGTHS,
    Snapshot,
    WhenInput,
    default_basis,
)
from events.admin.when_phrases import (
    ParsedPhrase,
    candidate_languages,
    is_supported,
    parse_edtf,
    parse_phrase,
)
from events.dates import DateError, When
from events.record import limits
from events.record.date_errors import date_error_message
from events.record.language import is_language
from events.record.text import has_invalid_characters
from events.record.vocabulary import Basis

TIER_LABELS: Final = {
    1: pgettext_lazy("how sure a reading is", "sure"),
    2: pgettext_lazy("how sure a reading is", "likely"),
    3: pgettext_lazy("how sure a reading is", "vague"),
}
CHOSEN_LABEL: Final = pgettext_lazy("how sure a reading is", "your choice")
_MAX_UNREAD: Final = 8
_WITH_OFFSET: Final = re.compile(r"T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d)")


@dataclass(frozen=True)
class Alternative:
    """One of the dates that a phrase can mean, with the reason for it."""

    edtf: str
    text: str
    reason: str
    selected: bool = False


@dataclass(frozen=True)
class ParsedWhen:
    """The When of an input, and what is shown below the field.

    `tier` says how sure the reading is; it is None for a saved date that is not read again.
    `alternatives` are all dates that the phrase can mean, the selected one included, or none if
    there is only one. `confirmation` is a key of `CONFIRMATIONS` if an editor has to see the date
    before it is saved, else "".
    """

    when: When
    input: WhenInput
    tier: int | None = None
    reason: str = ""
    anchor: Anchor | None = None
    alternatives: tuple[Alternative, ...] = ()
    confirmation: str = ""
    sources: CitedSources | None = None
    read: str = ""
    unread: tuple[str, ...] = ()

    @property
    def words_note(self) -> str:
        """Which words were read, and which were not, if there are such."""
        if not self.unread:
            return ""
        unread = ", ".join(Truncator(word).chars(30) for word in self.unread[:_MAX_UNREAD])
        return _("Read: “%(read)s”. Not understood: %(unread)s.") % {
            "read": Truncator(self.read).chars(70),
            "unread": unread,
        }

    @property
    def text(self) -> str:
        return display_date(self.when)

    @property
    def other_alternatives(self) -> list[Alternative]:
        return [alternative for alternative in self.alternatives if not alternative.selected]

    @property
    def tier_label(self) -> str:
        if self.tier and self.input.edtf:
            return str(CHOSEN_LABEL)
        return str(TIER_LABELS.get(self.tier or 0, ""))

    @property
    def tier_class(self) -> str:
        return "chosen" if self.input.edtf else str(self.tier or "")

    @property
    def anchor_note(self) -> SafeString | str:
        if self.anchor and self.anchor.kind == "recorded" and self.sources:
            return self.sources.with_source(self.anchor).describe()
        return self.anchor.describe() if self.anchor else ""

    @property
    def language_note(self) -> str:
        code = self.when.phrase_language.partition("-")[0].lower()
        if not code or not self.when.phrase:
            return ""
        try:
            name = get_language_info(code)["name_translated"]
        except KeyError:
            name = self.when.phrase_language
        return _("Read as %(language)s.") % {"language": name}

    @property
    def zone_note(self) -> str:
        if self.input.timezone or not _is_clock_time_without_offset(self.when):
            return ""
        return _("No time zone given: %(zone)s is assumed.") % {"zone": self.when.timezone or "UTC"}

    @property
    def snapshot(self) -> str:
        """The value of the hidden input `shown`: what is shown now is what will be saved."""
        if self.tier is None:
            return ""
        source = self.anchor.source if self.anchor else ""
        when = replace(self.when, timezone=None)
        return Snapshot(*self.input.parsed_parts, when, source).dump()


def parse_when(data: WhenInput, sources: CitedSources) -> ParsedWhen | None:
    """The input as one When, None if it is empty.

    Raises `ValidationError` in the active language.
    """
    _validate_text(data)
    data = data.with_choice()
    initial = Snapshot.load(data.initial)
    if not data.text and data.edtf:
        data = replace(data, text=data.edtf, edtf="")
    if not data.text:
        # Emptying the main input removes the date, whatever is left in the others.
        if not (initial and initial.text) and (data.timezone or data.language or data.anchor):
            raise date_error("date_missing")
        return None
    if initial and initial.parsed_parts == data.parsed_parts:
        return _from_initial(initial, data, sources)
    if data.language and not is_language(data.language):
        raise date_error("language")
    try:
        anchor = parse_anchor(data.anchor) if data.anchor else None
        when, typed = parse_edtf(data.text), parse_edtf(data.edtf) if data.edtf else None
        if data.edtf and typed is None:
            When.parse(data.edtf)
    except DateError as error:
        raise ValidationError(date_error_message(error), code=error.code) from error
    if when is None:
        return _from_phrase(data, typed, anchor, sources)
    if typed is not None and typed.edtf != when.edtf:
        raise date_error("two_dates")
    data = replace(data, edtf="")
    when = _with_zone_and_basis(when, data, initial)
    return ParsedWhen(when, data, 1, _("Written as a date."))


def _validate_text(data: WhenInput) -> None:
    for part, length in MAX_LENGTHS.items():
        text = getattr(data, part)
        if len(text) > length:
            message = _("At most %(count)d characters.") % {"count": length}
            raise ValidationError(message, code="too_long")
        if has_invalid_characters(text):
            raise date_error("control")


def _from_initial(initial: Snapshot, data: WhenInput, sources: CitedSources) -> ParsedWhen:
    moment = initial.when.anchor
    # It was saved with this zone or with none, whatever the default is now.
    when = _with_zone_and_basis(initial.when, data, None, initial.when.basis, is_saved=True)
    anchor = Anchor(moment, "recorded") if moment else None
    return ParsedWhen(when, data, anchor=anchor, sources=sources)


def _default_anchor(
    data: WhenInput, initial: Snapshot | None, sources: CitedSources
) -> Anchor | None:
    """The anchor if none is entered: the one that was shown, else that of the sources."""
    found = sources.anchor
    if found is None and initial and initial.when.anchor:
        # The anchor of the saved date is a better guess than today.
        found = Anchor(initial.when.anchor, "recorded")
    found = found or sources.today
    shown = Snapshot.load(data.shown)
    if shown and found and shown.parsed_parts == data.parsed_parts and shown.source == found.source:
        moment = shown.when.anchor
        if moment and moment != found.moment:
            return replace(found, moment=moment, when=None)
    return found


def _from_phrase(
    data: WhenInput, typed: When | None, typed_anchor: Anchor | None, sources: CitedSources
) -> ParsedWhen:
    languages = candidate_languages(data.language, sources.languages)
    initial = Snapshot.load(data.initial)
    anchor = typed_anchor or _default_anchor(data, initial, sources)
    try:
        if data.language and not is_supported(data.language):
            raise date_error("language_unread")
        phrase = parse_phrase(data.text, anchor.moment if anchor else None, languages)
    except ValidationError:
        if typed is None:
            raise
        # The editor has entered what the phrase means, so it does not have to be readable.
        language = data.language or languages[0]
        moment = typed_anchor.moment if typed_anchor else None
        when = replace(typed, phrase=data.text, phrase_language=language, anchor=moment)
        when = _with_zone_and_basis(when, data, initial, Basis.RESOLVED_PHRASE)
        return ParsedWhen(when, data, 2, _("The date that you gave for the phrase."), typed_anchor)
    return _from_parsed_phrase(data, phrase, typed, anchor, initial)


def _from_parsed_phrase(
    data: WhenInput,
    phrase: ParsedPhrase,
    typed: When | None,
    anchor: Anchor | None,
    initial: Snapshot | None,
) -> ParsedWhen:
    selected = typed or phrase.when
    alternatives = _alternatives(phrase, selected.edtf)
    unanchored = phrase.unanchored_dates(data.text)
    reasons = {alternative.edtf: alternative.reason for alternative in alternatives}
    # A date that is none of the alternatives is counted from the anchor if the phrase is.
    date = selected.edtf if selected.edtf in reasons else phrase.when.edtf
    used = None if date in unanchored else anchor
    when = replace(
        selected,
        phrase=data.text,
        phrase_language=phrase.language,
        anchor=used.moment if used else None,
    )
    when = _with_zone_and_basis(when, data, initial)
    reason = reasons.get(selected.edtf) or _("The date that you gave for the phrase.")
    confirmation = "" if typed else _confirmation(data, phrase, when)
    alternatives = alternatives if len(alternatives) > 1 or typed else ()
    return ParsedWhen(
        when,
        data,
        phrase.reading.tier,
        reason,
        used,
        alternatives,
        confirmation,
        read=phrase.reading.text,
        unread=phrase.reading.unread,
    )


def _alternatives(phrase: ParsedPhrase, selected: str) -> tuple[Alternative, ...]:
    language = get_language() or "en"
    others = [(other.when, other.why) for other in phrase.reading.alternatives]
    why = phrase.reading.why
    # `words_note` names the words that were not understood.
    why = replace(why, more=tuple(one for one in why.more if one.code != "unread"))
    dates = [(phrase.when, why), *others]
    return tuple(
        Alternative(
            when.edtf, display_date(when), _sentence(why.words(language)), when.edtf == selected
        )
        for when, why in dates
    )


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def _confirmation(data: WhenInput, phrase: ParsedPhrase, when: When) -> str:
    shown = Snapshot.load(data.shown)
    if shown and shown.parsed_parts == data.parsed_parts:
        return "" if shown.when.edtf == when.edtf else "changed"
    if not phrase.complete:
        return "partly"
    return "ambiguous" if phrase.reading.asks else ""


def _is_clock_time_without_offset(when: When) -> bool:
    return when.precision in {"minute", "second"} and not _WITH_OFFSET.search(when.edtf)


def _default_zone(when: When) -> str | None:
    """The zone of the installation (TIME_ZONE) for a clock time; without one, it is read as UTC."""
    named = settings.TIME_ZONE != "UTC" and _is_clock_time_without_offset(when)
    return settings.TIME_ZONE if named else None


def _with_zone_and_basis(
    when: When,
    data: WhenInput,
    initial: Snapshot | None,
    default: str = "",
    *,
    is_saved: bool = False,
) -> When:
    """The When with its time zone and basis. Raises `ValidationError`."""
    zone = data.timezone or (None if is_saved else _default_zone(when))
    basis = data.basis
    if initial and basis == initial.when.basis != default_basis(initial.when):
        # It was shown for the saved date, and how that came about does not apply to this one.
        basis = "" if basis in {Basis.STATED, Basis.RESOLVED_PHRASE} else basis
    try:
        zoned = replace(when, timezone=zone, basis=basis or default or default_basis(when))
    except DateError as error:
        raise ValidationError(date_error_message(error), code=error.code) from error
    if len(zoned.edtf) > limits.EDTF:
        raise date_error("too_long")
    return zoned
