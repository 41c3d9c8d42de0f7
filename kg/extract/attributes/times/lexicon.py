"""The words of time (`lexicon/times.yml`) as parts of regular expressions and tables."""

import re
from functools import cache
from typing import Any

from kg.extract.attributes.lexicon import load_lexicon


def words() -> dict[str, Any]:
    """The file as it is."""
    return load_lexicon("times")


@cache
def parts() -> dict[str, str]:
    """Named pieces that the patterns are put together from."""
    table = words()
    full, short = table["months"], table["months_short"]
    months = "|".join([*full, *(f"{name}\\b\\.?" for name in short)])
    numbers = "|".join(sorted(table["numbers"], key=len, reverse=True))
    vague = "|".join(sorted(table["vague_numbers"], key=len, reverse=True))
    return {
        "M": f"(?P<month>{months})",
        "M2": f"(?P<month2>{months})",
        "D": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "D2": r"(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "Y": r"(?P<year>1[5-9]\d\d|20\d\d)",
        "Y2": r"(?P<year2>1[5-9]\d\d|20\d\d|\d\d)",
        "W": f"(?P<weekday>{'|'.join(table['weekdays'])})",
        "S": f"(?P<season>{'|'.join(table['seasons'])})",
        "N": f"(?P<number>\\d{{1,3}}|{numbers}|{vague})",
        "U": r"(?P<unit>day|week|fortnight|month|year|decade)s?",
        "PART": r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midnight))?",
        "EDGE": r"(?:(?:the\s+)?(?:early|mid|late|end\s+of|beginning\s+of|start\s+of|middle\s+of)(?:\s+in)?[\s-]+)?",
        "YR": r"(?:,?\s+(?:of\s+)?(?:(?P<year>1[5-9]\d\d|20\d\d)"
        r"|(?P<thatyear>last|this|the\s+same|that|the\s+previous|the\s+following)\s+year))",
    }


@cache
def month_number(name: str) -> int:
    """1-12 of a month's name or abbreviation."""
    return [full[:3].lower() for full in words()["months"]].index(name[:3].lower()) + 1


@cache
def weekday_number(name: str) -> int:
    """0 (Monday) to 6."""
    order: list[str] = words()["weekdays"]
    return order.index(name.capitalize())


def number_value(text: str) -> tuple[int, bool]:
    """The number a word or figure stands for, and whether it is vague."""
    low = re.sub(r"\s+", " ", text.lower())
    table = words()
    if low.isdigit():
        return int(low), False
    if low in table["numbers"]:
        return int(table["numbers"][low]), False
    return int(table["vague_numbers"][low]), True
