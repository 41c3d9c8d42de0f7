"""Precision, recall and F1, and the overlap of spans: what all scorers share."""

from collections.abc import Sequence
from dataclasses import dataclass

Extent = tuple[int, int]
"""Code points `[start, end)`."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`hits` of `predicted` are right, of `gold` that there were."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Per cent of what was predicted."""
        return 100 * self.hits / max(1, self.predicted)

    @property
    def recall(self) -> float:
        """Per cent of what there was."""
        return 100 * self.hits / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two, per cent."""
        return 200 * self.hits / max(1, self.predicted + self.gold)

    def __add__(self, other: "Measure") -> "Measure":
        """Sums: micro averages over articles."""
        return Measure(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)


NOTHING = Measure(0, 0, 0)


def overlap(a: Extent, b: Extent) -> int:
    """Characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same_place(a: Sequence[Extent], b: Sequence[Extent]) -> bool:
    """Whether a span of `a` overlaps one of `b` by at least half of the shorter and a third of the longer."""
    for x in a:
        for y in b:
            common, short, long = overlap(x, y), *sorted((x[1] - x[0], y[1] - y[0]))
            if common > 0 and common * 2 >= short and common * 3 >= long:
                return True
    return False
