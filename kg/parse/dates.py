"""Publication dates, as files and feeds write them, to ISO days. Nothing is guessed: what is not a full date is None."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime


def iso_day(value: str | None) -> str | None:
    """`YYYY-MM-DD` of an ISO 8601 or RFC 2822 date, None for anything else.

    >>> iso_day("Tue, 05 Nov 2019 10:00:00 +0800"), iso_day("2019-11"), iso_day("yesterday")
    ('2019-11-05', None, None)
    """
    text = (value or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10]).isoformat() if text[4:5] == "-" else datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, OverflowError):
        return None
