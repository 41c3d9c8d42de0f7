"""Stored text cut into marked pieces, so that the page never counts characters: its strings count UTF-16, ours code points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

CONTEXT = 260
"""Code points of context shown on each side of the evidence's sentence."""
LONGEST = 600
"""Code points of a sentence shown on each side of the evidence: not every text has full stops."""

_STOP = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s|$)""")
_OPENING = "\"'“‘([{«„–—-• \t\u00a0"
_ABBREVIATION = re.compile(
    r"(?:^|[\W_])(?:\w|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|Art|vs|etc|Inc|Ltd|Co|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)

Marked = tuple[int, int, str]
"""Code points `[start, end)` of a text, and what they are."""


def pieces(text: str, start: int, end: int, marks: Iterable[Marked]) -> list[dict[str, Any]]:
    """`text[start:end]` as `{"text", "marks"}`, cut wherever a mark begins or ends; marks may overlap."""
    inside = [(max(a, start), min(b, end), name) for a, b, name in marks if a < end and b > start]
    cuts = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    found = []
    for left, right in pairwise(cuts):
        names = [name for a, b, name in inside if a <= left and right <= b]
        found.append({"text": text[left:right], "marks": list(dict.fromkeys(names))})
    return found


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or sentences that `text[start:end]` is a part of, inside its line.

    An abbreviation is taken for no end, so that one too many words are shown rather than one too few.
    """
    left = text.rfind("\n", max(0, start - LONGEST), start) + 1 or max(0, start - LONGEST)
    right = text.find("\n", end, end + LONGEST)
    right = right if right >= 0 else min(len(text), end + LONGEST)
    stops = [match for match in _STOP.finditer(text, left, right) if _ends(text, match, right)]
    first = max((match.end() for match in stops if match.end() <= start), default=left)
    # The full stop may stand inside the words, right at their end, or after them.
    last = min((match.end() for match in stops if match.end() >= end), default=right)
    first += len(text[first:start]) - len(text[first:start].lstrip())
    return first, max(end, last - (len(text[end:last]) - len(text[end:last].rstrip())))


def is_cut(text: str, start: int, end: int) -> dict[str, bool]:
    """Whether `text[start:end]` begins or ends inside a sentence: `{"before", "after"}`; left out quotation marks cut nothing."""
    first, last = sentence(text, start, end)
    return {"before": bool(text[first:start].strip(_OPENING)), "after": any(letter.isalnum() for letter in text[end:last])}


def evidence(text: str, start: int, end: int, marks: Iterable[Marked]) -> dict[str, Any]:
    """The evidence in its sentence, as pieces, and what stands around it; the context ends at a paragraph or at a whole word."""
    first, last = sentence(text, start, end)
    before = text[max(0, first - CONTEXT) : first].rpartition("\n")[2]
    if first > CONTEXT and len(before) == CONTEXT:
        before = "…" + before[before.find(" ") :] if " " in before else before
    after = text[last : last + CONTEXT].partition("\n")[0]
    if len(after) == CONTEXT and last + CONTEXT < len(text) and " " in after:
        after = after[: after.rfind(" ")] + " …"
    inside = [(max(start, a), min(end, b), name) for a, b, name in marks if a < end and b > start]
    return {"before": before, "pieces": pieces(text, first, last, [(start, end, "evidence"), *inside]), "after": after}


def _ends(text: str, stop: re.Match[str], right: int) -> bool:
    """Whether a sentence ends at this stop, and not an abbreviation."""
    following = text[stop.end() : right].lstrip(_OPENING)
    if not following:
        return True
    return not following[0].islower() and not (stop.group() == "." and _ABBREVIATION.search(text[max(0, stop.start() - 8) : stop.start()]))


@dataclass(frozen=True, slots=True)
class Named:
    """Where an article names an entity."""

    start: int
    end: int
    entity: str
    type: str


def article(text: str, claims: Sequence[Marked], names: Sequence[Named]) -> list[list[dict[str, Any]]]:
    """A whole text as paragraphs of `{"text", "claims", "entity", "type"}`: the ids of claims it is evidence of, whom it names."""
    paragraphs = []
    for match in re.finditer(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*", text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        here = [(max(a, start), min(b, end), id) for a, b, id in claims if a < end and b > start]
        named = _apart([one for one in names if start <= one.start < one.end <= end])
        cuts = sorted({start, end, *(x for a, b, _ in here for x in (a, b)), *(x for one in named for x in (one.start, one.end))})
        paragraphs.append([_passage(text, a, b, here, named) for a, b in pairwise(cuts)])
    return paragraphs


def _passage(text: str, start: int, end: int, claims: Sequence[Marked], names: Sequence[Named]) -> dict[str, Any]:
    named = next((one for one in names if one.start <= start and end <= one.end), None)
    return {
        "text": text[start:end],
        "claims": [id for a, b, id in claims if a <= start and end <= b],
        "entity": named.entity if named else None,
        "type": named.type if named else None,
    }


def _apart(names: Sequence[Named]) -> list[Named]:
    """Names that do not overlap: of two that do, the longer stays."""
    kept: list[Named] = []
    for one in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept
