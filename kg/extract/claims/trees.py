"""Gradient-boosted trees at work, in numpy alone: all samples go down all trees at once."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Nodes of all trees in one table; a leaf points to itself. `roots` (trees), `depth` of the deepest one. `value` of an inner
    node is the mean of what it was trained on.

    A sample goes left where its feature is at most the threshold, or missing and `missing_left`.
    """

    features: tuple[str, ...]
    roots: Ints
    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    missing_left: NDArray[np.bool_]
    value: Floats
    depth: int
    base: float

    def contributions(self, matrix: Floats) -> tuple[float, Floats]:
        """The logit of a sample about which nothing is known, and (samples, features) what each feature adds to it.

        A step down a tree adds the difference of the values of its nodes to the feature that it asks for (Saabas, 2014).
        """
        at = np.broadcast_to(self.roots, (len(matrix), len(self.roots))).copy()
        rows = np.arange(len(matrix))[:, None]
        added = np.zeros((len(matrix), len(self.features)), np.float32)
        for _ in range(self.depth):
            below = self._step(matrix, rows, at)
            np.add.at(added, (rows, self.feature[at]), self.value[below] - self.value[at])
            at = below
        return self.base + float(self.value[self.roots].sum()), added

    def probability(self, matrix: Floats) -> Floats:
        """(samples, features) -> calibrated probability (samples)."""
        at = np.broadcast_to(self.roots, (len(matrix), len(self.roots)))
        rows = np.arange(len(matrix))[:, None]
        for _ in range(self.depth):
            at = self._step(matrix, rows, at)
        logits = self.value[at].sum(1) + self.base
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def _step(self, matrix: Floats, rows: NDArray[np.int64], at: Ints) -> Ints:
        """The nodes below, one for each sample and tree."""
        value = matrix[rows, self.feature[at]]
        goes_left = value <= self.threshold[at]
        missing = np.isnan(value)
        if missing.any():
            goes_left |= missing & self.missing_left[at]
        return np.where(goes_left, self.left[at], self.right[at])


@lru_cache
def load_trees(name: str) -> Trees:
    """A model shipped with kg. Raises FileNotFoundError where there is none of that name."""
    with files("kg.extract.claims").joinpath(f"model/{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return Trees(
            features=tuple(bytes(stored["features"]).decode("utf-8").split("\n")),
            roots=stored["roots"], feature=stored["feature"], threshold=stored["threshold"],
            left=stored["left"], right=stored["right"], missing_left=stored["missing_left"], value=stored["value"],
            depth=int(stored["depth"]), base=float(stored["base"]),
        )  # fmt: skip
