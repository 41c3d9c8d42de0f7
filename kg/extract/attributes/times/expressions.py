"""Finding the expressions of time in a text, in order, each resolved with what was told before it."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extract.attributes.times import lexicon
from kg.extract.attributes.times.clock import Clock
from kg.extract.attributes.times.patterns import Match, Resolve, patterns
from kg.extract.attributes.times.period import Period, Relation, write_edtf

__all__ = ["TimeExpression", "find_times"]

_SINCE = re.compile(r"\b(?:since|starting|beginning)(?:\s+(?:at\s+least|about|around|the))?[\s-]*$", re.I)
_UNTIL = re.compile(r"\b(?:before|until|till|prior\s+to|by)(?:\s+(?:the|at\s+least))?\s*$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|circa|approximately|almost|nearly|roughly|some)\s*$", re.I)
_RANGE_FROM = re.compile(r"\b(?:from|between)\s*$", re.I)
_RANGE_TO = re.compile(r"^\s*(?:to|and|until|till|through|-|–)\s*$")
_PAST = re.compile(r"(?:was|were|had|did|said|told|met|held|spoke|took|made|went|came|left|sent|found|began|\w+ed)$")
_PLAIN = re.compile(r"\bset (?!to\b|for\b)|\b(?:their|his|her|its|our|my|own|free|the) will ")
"""Words of what is to come in another sense: "set free", "against his will"."""
_OPENING = re.compile(r"(?:^|\n|[.!?]['\"”’]?\s)\W*(?:in|by|during)\s+(?:the\s+)?$", re.I)
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s+(?=[A-Z“\"'‘])|\n")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Code points `[start, end)` of an expression of time, and what it says."""

    start: int
    end: int
    period: Period
    until: Period | None = None
    relation: Relation = "at"
    deictic: bool = False
    """Counted from the day of publication ("yesterday"), not printed as a date."""
    weak: bool = False

    @property
    def edtf(self) -> str:
        """What the expression says, as EDTF."""
        return write_edtf(self.period, self.relation, self.until)


@lru_cache(2)
def find_times(text: str, published: date | None) -> tuple[TimeExpression, ...]:
    """The expressions of `text`, in its order. Without `published`, those that are counted from it are left out.

    The last texts are remembered: the claims and the incidents of a document ask one after the other.
    """
    found: list[TimeExpression] = []
    before: Period | None = None
    frame: tuple[int, Period] | None = None
    for match, resolve in _longest(text):
        if frame is not None and "\n" in text[frame[0] : match.start()]:
            frame = None
        clock = Clock(published, before, _tells_future(text, match), frame and frame[1])
        reading = resolve(match, clock)
        if reading is None:
            continue
        start = match.end("lead") if match.groupdict().get("lead") else match.start()
        start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip(" -\n"))
        expression = TimeExpression(start, match.end(), reading.period, reading.until, weak=reading.weak, deictic=_is_deictic(match))
        found.append(_with_relation(expression, text))
        before = reading.period
        if match.groupdict().get("year"):
            frame = (match.end(), reading.period) if _is_frame(text, match, reading.period) else None
    return tuple(_join_ranges(found, text))


def _is_deictic(match: Match) -> bool:
    groups = match.groupdict()
    return not any(groups.get(name) for name in ("month", "year", "decade"))


def _longest(text: str) -> list[tuple[Match, Resolve]]:
    """Matches of all patterns without overlaps: earlier before later, longer before shorter."""
    matches = [(match, resolve) for pattern, resolve in patterns() for match in pattern.finditer(text)]
    matches.sort(key=lambda item: (item[0].start(), -item[0].end()))
    kept: list[tuple[Match, Resolve]] = []
    for match, resolve in matches:
        if not kept or match.start() >= kept[-1][0].end():
            kept.append((match, resolve))
        elif match.end() - match.start() > kept[-1][0].end() - kept[-1][0].start():
            kept[-1] = (match, resolve)
    return kept


def _tells_future(text: str, match: Match) -> bool:
    """Whether the nearest word before the expression that tells of a time, in its sentence, tells of what is to come.

    "The man, who will appeal, was arrested on Monday" does not.
    """
    start = max(0, match.start() - 120)
    sentence = _SENTENCE_END.split(text[start : match.start()])[-1].lower()
    near = re.findall(r"['’]?[a-z]+", sentence)[-12:]
    future, to_come = lexicon.words()["future"], lexicon.words()["to_come"]
    for n in reversed(range(len(near))):
        word, after, led = near[n], near[n + 1] if n + 1 < len(near) else "", near[max(0, n - 2) : n]
        plain = _PLAIN.search(" ".join([*led, word, after]))
        if (word in future and not plain) or (word == "to" and after in to_come):
            return True
        if _PAST.match(word) and not {"be", "get"} & set(led):
            return False
    return False


def _is_frame(text: str, match: Match, period: Period) -> bool:
    """Whether dates after one with a year are of that year: it is a whole date, or begins a sentence ("In 2016, ...")."""
    return period.unit == "day" or bool(_OPENING.search(text[max(0, match.start() - 20) : match.start()]))


def _with_relation(expression: TimeExpression, text: str) -> TimeExpression:
    lead = text[max(0, expression.start - 30) : expression.start]
    if _ABOUT.search(lead):
        expression = replace(expression, period=replace(expression.period, approximate=True))
    if expression.until is not None:
        return expression
    if _SINCE.search(lead):
        return replace(expression, relation="since")
    return replace(expression, relation="until") if _UNTIL.search(lead) else expression


def _join_ranges(found: list[TimeExpression], text: str) -> list[TimeExpression]:
    """From X to Y, between X and Y: one expression."""
    joined: list[TimeExpression] = []
    for expression in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and _RANGE_TO.match(text[last.end : expression.start])
            and _RANGE_FROM.search(text[max(0, last.start - 12) : last.start])
            and last.until is None
            and last.period.first <= expression.period.first
        ):
            joined[-1] = replace(last, end=expression.end, until=expression.period, relation="at")
        else:
            joined.append(expression)
    return joined
