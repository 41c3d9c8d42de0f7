"""What a reader gives: sentences and documents of words, with the layers that the corpus has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

NAME_TYPES = ("Person", "Organization", "Country", "Place", "Group", "Event", "Law", "Date")
MENTION_TYPES = ("Person", "Organization", "Country", "Place", "Group", "Event", "Law")
IGNORE = -100


def bio(types: tuple[str, ...]) -> list[str]:
    """Tags of a BIO layer: O, then B- and I- of each type."""
    return ["O", *(f"{p}-{t}" for t in types for p in "BI")]


NAME_TAGS = bio(NAME_TYPES)
MENTION_TAGS = bio(MENTION_TYPES)


@dataclass(slots=True)
class Pair:
    """A gold pair of mentions: half-open word spans in its document, or None for an argument left open.

    `window` is the word range whose words may say the claim; `labels` are predicate names (empty: no claim).
    `aspects` of a positive: (modality index, negated, has a speaker), else None.
    """

    subject: tuple[int, int, str] | None
    object: tuple[int, int, str] | None
    window: tuple[int, int]
    labels: tuple[str, ...]
    aspects: tuple[int, int, int] | None = None
    weight: float = 1.0


@dataclass(slots=True)
class Document:
    """Words of one document or one lone sentence. A layer that is None is not annotated and adds no loss.

    `heads` index words of the document, a root points to itself. `names`, `outer`, `inner` hold tag indices,
    IGNORE where the annotation cannot be trusted. `starts` marks sentence starts (rough ones if `gold_starts` is False).
    `swaps` holds words of names, with their type, that may stand for any other name of that type.
    """

    source: str
    words: list[str]
    breaks: list[bool]
    starts: list[bool]
    gold_starts: bool = False
    xpos: list[str] | None = None
    upos: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[int] | None = None
    outer: list[int] | None = None
    inner: list[int] | None = None
    pairs: list[Pair] = field(default_factory=list)
    swaps: dict[str, str] = field(default_factory=dict)
    weight: float = 1.0


def tag_spans(size: int, spans: list[tuple[int, int, str]], tags: list[str]) -> list[int]:
    """BIO tag indices for spans of words; the first of overlapping spans wins."""
    at = {t: i for i, t in enumerate(tags)}
    row = [0] * size
    for start, end, label in spans:
        if f"B-{label}" not in at or end > size or start >= end or any(row[start:end]):
            continue
        row[start:end] = [at[f"I-{label}"]] * (end - start)
        row[start] = at[f"B-{label}"]
    return row


def spans_to_words(offsets: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Character spans as spans of the words they touch."""
    found = []
    for start, end, label in spans:
        touched = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        if touched:
            found.append((touched[0], touched[-1] + 1, label))
    return found


def fraction(key: str) -> float:
    """A number in [0, 1) fixed by the key: splits that stay the same on every machine."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 2**32
