"""Resolvers of years, their parts, decades and centuries."""

from datetime import date

from events.dates.phrases.anchoring import (
    anchor_text,
    by_direction,
    century_of,
    dated,
    qualified,
    spoken_year,
    today_of,
    unit_details,
    written_year,
)
from events.dates.phrases.calendar import day, part_of_year, period, shifted, year
from events.dates.phrases.reading import Tier
from events.dates.phrases.reasons import Reason
from events.dates.phrases.scene import Found, Match, Scene, told
from events.dates.phrases.tokens import Token

_EARLIEST = 1900
"""Earlier years need a word before them: "in 1848"."""


def read_part_of_year(match: Match) -> list[Found]:
    """Seasons, quarters and halves; an ordinal -1 ("final quarter") is the last of the year."""
    which, season = match.number("which", "which"), _season(match)
    if season is not None:
        code = season
    else:
        named = match.values("unit") + match.values("half_part")
        unit = "half" if "half" in named else "quarter"
        number = (
            match.number("D", "number")
            or match.number("nth", "number")
            or match.number("ordinal", "number")
        )
        if number is None:
            return _running(match, unit, which or 0)
        count = {"quarter": 4, "half": 2}[unit]
        if number > count:
            return []
        code = {"quarter": 32, "half": 39}[unit] + (count if number == -1 else number)
    if which is not None and written_year(match) is None and season is not None:
        return [qualified(match, which, lambda y: part_of_year(y, code))]
    if season is None and written_year(match) is None:
        return [_closest_part(match, code)]
    return [dated(match, lambda y: part_of_year(y, code))]


def _season(match: Match) -> int | None:
    season = match.number("season")
    return season if season is not None else match.number("fall")


def _closest_part(match: Match, code: int) -> Found:
    """A quarter or half without a year: the closest, whatever the tense. Results are announced of
    the last one, plans made for the next, in any tense."""
    lent = spoken_year(match, 0)
    if lent is not None:
        named = part_of_year(lent.first.year, code)
        return Found("date", Reason("year_spoken", {"date": lent.edtf}), 2, named)
    anchor = anchor_text(match.scene)
    named, others = by_direction(lambda y: part_of_year(y, code), date.fromisoformat(anchor), 0)
    found = Found("date", Reason("year_closest", {"anchor": anchor}), 2, named)
    found.others = [(other, Reason("year_other")) for other in others]
    return found


def _running(match: Match, unit: str, which: int) -> list[Found]:
    anchor = anchor_text(match.scene)
    named = shifted(period(unit, date.fromisoformat(anchor)), which)
    return [
        Found(
            "date",
            Reason(f"unit_{which}", {"unit": unit, "units": unit, "anchor": anchor}),
            1,
            named,
        )
    ]


def read_year(match: Match) -> list[Found]:
    scene = match.scene
    short, written = match.value("short"), match.number("Y")
    if short and scene.today:
        named = year(century_of(int(short[1:]), scene.today))
        return [Found("date", Reason("short_year", {"anchor": anchor_text(scene)}), 2, named)]
    if written is not None:
        if not _is_year(match, written):
            return []
        why = Reason("year_number")
        tier: Tier = 1 if _stands_as_year(match, written) else 2
        return [Found("date", why, tier, year(written), relative=False)]
    today = today_of(scene)
    number = match.number("which", "relative")
    if number is None:
        number = match.number("this_year", "relative")
    if number is None and match.value("previous", "relative"):
        number = -1
    if number is not None:
        why = Reason(f"unit_{number}", unit_details("year", scene))
        return [Found("date", why, 1, year(today.year + number))]
    return [_this_year(match)]


def _this_year(match: Match) -> Found:
    """ "at the end of the year": of the one spoken of, else of the anchor's."""
    scene = match.scene
    lent = spoken_year(match, told(match))
    if lent is not None:
        why = Reason("year_spoken", {"date": lent.edtf})
        return Found("date", why, 2, year(lent.first.year))
    why = Reason("unit_0", unit_details("year", scene))
    return Found("date", why, 2, year(today_of(scene).year))


def _is_year(match: Match, number: int) -> bool:
    """Whether a number of four digits is a year rather than a quantity or a part of a number."""
    scene = match.scene
    index = match.last - 1
    tokens = scene.tokens
    if match.has("era"):
        return False
    while index >= match.first and tokens[index].value("Y") is None:
        index -= 1
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and (after.value("measure") is not None or after.value("money") is not None):
        return False
    if before and any(
        before.value(name) is not None for name in ("money", "law", "number_before", "about")
    ):
        # "etwa 1930" is a year, "etwa 2000 Menschen" was none; "Nr. 1930" never is.
        about = before.value("about") is not None
        if not about or number % 10:
            return about
    if _goes_on(tokens, index):
        return False
    usual = _EARLIEST <= number <= _latest(scene)
    return usual or match.has("lead") or bool(match.value("unit") or match.value("years_word"))


def _goes_on(tokens: list[Token], index: int) -> bool:
    """Whether a dash ties the number to what follows: "2000-seat", "2023-13"."""
    dash, beyond = (*tokens[index + 1 : index + 3], None, None)[:2]
    if dash is None or beyond is None or dash.text[:1] not in "-–":
        return False
    tied = tokens[index].end == dash.start and dash.end == beyond.start
    return tied and (beyond.text[:1].islower() or beyond.text.isdigit())


def _stands_as_year(match: Match, number: int) -> bool:
    lead = match.tokens("lead")
    named = match.value("unit") or match.value("period")
    return bool((lead or named) and number <= _latest(match.scene))


def _latest(scene: Scene) -> int:
    """The last year that a bare number of four digits is taken for."""
    return scene.today.year + 30 if scene.today else 2099


def read_years(match: Match) -> list[Found]:
    """ "2009-2011", "1998/99": two years, or the season from one to the next."""
    first, last_text = match.number("Y", "first"), match.tokens("last")[0].text
    if first is None or not 1000 <= first <= 2200:
        return []
    last = int(last_text) if len(last_text) == 4 else first // 100 * 100 + int(last_text)
    if not first < last <= first + 120:
        return []
    start, end = match.found.span("first"), match.found.span("last")
    joint = match.tokens()[start[1] - match.first]
    if joint.value("slash") is not None and len(last_text) == 2:
        # A season, a term of office: one expression from one year to the other.
        whole = Found("date", Reason("year_number"), 2, edtf=f"{first}/{last}", relative=False)
        return [whole]
    relation = "until" if joint.value("and") is None else ""
    made = []
    for number, span, said in ((first, start, ""), (last, end, relation)):
        found = Found("date", Reason("year_number"), 1, year(number), relative=False)
        found.span, found.relation = span, said
        made.append(found)
    return made


def read_decade(match: Match) -> list[Found]:
    digits = match.value("Y", "number") or match.value("D", "number") or match.value("N", "number")
    short = match.value("short", "number")
    number = int(digits or (short and short[1:]) or match.value("decade_of", "word") or -1)
    if number % 10 or 100 <= number < 1000 or _glued(match):
        return []
    if number < 100:
        # "the 60s" are those of the century in which they are over, or under way.
        today = match.scene.today
        century_start = today.year // 100 * 100 if today else 1900
        if today and century_start + number > today.year:
            century_start -= 100
        return [
            Found("date", Reason("stated"), 2, period("decade", day(century_start + number, 1, 1)))
        ]
    return [Found("date", Reason("stated"), 1, period("decade", day(number, 1, 1)), relative=False)]


def _glued(match: Match) -> bool:
    """Whether the number is the tail of a name: "A380s"."""
    first = match.tokens("number")[:1]
    index = match.scene.tokens.index(first[0], match.first) if first else 0
    before = match.scene.tokens[index - 1] if index else None
    return bool(first and before and before.end == first[0].start and before.text.isalnum())


def read_century(match: Match) -> list[Found]:
    number = (
        match.number("D", "number")
        or match.number("nth", "number")
        or match.number("ordinal", "number")
    )
    if number is None or not 1 <= number <= 99:
        return []
    named = period("century", day(max(1, (number - 1) * 100), 1, 1))
    return [Found("date", Reason("stated"), 1, named, relative=False)]
