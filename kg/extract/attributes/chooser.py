"""Linear choosers, learned offline (`training/attributes`) and kept as readable weights in `weights.json`."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Chooser:
    """Logistic regression over named features; what is not named weighs nothing."""

    bias: float
    weights: Mapping[str, float]
    threshold: float
    """Least probability at which the answer is yes."""

    def probability(self, features: Mapping[str, float]) -> float:
        """In [0, 1]."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def load_choosers() -> dict[str, Chooser]:
    """All choosers by name."""
    table = json.loads(files("kg.extract.attributes").joinpath("weights.json").read_text(encoding="utf-8"))
    return {name: Chooser(**block) for name, block in table.items()}
