"""Fitting of the linear models: regressions over named features and over the vector, their logits averaged."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

FOLDS = 5
Rows = Sequence[Mapping[str, float]]


@dataclass(slots=True)
class Table:
    """Examples of one decision: named features, vectors (examples, width), answers (examples, classes) of 0 and 1, article of each."""

    features: Rows
    vectors: np.ndarray
    answers: np.ndarray
    articles: np.ndarray
    classes: tuple[str, ...]
    weights: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Strength:
    """`named`, `dense`: inverse strength of regularisation; `seen`: least examples of a feature; `share` of the named logits."""

    named: float = 0.1
    dense: float = 0.003
    seen: int = 5
    share: float = 0.5


@dataclass(slots=True)
class Fitted:
    """Arrays of `kg.extract.incidents.model.Linear`."""

    names: list[str]
    weights: np.ndarray
    dense: np.ndarray
    bias: np.ndarray

    def chances(self, table: Table) -> np.ndarray:
        """(examples, classes) probabilities, as the product computes them."""
        logits = matrix(table.features, self.names) @ self.weights + self.bias
        if len(self.dense):
            logits = logits + table.vectors @ self.dense
        return 1 / (1 + np.exp(-logits))


def matrix(rows: Rows, names: Sequence[str]) -> csr_matrix:
    """(examples, features)."""
    columns = {name: n for n, name in enumerate(names)}
    cells = [(r, columns[name], value) for r, row in enumerate(rows) for name, value in row.items() if name in columns]
    at, which, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((values, (at, which)), shape=(len(rows), len(names)), dtype=np.float64)


def fit(table: Table, strength: Strength, chosen: np.ndarray | None = None) -> Fitted:
    """A model of the examples `chosen` (a mask; all by default)."""
    chosen = np.ones(len(table.features), bool) if chosen is None else chosen
    rows = [row for row, use in zip(table.features, chosen, strict=True) if use]
    seen = Counter(name for row in rows for name, value in row.items() if value)
    names = sorted(name for name, times in seen.items() if times >= strength.seen and "\n" not in name)
    named = matrix(rows, names)
    mean, spread = table.vectors[chosen].mean(0), table.vectors[chosen].std(0) + 1e-6
    dense = (table.vectors[chosen] - mean) / spread
    weights, directions, bias = [], [], []
    for answers in table.answers[chosen].T:
        sample = None if table.weights is None else table.weights[chosen]
        by_name, by_vector = _regress(named, answers, strength.named, sample), _regress(dense, answers, strength.dense, sample)
        direction = by_vector[0] / spread * (1 - strength.share)
        weights.append(by_name[0] * strength.share)
        directions.append(direction)
        bias.append(by_name[1] * strength.share + by_vector[1] * (1 - strength.share) - float(mean @ direction))
    return Fitted(names, np.array(weights).T, np.array(directions).T, np.array(bias))


def _regress(table: csr_matrix | np.ndarray, answers: np.ndarray, strength: float, sample: np.ndarray | None) -> tuple[np.ndarray, float]:
    if answers.min() == answers.max() or table.shape[1] == 0 or strength == 0:
        share = np.clip(answers.mean(), 0.001, 0.999)
        return np.zeros(table.shape[1]), float(np.log(share / (1 - share)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(C=strength, max_iter=200, tol=1e-3).fit(table, answers, sample_weight=sample)
    return model.coef_[0], float(model.intercept_[0])


def folds(articles: np.ndarray) -> list[np.ndarray]:
    """Masks of the examples held out in each fold: every fifth article."""
    return [articles % FOLDS == n for n in range(FOLDS)]


def cross_validate(table: Table, strength: Strength) -> np.ndarray:
    """(examples, classes) probabilities from models that have not seen the example's article."""
    found = np.zeros(table.answers.shape)
    for held in folds(table.articles):
        model = fit(table, strength, ~held)
        part = [row for row, use in zip(table.features, held, strict=True) if use]
        found[held] = model.chances(Table(part, table.vectors[held], table.answers[held], table.articles[held], table.classes))
    return found
