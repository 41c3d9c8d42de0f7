"""What a text's words of time are counted from: the publication date, and dates told before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from kg.extract.attributes.times.period import UNKNOWN_YEAR, Period, day_period, month_period, week_period, year_period

_SOON, _LATER = 30, 240
"""Days ahead that a day without a year is taken for this side of publication; where the clause tells of what is to come."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Day of publication (None: unknown), and the last period told before the expression that is being read."""

    published: date | None
    before: Period | None = None
    future: bool = False
    """The clause tells of what is to come, so that "on Monday" is the next one."""
    frame: Period | None = None
    """What the paragraph tells of ("In 2016, ..."; "On May 16, 2018 ... On July 11"): gives its year to dates without one."""

    def without_year(self, month: int, day: int | None, weekday: int | None = None) -> Period | None:
        """A month, or a day of it, in the year that fits: the next one if it is near or told as to come, else the last.

        Where the weekday is told too, it decides between this year, the last and the next. The paragraph's own year comes first.
        """
        try:
            period = month_period(UNKNOWN_YEAR, month) if day is None else day_period(date(UNKNOWN_YEAR, month, day))
        except ValueError:
            return None
        framed = self._in_frame(period)
        if framed is not None and weekday in (None, framed.first.weekday()):
            return framed
        if self.published is None:
            return replace(period, year_known=False)
        now = period.shift_years(self.published.year - UNKNOWN_YEAR)
        if weekday is not None:
            near = [now.shift_years(years) for years in (0, -1, 1)]
            return next((p for p in near if p.first.weekday() == weekday), now)
        if (month, day) == (2, 29):
            return period.shift_years(self.published.year // 4 * 4 - UNKNOWN_YEAR)
        # Reports announce days, and may be dated early themselves; a month is the last one unless said otherwise.
        ahead = now if now.last >= self.published else now.shift_years(1)
        limit = _LATER if self.future else 1 if day is None else _SOON
        return ahead if (ahead.first - self.published).days <= limit else ahead.shift_years(-1)

    def _in_frame(self, period: Period) -> Period | None:
        """`period` in the paragraph's year, unless a tale that goes on into the year of publication has passed it."""
        if self.frame is None:
            return None
        told = period.shift_years(self.frame.first.year - UNKNOWN_YEAR)
        current = self.published is None or self.published.year - told.first.year <= 1
        return None if current and told.last < self.frame.first else told

    def weekday(self, number: int, which: str | None) -> Period | None:
        """The last such weekday up to publication, or the next one."""
        if self.published is None:
            return None
        back = (self.published.weekday() - number) % 7
        if which == "last" and back == 0:
            back = 7
        if which in ("next", "coming", "this coming") or (self.future and which is None):
            back = -((number - self.published.weekday() - 1) % 7 + 1)
        return day_period(self.published - timedelta(days=back))

    def unit(self, unit: str, steps: int, approximate: bool = False) -> Period | None:
        """The day, week, month or year that lies `steps` units after that of publication (negative: before)."""
        return None if self.published is None else move(self.published, unit, steps, approximate)

    def year_named(self, words: str) -> int | None:
        """Calendar year of "last year", "this year", "that year"."""
        base = self.published.year if self.published else None
        if words.startswith("last"):
            return base - 1 if base else None
        if words.startswith("this"):
            return base
        if self.before is None or not self.before.year_known:
            return None
        return self.before.first.year + {"previous": -1, "following": 1}.get(words.split()[-1], 0)


def move(day: date, unit: str, steps: int, approximate: bool = False) -> Period:
    """The period of `unit` that lies `steps` units after the one that holds `day`."""
    if unit == "day":
        return day_period(day + timedelta(days=steps), approximate)
    if unit in ("week", "fortnight"):
        return week_period(day + timedelta(weeks=steps * (2 if unit == "fortnight" else 1)))
    moved = day + (relativedelta(months=steps) if unit == "month" else relativedelta(years=steps * (10 if unit == "decade" else 1)))
    return month_period(moved.year, moved.month, approximate) if unit == "month" else year_period(moved.year, approximate)
