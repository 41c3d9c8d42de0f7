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
    """Nodes of all trees in one table; a leaf points to itself. `roots` (trees), `depth` of the deepest one.

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

    def probability(self, matrix: Floats) -> Floats:
        """(samples, features) -> calibrated probability (samples)."""
        at = np.broadcast_to(self.roots, (len(matrix), len(self.roots))).copy()
        rows = np.arange(len(matrix))[:, None]
        for _ in range(self.depth):
            value = matrix[rows, self.feature[at]]
            goes_left = np.where(np.isnan(value), self.missing_left[at], value <= self.threshold[at])
            at = np.where(goes_left, self.left[at], self.right[at])
        logits = self.value[at].sum(1) + self.base
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


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
