"""Numbers in a text, with what print puts around them: "at least 40", "almost 500", "dozens of", "between 10 and 20"."""

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.attributes.lexicon import load_lexicon
from kg.model import Count


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """Code points `[start, end)` of a number (with its scale), and the count it gives."""

    start: int
    end: int
    count: Count
    percent: bool = False


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(w).replace("\\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    table = load_lexicon("numbers")
    word = _alternatives([*table["words"]])
    figure = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    scales = _alternatives([s for s in table["scales"] if len(s) > 2])
    return re.compile(
        rf"(?<![\w.,$£€-])[$£€]?(?:(?P<plural>{_alternatives([*table['plurals']])})\b"
        rf"|(?P<figure>{figure})(?P<short>bn|m|k)?(?:[\s-](?P<scale>{scales})\b)?(?P<percent>\s?%|\s+per\s?cent\b|\s+percentage\s+points?\b)?"
        rf"|(?P<word>(?:{word})(?:[\s-](?:{word}))?|an?(?=\s+(?:{scales}|dozen)\b))(?:[\s-](?P<wordscale>{scales}|dozen)s?\b)?(?P<wordpercent>\s+per\s?cent\b)?"
        rf"|(?P<pair>{_alternatives([*table['pairs']])}))(?![\w])(?!\.\d|,\d{{3}}|-year|-day|th\b|st\b|nd\b|rd\b)",
        re.I,
    )


@cache
def _lead(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|\b)(?:{_alternatives(load_lexicon('numbers')[kind])})(?:\s+(?:an?|the|another|as\s+many\s+as|some|about|around))?\s*[$£€]?$",
        re.I,
    )


def find_numbers(text: str) -> list[NumberSpan]:
    """All numbers of a text, in order; ordinals, ages and parts of words are none."""
    found = []
    for match in _pattern().finditer(text):
        low = _value(match)
        if low is None:
            continue
        lead = text[max(0, match.start() - 32) : match.start()]
        plural = match["plural"] is not None
        percent = bool(match["percent"] or match["wordpercent"])
        found.append(NumberSpan(match.start(), match.end(), _bounded(low, plural, lead), percent))
    return _join_ranges(found, text)


def _value(match: re.Match[str]) -> float | None:
    table = load_lexicon("numbers")
    if match["plural"]:
        return float(table["plurals"][re.sub(r"\s+", " ", match["plural"].lower())])
    if match["pair"]:
        return float(table["pairs"][match["pair"].lower()])
    if match["figure"]:
        scale = match["scale"] or match["short"]
        value = float(match["figure"].replace(",", "")) * (table["scales"][scale.lower()] if scale else 1)
        return float(round(value, 6))
    words = re.split(r"[\s-]", match["word"].lower())
    value = sum(table["words"].get(w, 1) for w in words)
    scale = (match["wordscale"] or "").lower()
    return float(value * (12 if scale == "dozen" else table["scales"].get(scale, 1)))


def _bounded(value: float, plural: bool, lead: str) -> Count:
    if _lead("at_least").search(lead):
        return Count(value, None, plural)
    if plural:
        return Count(value, None, True)
    if _lead("at_most").search(lead):
        return Count(None, value, False) if not re.search(r"as\s+many\s+as\s*$", lead, re.I) else Count(value, value, False)
    return Count(value, value, bool(_lead("about").search(lead)))


def _join_ranges(found: list[NumberSpan], text: str) -> list[NumberSpan]:
    """Between 10 and 20, 10 to 20, 10-20: one number with two bounds."""
    joined: list[NumberSpan] = []
    for number in found:
        last = joined[-1] if joined else None
        if last is not None and _is_range(text, last, number):
            joined[-1] = NumberSpan(
                last.start, number.end, Count(last.count.low, number.count.high, last.count.approximate), number.percent
            )
        else:
            joined.append(number)
    return joined


def _is_range(text: str, first: NumberSpan, second: NumberSpan) -> bool:
    between = text[first.end : second.start]
    rising = first.count.low is not None and second.count.high is not None and first.count.low < second.count.high
    led = re.search(r"\b(?:between|from)\s*$", text[max(0, first.start - 10) : first.start], re.I)
    return rising and bool(re.fullmatch(r"\s+to\s+|\s?[-–]\s?", between) or (led and re.fullmatch(r"\s+(?:and|to)\s+", between)))
