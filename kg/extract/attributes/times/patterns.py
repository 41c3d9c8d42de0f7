"""How news writes time: one pattern and one small function each. The longest match at a place wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from kg.extract.attributes.times import lexicon
from kg.extract.attributes.times.clock import Clock, move
from kg.extract.attributes.times.period import Period, day_period, decade_period, month_period, week_period, year_period

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says by itself: a period, or the stretch from it to `until`."""

    period: Period
    until: Period | None = None
    weak: bool = False
    """Says little of when an act happened ("in recent months")."""


Resolve = Callable[[Match, Clock], Reading | None]


def _year(match: Match, clock: Clock) -> int | None:
    if match["year"]:
        return int(match["year"])
    named = match.groupdict().get("thatyear")
    return clock.year_named(re.sub(r"\s+", " ", named.lower())) if named else None


def _has_year(match: Match) -> bool:
    return bool(match["year"] or match.groupdict().get("thatyear"))


def _in(match: Match, clock: Clock, month: int, day: int | None) -> Period | None:
    year = _year(match, clock)
    if year is None:
        named = match.groupdict().get("weekday")
        return None if _has_year(match) else clock.without_year(month, day, lexicon.weekday_number(named) if named else None)
    try:
        return month_period(year, month) if day is None else day_period(date(year, month, day))
    except ValueError:
        return None


def _read(period: Period | None, until: Period | None = None) -> Reading | None:
    return None if period is None else Reading(period, until)


def resolve_iso(match: Match, clock: Clock) -> Reading | None:
    """2019-05-12."""
    try:
        return Reading(day_period(date.fromisoformat(match.group())))
    except ValueError:
        return None


def resolve_day(match: Match, clock: Clock) -> Reading | None:
    """March 22, 2019; the 22nd of March."""
    return _read(_in(match, clock, lexicon.month_number(match["month"]), int(match["day"])))


def resolve_days(match: Match, clock: Clock) -> Reading | None:
    """August 2-9, 2019; 2 to 9 August; March 30 to April 2."""
    month = lexicon.month_number(match["month"])
    first = _in(match, clock, month, int(match["day"]))
    second = match.groupdict().get("month2")
    last = _in(match, clock, lexicon.month_number(second) if second else month, int(match["day2"]))
    if first is None or last is None or first.first > last.first:
        return None
    return Reading(first, last)


def resolve_month(match: Match, clock: Clock) -> Reading | None:
    """In March; early March 2019; March last year; last March; mid-March."""
    lead, now = (match.groupdict().get("lead") or "").lower(), clock.published
    told = replace(clock, frame=None) if lead in ("last", "this", "next") else clock
    period = _in(match, told, lexicon.month_number(match["month"]), None)
    if period is None:
        return None
    if lead == "last" and now is not None and period.last >= now.replace(day=1):
        period = period.shift_years(-1)
    if re.search(r"\bmid(?:dle)?\b", match.group(), re.I) and period.year_known:
        return Reading(day_period(period.first.replace(day=15), True))
    return Reading(period)


def resolve_year(match: Match, clock: Clock) -> Reading | None:
    """In 2019."""
    return Reading(year_period(int(match["year"])))


def resolve_years(match: Match, clock: Clock) -> Reading | None:
    """2015-2019; 2015 to 2019; between 2015 and 2019; 2019-20."""
    first, second = int(match["year"]), match["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return Reading(year_period(first), year_period(last)) if first < last else None


def resolve_decade(match: Match, clock: Clock) -> Reading | None:
    """The 1990s."""
    return Reading(decade_period(int(match["decade"])))


def resolve_weekday(match: Match, clock: Clock) -> Reading | None:
    """On Monday; next Friday; Friday last week; Thursday night."""
    which = (match["which"] or "").lower() or None
    after = re.sub(r"\s+", " ", (match["after"] or "").lower())
    number = lexicon.weekday_number(match["weekday"])
    if after and clock.published is not None:
        week = week_period(clock.published + timedelta(weeks={"last week": -1, "next week": 1}.get(after, 0)))
        return Reading(day_period(week.first + timedelta(days=number)))
    return _read(clock.weekday(number, re.sub(r"\s+", " ", which) if which else None))


def resolve_daily(match: Match, clock: Clock) -> Reading | None:
    """Today, yesterday, last night, tomorrow."""
    word = match.group().lower()
    return _read(clock.unit("day", -1 if word.startswith(("yester", "last")) else 1 if word.startswith("tomorrow") else 0))


def resolve_unit(match: Match, clock: Clock) -> Reading | None:
    """This week, last month, next year, at the weekend, last summer."""
    which = match["which"].lower().split()[-1]
    steps = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    unit = match["unit"].lower()
    if clock.published is None:
        return None
    if unit == "weekend":
        sunday = clock.published - timedelta(days=(clock.published.weekday() + 1) % 7)
        return Reading(replace(week_period(sunday), first=sunday - timedelta(days=1), last=sunday))
    if which == "past":  # the past week, month, year: a stretch that ends now
        if unit == "week":
            return Reading(day_period(clock.published - timedelta(weeks=1)), day_period(clock.published))
        return Reading(move(clock.published, "month", -1 if unit == "month" else -12), move(clock.published, "month", 0))
    period = clock.unit(unit, steps)
    if period is not None and unit == "week" and steps == 0 and not clock.future:
        ended = clock.published - timedelta(days=match["which"].lower().startswith("earlier"))
        period = replace(period, last=max(period.first, ended))
    return _read(period)


def resolve_season(match: Match, clock: Clock) -> Reading | None:
    """Last summer; the summer of 2019."""
    month = int(lexicon.words()["seasons"][match["season"].lower()])
    year = _year(match, clock)
    if year is None and clock.published is not None and match["which"]:
        last = match["which"].lower() == "last"
        year = clock.published.year - (1 if last and clock.published.month < month + 3 else 0)
    if year is None:
        return None
    years, last = divmod(month + 1, 12)  # the season's third month, counted from 0
    return Reading(month_period(year, month), month_period(year + years, last + 1))


def resolve_ago(match: Match, clock: Clock) -> Reading | None:
    """Two days ago; three years ago; a month earlier (than what was told before)."""
    number, vague = lexicon.number_value(match["number"])
    unit, word = match["unit"].lower(), match["word"].lower()
    if clock.published is None and word in ("ago", "earlier"):
        return None
    if word == "ago":
        assert clock.published is not None
        if unit in ("week", "fortnight"):
            return Reading(day_period(clock.published - timedelta(weeks=number * (2 if unit == "fortnight" else 1)), True))
        return Reading(move(clock.published, unit, -number, vague))
    if clock.before is None or not clock.before.year_known or clock.before.unit not in ("day", "month", "year"):
        return None
    sign = -1 if word in ("earlier", "before", "previously") else 1
    if unit in ("day", "week", "fortnight") and clock.before.unit != "day":
        return None
    days = {"week": 7, "fortnight": 14}.get(unit)
    if days:
        return Reading(day_period(clock.before.first + timedelta(days=sign * number * days), True))
    return Reading(move(clock.before.first, unit, sign * number, vague))


def resolve_stretch(match: Match, clock: Clock) -> Reading | None:
    """Over the past two years; in recent weeks."""
    if clock.published is None:
        return None
    unit = match["unit"].lower()
    if not match["number"]:
        return Reading(replace(move(clock.published, "month" if unit in ("day", "week") else "year", 0), approximate=False), weak=True)
    number, _ = lexicon.number_value(match["number"])
    if unit in ("day", "week"):
        begin = clock.published - timedelta(days=number * (7 if unit == "week" else 1))
        return Reading(day_period(begin), day_period(clock.published))
    return Reading(move(clock.published, unit, -number), move(clock.published, "year" if unit in ("year", "decade") else "month", 0))


def resolve_told(match: Match, clock: Clock) -> Reading | None:
    """The same day, that year, the following month: counted from what was told before."""
    anchor, which, unit = clock.before, match["which"].lower().split()[-1], match["unit"].lower()
    if anchor is None or not anchor.year_known or (unit in ("day", "night") and anchor.unit != "day"):
        return None
    unit = "day" if unit == "night" else unit
    steps = {"next": 1, "following": 1, "previous": -1}.get(which, 0)
    return Reading(move(anchor.first, unit, steps))


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    """All patterns with the function that reads each."""
    p = lexicon.parts()
    which = r"(?P<which>earlier\s+this|later\s+this|late\s+last|early\s+last|this|last|next|this\s+coming|coming|the\s+past|past)"
    named = r"(?<!Bloody )(?<!Black )(?<!Good )(?<!Palm )(?<!Easter )"
    to = r"\s*(?:-|–|—|to|and|until|till|through)\s*"
    before = "|".join(lexicon.words()["before_month"])
    table: list[tuple[str, Resolve, int]] = [
        (r"\b\d{4}-\d\d-\d\d\b", resolve_iso, 0),
        (rf"\b(?:{p['W']},?\s+)?(?:the\s+)?{p['D']}\s+(?:of\s+)?{p['M']}{p['YR']}?(?!\w)", resolve_day, 0),
        (rf"\b(?:{p['W']},?\s+)?{p['M']}(?:\s+|(?<=\.)){p['D']}\b(?!:\d|,\d{{3}}){p['YR']}?(?!\w)", resolve_day, 0),
        (rf"\b{p['Y']},?\s+{p['M']}\s+{p['D']}\b(?!:\d|,\d{{3}})(?!,?\s+(?:1[5-9]|20)\d\d)", resolve_day, 0),
        (rf"\b{p['M']}\s+{p['D']}{to}(?:{p['M2']}\s+)?{p['D2']}\b{p['YR']}?(?!\w)", resolve_days, 0),
        (rf"\b{p['D']}{to}{p['D2']}\s+{p['M']}{p['YR']}?(?!\w)", resolve_days, 0),
        (rf"\b{p['EDGE']}{p['M']}{p['YR']}(?!\w)", resolve_month, 0),
        (rf"(?<![\w-])(?P<lead>(?i:{before}))[\s-]+{p['EDGE']}{p['M']}(?P<year>)(?!\w|\.?\s*\d)", resolve_month, 0),
        (rf"(?<![\w$£€,.-])(?:(?:early|mid|late)[\s-]+)?{p['Y']}(?![\w%]|[,.]\d|-\w)", resolve_year, 0),
        (rf"(?<![\w$£€,.-]){p['Y']}{to}{p['Y2']}(?![\w%]|[,.]\d)", resolve_years, 0),
        (r"\b(?:(?:early|mid|late)[\s-]+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", resolve_decade, 0),
        (
            rf"{named}\b(?:(?P<which>last|next|this\s+coming|coming|this|the)\s+)?{p['W']}\b{p['PART']}(?:\s+(?P<after>last\s+week|this\s+week|next\s+week))?",
            resolve_weekday,
            re.I,
        ),
        (r"\b(?:today|yesterday|tomorrow|tonight|last\s+night|this\s+(?:morning|afternoon|evening)|overnight)\b", resolve_daily, re.I),
        (rf"\b{which}\s+(?P<unit>week|weekend|month|year)\b", resolve_unit, re.I),
        (r"\b(?P<which>(?:at|over|during|on)\s+the)\s+(?P<unit>weekend)\b", resolve_unit, re.I),
        (rf"\b(?:(?P<which>last|this)\s+)?{p['S']}(?:\s+(?:of\s+)?{p['Y']})?\b", resolve_season, re.I),
        (rf"\b{p['N']}\s+{p['U']}\s+(?P<word>ago|earlier|later|before|afterwards)\b", resolve_ago, re.I),
        (rf"\b(?:the\s+)?(?:past|last|previous)\s+(?:{p['N']}\s+){p['U']}\b", resolve_stretch, re.I),
        (rf"\brecent\s+(?P<number>)?{p['U']}\b", resolve_stretch, re.I),
        (
            r"\b(?P<which>the\s+same|that\s+same|same|that|the\s+following|the\s+next|the\s+previous)\s+(?P<unit>day|night|month|year)\b",
            resolve_told,
            re.I,
        ),
    ]
    return tuple((re.compile(pattern, flags), resolve) for pattern, resolve, flags in table)
