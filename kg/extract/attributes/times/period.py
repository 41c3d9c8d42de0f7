"""Periods of whole days, and how EDTF writes them."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "year", "decade"]
Relation = Literal["at", "since", "until"]

UNKNOWN_YEAR = 2000
"""Stands for a year nobody knows (a leap year, so that 29 February exists); never written out."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included, told with the precision of `unit`."""

    first: date
    last: date
    unit: Unit
    approximate: bool = False
    year_known: bool = True

    def point(self) -> str:
        """EDTF of the period as one date; weeks and longer stretches of days become an interval."""
        if self.unit == "week":
            return f"{_day(self.first, self.year_known)}/{_day(self.last, self.year_known)}"
        if self.unit == "decade":
            return f"{self.first.year // 10}X"
        text = _day(self.first, self.year_known)[: {"year": 4, "month": 7, "day": 10}[self.unit]]
        return text + "~" if self.approximate else text

    def begin(self) -> str:
        """EDTF of its first day, in its own precision."""
        return self.point() if self.unit in ("day", "month", "year") else _cut(self.first, self.unit)

    def end(self) -> str:
        """EDTF of its last day, in its own precision."""
        return self.point() if self.unit in ("day", "month", "year") else _cut(self.last, self.unit)

    def shift_years(self, years: int) -> "Period":
        """The same part of another year; 29 February becomes the 28th where there is none."""
        return replace(self, first=_in_year(self.first, years), last=_in_year(self.last, years))


def _in_year(day: date, years: int) -> date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _day(day: date, year_known: bool) -> str:
    return day.isoformat() if year_known else f"XXXX-{day:%m-%d}"


def _cut(day: date, unit: Unit) -> str:
    return day.isoformat() if unit == "week" else f"{day.year:04}"


def day_period(day: date, approximate: bool = False) -> Period:
    """One day."""
    return Period(day, day, "day", approximate)


def month_period(year: int, month: int, approximate: bool = False) -> Period:
    """One month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", approximate)


def year_period(year: int, approximate: bool = False) -> Period:
    """One year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year", approximate)


def decade_period(year: int) -> Period:
    """The ten years that begin with `year` (a multiple of ten)."""
    return Period(date(year, 1, 1), date(year + 9, 12, 31), "decade")


def week_period(day: date) -> Period:
    """Monday to Sunday around `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def write_edtf(period: Period, relation: Relation = "at", until: Period | None = None) -> str:
    """EDTF of a period, of what began (`since`) or ended (`until`) with it, or of the stretch from it to `until`."""
    if until is not None:
        return f"{period.begin()}/{until.end()}"
    if relation == "since":
        return f"{period.begin()}/.."
    if relation == "until":
        return f"../{period.end()}"
    return period.point()


def read_bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day that an EDTF string of ours allows; None is open, and both are None where the year is unknown."""
    first, _, last = edtf.replace("~", "").replace("?", "").replace("%", "").partition("/")
    begin = _bound(first, end=False)
    return begin, _bound(last or first, end=True)


def _bound(text: str, end: bool) -> date | None:
    if text in ("", "..") or text.startswith("XXXX"):
        return None
    if "X" in text:
        return _bound(text.replace("X", "9" if end else "0"), end)
    numbers = [int(part) for part in text.split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12 if end else 1
    if not (1 <= month <= 12 and year >= 1):
        return None
    days = monthrange(year, month)[1]
    day = numbers[2] if len(numbers) > 2 else days if end else 1
    return date(year, month, min(day, days))
