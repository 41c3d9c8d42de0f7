"""Stored text cut into marked pieces, so that the page never counts characters: its strings count UTF-16, ours code points."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

CONTEXT = 260
"""Code points of context shown on each side of the evidence."""

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


def evidence(text: str, start: int, end: int, marks: Iterable[Marked]) -> dict[str, Any]:
    """The evidence in its context: `{"before", "pieces", "after"}`; the context ends at a paragraph or at a whole word."""
    before = text[max(0, start - CONTEXT) : start].rpartition("\n")[2]
    if start > CONTEXT and len(before) == CONTEXT:
        before = "…" + before[before.find(" ") :] if " " in before else before
    after = text[end : end + CONTEXT].partition("\n")[0]
    if len(after) == CONTEXT and end + CONTEXT < len(text) and " " in after:
        after = after[: after.rfind(" ")] + " …"
    return {"before": before, "pieces": pieces(text, start, end, [(start, end, "evidence"), *marks]), "after": after}


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
