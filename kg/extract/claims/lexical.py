"""The lexical model at work: symbols of a pair -> how likely each predicate is. Two small matrices, numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SCALE = 3.0
"""Sums of symbol vectors are divided by it, as in training."""


@dataclass(frozen=True, slots=True, eq=False)
class LexicalModel:
    """`vectors` (symbols, hidden), `bias` (hidden), `out` (predicates, hidden), `out_bias` (predicates)."""

    vocabulary: dict[str, int]
    predicates: tuple[str, ...]
    vectors: Floats
    bias: Floats
    out: Floats
    out_bias: Floats

    def logits(self, rows: Sequence[Sequence[str]]) -> Floats:
        """(rows, predicates); sigmoid gives the probability that the pair states the predicate."""
        hidden = np.zeros((len(rows), self.bias.shape[0]), np.float32)
        for n, symbols in enumerate(rows):
            known = [at for at in map(self.vocabulary.get, dict.fromkeys(symbols)) if at is not None]
            if known:
                hidden[n] = self.vectors[known].sum(0)
        return np.asarray(np.tanh(hidden / SCALE + self.bias) @ self.out.T + self.out_bias, np.float32)


@lru_cache
def load_lexical() -> LexicalModel:
    """The model shipped with kg."""
    with files("kg.extract.claims").joinpath("model/lexical.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        scale = stored["scale"]
        return LexicalModel(
            vocabulary={name: n for n, name in enumerate(bytes(stored["vocabulary"]).decode("utf-8").split("\0"))},
            predicates=tuple(bytes(stored["predicates"]).decode("utf-8").split("\n")),
            vectors=stored["vectors"].astype(np.float32) * scale,
            bias=stored["bias"],
            out=stored["out"],
            out_bias=stored["out_bias"],
        )
