"""Which earlier candidate each candidate goes on from, if any: a small network in numpy alone, and the type of each candidate."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from kg.extract.coreference.traits import Floats, Ints, Traits

KINDS = ("person", "place", "organization", "event", "other")
"""What the ranker takes a candidate for; the order of its columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Candidates on their way through the network: squeezed vectors, and what each brings as the later and the earlier one."""

    squeezed: Floats
    later: Floats
    earlier: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """Weights. A pair scores `relu(own + other + product + joint) @ out`; nothing goes on from nothing at score 0."""

    width: int
    squeeze: Floats
    """(2 width, k): vectors to what is compared."""
    later: Floats
    """(k + OWN, hidden)"""
    earlier: Floats
    """(k + OWN, hidden)"""
    product: Floats
    """(k, hidden)"""
    joint: Floats
    """(JOINT, hidden)"""
    bias: Floats
    out: Floats
    """(hidden,)"""
    out_bias: float
    inner: Floats
    """(2 width + OWN, hidden of the kinds)"""
    inner_bias: Floats
    letters: Floats
    """(LETTERS, hidden of the kinds)"""
    kinds: Floats
    """(hidden of the kinds, kinds)"""
    kinds_bias: Floats

    def read(self, traits: Traits) -> Seen:
        """What is the same for all pairs of a candidate."""
        squeezed = np.tanh(traits.vectors @ self.squeeze)
        whole = np.concatenate([squeezed, traits.own], 1)
        return Seen(squeezed, whole @ self.later + self.bias, whole @ self.earlier)

    def scores(self, seen: Seen, i: Ints, j: Ints, joint: Floats) -> Floats:
        """(pairs): how much more likely `i` goes on from `j` than from nothing, as a logit; `joint` are the traits of the pairs."""
        hidden = seen.later[i] + seen.earlier[j]
        hidden += (seen.squeezed[i] * seen.squeezed[j]) @ self.product
        hidden += joint @ self.joint
        np.maximum(hidden, 0, out=hidden)
        return np.asarray(hidden @ self.out + self.out_bias, np.float32)

    def kind_chances(self, traits: Traits) -> Floats:
        """(candidates, KINDS): logarithms of how likely each candidate is of each kind."""
        hidden = np.concatenate([traits.vectors, traits.own], 1) @ self.inner + self.inner_bias
        hidden = np.maximum(hidden + self.letters[traits.letters].sum(1), 0)
        logits = hidden @ self.kinds + self.kinds_bias
        return np.asarray(logits - np.log(np.exp(logits).sum(1, keepdims=True)), np.float32)


@lru_cache
def load_ranker() -> Ranker:
    """The ranker shipped with kg."""
    with files("kg.extract.coreference").joinpath("model/ranker.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        weights = {key: stored[key].astype(np.float32) for key in stored.files}
    return Ranker(width=len(weights["squeeze"]) // 2, out_bias=float(weights.pop("out_bias")), **weights)
