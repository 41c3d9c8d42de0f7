"""Dates and counts as a person says them."""

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)
_DATE = re.compile(r"(?P<year>\d{4}|\d{2}XX|\d{3}X|XXXX)(?:-(?P<month>\d{2}|XX))?(?:-(?P<day>\d{2}|XX))?(?P<about>[~?%]?)")


def say_date(edtf: str | None) -> str | None:
    """An EDTF date in words; what is not understood stays as it is written."""
    if edtf is None:
        return None
    if "/" not in edtf and ".." not in edtf:
        return _one(edtf)
    first, _, last = edtf.partition("/") if "/" in edtf else edtf.partition("..")
    start, end = first.strip("."), last.strip(".")
    if not start and not end:
        return edtf
    if not start:
        return f"until {_one(end)}"
    return f"{_one(start)} – {_one(end)}" if end else f"since {_one(start)}"


def _one(date: str) -> str:
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day = match["year"], match["month"], match["day"]
    about = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(match["about"], "")
    known_year = year.replace("X", "0") + "s" if "X" in year and year != "XXXX" else year
    if month in (None, "XX") or not 1 <= int(month) <= 12:
        return "year not known" if year == "XXXX" else f"{about}{known_year}"
    words = MONTHS[int(month) - 1]
    if day not in (None, "XX"):
        words = f"{int(day)} {words}"
    return f"{about}{words}, year not known" if year == "XXXX" else f"{about}{words} {known_year}"


def say_count(low: float | None, high: float | None, approximate: bool | None) -> str | None:
    """A count in words: `about 40`, `at least 12`, `9–12`; None where nothing is counted."""
    about = "about " if approximate else ""
    if low is None and high is None:
        return None
    if low is None:
        return f"{about}at most {_number(high)}"
    if high is None:
        return f"{about}{_number(low)}" if approximate else f"at least {_number(low)}"
    return f"{about}{_number(low)}" if low == high else f"{about}{_number(low)}–{_number(high)}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:g}"
