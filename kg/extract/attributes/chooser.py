"""Learned choices: boosted trees and a linear model over named features, learned offline by `training/attributes`.

The trees see how the frequent features go together, the linear model sees the rare ones too; their logits are averaged.
The bar of each choice is folded in: from one half on, the answer is yes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from kg.extract.claims.trees import Trees

Features = Mapping[str, float]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
ENOUGH = 0.5
_SURE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Chooser:
    """`columns`: feature -> column; the trees know the first of them, `weights` has one for each. `base` is the linear bias and the bar."""

    trees: Trees
    columns: Mapping[str, int]
    weights: Floats
    base: float

    def probability(self, rows: Sequence[Features]) -> Floats:
        """Of each row, in [0, 1]; a feature that is not given is 0, one that was not learned is passed over."""
        row_of, column, value = self._read(rows)
        linear = np.bincount(row_of, self.weights[column] * squash(value), len(rows))
        frequent = column < len(self.trees.features)
        matrix = np.zeros((len(rows), len(self.trees.features)), np.float32)
        matrix[row_of[frequent], column[frequent]] = value[frequent]
        chances = np.clip(self.trees.probability(matrix), _SURE, 1 - _SURE)
        logits = (np.log(chances / (1 - chances)) + linear + self.base) / 2
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def _read(self, rows: Sequence[Features]) -> tuple[Ints, Ints, Floats]:
        """Row, column and value of each feature that was learned."""
        known, values, sizes = list[int](), list[float](), list[int]()
        for row in rows:
            before = len(known)
            for feature, value in row.items():
                at = self.columns.get(feature)
                if at is not None:
                    known.append(at)
                    values.append(value)
            sizes.append(len(known) - before)
        return np.repeat(np.arange(len(rows)), sizes), np.array(known, np.int64), np.array(values, np.float32)


def squash(matrix: Floats) -> Floats:
    """Features as the linear model takes them: distances and sizes by their order of magnitude."""
    return np.asarray(np.arcsinh(matrix), np.float32)


@cache
def load_chooser(name: str) -> Chooser:
    """`speaker`, `date`, `place`, `negated`, `alleged`, `planned` or `hypothetical`. Raises FileNotFoundError for another name."""
    with files("kg.extract.attributes").joinpath(f"model/{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        arrays = {key: stored[key] for key in stored.files}
    known, names = (tuple(bytes(arrays.pop(key)).decode("utf-8").split("\n")) for key in ("features", "columns"))
    weights, linear = arrays.pop("weights"), float(arrays.pop("linear_base"))
    depth, base = int(arrays.pop("depth")), float(arrays.pop("base"))
    trees = Trees(features=known, depth=depth, base=base, **arrays)
    return Chooser(trees, {feature: n for n, feature in enumerate(names)}, weights, linear)


def weigh(name: str, rows: Sequence[Features]) -> Floats:
    """Probability of each row in [0, 1]."""
    return load_chooser(name).probability(rows) if rows else np.zeros(0, np.float32)


def choose(name: str, decisions: Sequence[Sequence[Features]]) -> list[int | None]:
    """For each decision the index of its likeliest candidate, None where none is likely enough. The first wins a tie."""
    chances = weigh(name, [candidate for decision in decisions for candidate in decision])
    chosen: list[int | None] = []
    at = 0
    for decision in decisions:
        here = chances[at : at + len(decision)]
        at += len(decision)
        best = int(here.argmax()) if len(here) else 0
        chosen.append(best if len(here) and here[best] >= ENOUGH else None)
    return chosen
