"""EDTF dates as a range of days, for questions about periods."""

import re
from calendar import monthrange

_YEAR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def days(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day, ISO; None where the date does not say (open ends, `XXXX`, nothing)."""
    if not edtf:
        return None, None
    first, slash, last = edtf.partition("/")
    if not slash:
        return _range(first)
    return _range(first)[0], _range(last)[1]


def _range(date: str) -> tuple[str | None, str | None]:
    parts = _YEAR.fullmatch(date.rstrip("~?%"))
    if not parts:
        return None, None
    year, month, day = (int(part) if part else None for part in parts.groups())
    assert year is not None
    if year < 1 or (month is not None and not 1 <= month <= 12):
        return None, None
    if month is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    length = monthrange(year, month)[1]
    if day is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{length:02}"
    if not 1 <= day <= length:
        return None, None
    whole = f"{year:04}-{month:02}-{day:02}"
    return whole, whole
