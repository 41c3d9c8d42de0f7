"""Linear models at work, learned offline (`training/incidents`) and kept as plain arrays in `model.npz`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Logistic regressions, one a class, over named features and a vector; what is not named weighs nothing."""

    classes: tuple[str, ...]
    columns: Mapping[str, int]
    weights: Floats
    """(named features, classes)."""
    dense: Floats
    """(width of the vector, classes)."""
    bias: Floats
    """(classes)."""
    threshold: float
    """Least probability at which a class is given."""

    def chances(self, features: Mapping[str, float], vector: Floats) -> dict[str, float]:
        """Probability of each class, each by itself. A vector of another width (a pipeline without vectors) counts as none."""
        known = [(self.columns[name], value) for name, value in features.items() if name in self.columns]
        total = self.bias.astype(np.float64)
        if known:
            rows, values = zip(*known, strict=True)
            total = total + np.asarray(values) @ self.weights[list(rows)]
        if len(vector) == len(self.dense):
            total = total + vector @ self.dense
        return dict(zip(self.classes, (1 / (1 + np.exp(-np.clip(total, -30, 30)))).tolist(), strict=True))

    def chance(self, features: Mapping[str, float], vector: Floats) -> float:
        """Probability of the first class."""
        return self.chances(features, vector)[self.classes[0]]


@cache
def load_model(name: str) -> Linear:
    """A model shipped with kg, by name."""
    table = _tables()
    part = {key: table[f"{name}.{key}"] for key in ("classes", "features", "weights", "dense", "bias", "threshold")}
    names = bytes(part["features"]).decode("utf-8").split("\n")
    return Linear(
        classes=tuple(bytes(part["classes"]).decode("utf-8").split("\n")),
        columns={feature: n for n, feature in enumerate(names)},
        weights=part["weights"].astype(np.float32),
        dense=part["dense"].astype(np.float32),
        bias=part["bias"].astype(np.float32),
        threshold=float(part["threshold"]),
    )


@cache
def _tables() -> Mapping[str, NDArray[np.generic]]:
    with files(__name__.rpartition(".")[0]).joinpath("model.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return dict(stored)
