"""Learned choices: boosted trees over named features, learned offline by `training/attributes`.

The bar of each choice is folded into its model: from one half on, the answer is yes.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from kg.extract.claims.trees import Trees

Features = Mapping[str, float]
Floats = NDArray[np.float32]
ENOUGH = 0.5


@cache
def load_chooser(name: str) -> Trees:
    """`speaker`, `date`, `place`, `negated`, `alleged`, `planned` or `hypothetical`. Raises FileNotFoundError for another name."""
    with files("kg.extract.attributes").joinpath(f"model/{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        arrays = {key: stored[key] for key in stored.files}
    names = tuple(bytes(arrays.pop("features")).decode("utf-8").split("\n"))
    depth, base = int(arrays.pop("depth")), float(arrays.pop("base"))
    return Trees(features=names, depth=depth, base=base, **arrays)


@cache
def _columns(name: str) -> dict[str, int]:
    return {feature: n for n, feature in enumerate(load_chooser(name).features)}


def weigh(name: str, rows: Sequence[Features]) -> Floats:
    """Probability of each row in [0, 1]; a feature that is not given is 0, one that was not learned is passed over."""
    if not rows:
        return np.zeros(0, np.float32)
    columns = _columns(name)
    matrix = np.zeros((len(rows), len(columns)), np.float32)
    for values, row in zip(matrix, rows, strict=True):
        for feature, value in row.items():
            at = columns.get(feature)
            if at is not None:
                values[at] = value
    return load_chooser(name).probability(matrix)


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
