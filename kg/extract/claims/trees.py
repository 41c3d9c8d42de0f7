"""Gradient-boosted trees at work, in numpy alone: all samples go down all trees at once."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


class Cells:
    """A matrix (samples, features) laid end to end, which is quicker to take from."""

    def __init__(self, matrix: Floats) -> None:
        self.values = np.ascontiguousarray(matrix).ravel()
        self.rows = (np.arange(len(matrix)) * matrix.shape[1])[:, None]
        self.missing = bool(np.isnan(self.values).any())


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
        rows, cells = np.arange(len(matrix))[:, None], Cells(matrix)
        added = np.zeros((len(matrix), len(self.features)), np.float32)
        for _ in range(self.depth):
            below = self._step(cells, at)
            np.add.at(added, (rows, self.feature[at]), self.value[below] - self.value[at])
            at = below
        return self.base + float(self.value[self.roots].sum()), added

    def probability(self, matrix: Floats) -> Floats:
        """(samples, features) -> calibrated probability (samples)."""
        at = np.broadcast_to(self.roots, (len(matrix), len(self.roots)))
        cells = Cells(matrix)
        for _ in range(self.depth):
            at = self._step(cells, at)
        logits = self.value[at].sum(1) + self.base
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def _step(self, cells: Cells, at: Ints) -> Ints:
        """The nodes below, one for each sample and tree."""
        value = cells.values.take(cells.rows + self.feature.take(at))
        goes_left = value <= self.threshold.take(at)
        if cells.missing:
            goes_left |= np.isnan(value) & self.missing_left.take(at)
        return np.where(goes_left, self.left.take(at), self.right.take(at))


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
