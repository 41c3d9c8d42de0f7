"""One chooser from its decisions: boosted trees and a linear model, their bar set on articles that they have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kg.extract.attributes.chooser import squash
from training.attributes.decisions import Decision
from training.claims import scorer

FOLDS = 3
LEAST_SEEN, FOR_TREES, FOR_WEIGHTS = 8, 250, 1500
"""A feature is learned if so many candidates have it; the trees learn the most frequent ones, the linear model more."""
STRENGTH = {"speaker": 0.1, "date": 0.06, "place": 0.15}
MOOD_STRENGTH = 0.3
BARS = np.arange(0.1, 0.75, 0.025)
ALIKE = 0.1
"""Points of F1 that are no difference."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A chooser and how well it chose for articles it had not seen: per cent, with the bar that was best."""

    trees: HistGradientBoostingClassifier
    linear: LogisticRegression
    features: tuple[str, ...]
    f1: float
    bar: float
    precision: float
    recall: float


def fit(matrix: np.ndarray, right: np.ndarray, strength: float) -> tuple[HistGradientBoostingClassifier, LogisticRegression]:
    """Both models. The trees are small, because they are asked thousands of times an article."""
    trees = HistGradientBoostingClassifier(
        learning_rate=0.15, max_iter=50, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=3.0, max_features=0.4,
        random_state=1, early_stopping=False,
    )  # fmt: skip
    linear = LogisticRegression(C=strength, max_iter=80, solver="liblinear")
    return trees.fit(matrix[:, :FOR_TREES], right), linear.fit(csr_matrix(squash(matrix)), right)


def learn(decisions: Sequence[Decision]) -> Learned:
    """Cross-validate by article, set the bar, learn from all."""
    names = choose_features(decisions)
    matrix = fill(decisions, names)
    right = np.array([yes for decision in decisions for yes in decision.right])
    groups = np.array([decision.article for decision in decisions for _ in decision.right])
    strength = STRENGTH.get(decisions[0].chooser, MOOD_STRENGTH)
    logits = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(matrix, right, groups):
        trees, linear = fit(matrix[train], right[train], strength)
        logits[test] = (trees.decision_function(matrix[test, :FOR_TREES]) + linear.decision_function(csr_matrix(squash(matrix[test])))) / 2
    held = 1 / (1 + np.exp(-logits))
    return Learned(*fit(matrix, right, strength), names, *lowest_of_best([score_at(decisions, held, float(bar)) for bar in BARS]))


def lowest_of_best(scores: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Of the bars whose F1 hardly differs from the best the lowest: who says it, and when, is rather told than left open."""
    best = max(score[0] for score in scores)
    return next(score for score in scores if score[0] >= best - ALIKE)


def choose_features(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Names of the features to learn."""
    seen = Counter(feature for decision in decisions for row in decision.rows for feature in row)
    return tuple(feature for feature, times in seen.most_common(FOR_WEIGHTS) if times >= LEAST_SEEN)


def fill(decisions: Sequence[Decision], names: Sequence[str]) -> np.ndarray:
    """(candidates of all decisions, features)."""
    columns = {name: n for n, name in enumerate(names)}
    rows = [row for decision in decisions for row in decision.rows]
    matrix = np.zeros((len(rows), len(columns)), np.float32)
    for values, row in zip(matrix, rows, strict=True):
        for feature, value in row.items():
            if feature in columns:
                values[columns[feature]] = value
    return matrix


def score_at(decisions: Sequence[Decision], chances: np.ndarray, bar: float) -> tuple[float, float, float, float]:
    """(F1, bar, precision, recall) of the likeliest candidates that pass the bar, where one of them is right at all."""
    said = hits = given = at = 0
    for decision in decisions:
        here = chances[at : at + len(decision.right)]
        at += len(decision.right)
        if not decision.counts or not len(here):
            continue
        best = int(here.argmax())
        given += any(decision.right)
        said += here[best] >= bar
        hits += here[best] >= bar and decision.right[best]
    return 200 * hits / max(1, said + given), bar, 100 * hits / max(1, said), 100 * hits / max(1, given)


def export(learned: Learned, path: Path) -> None:
    """Write both models with the bar folded in: from one half on, the answer is yes. `kg.extract.attributes.chooser` reads it."""
    scorer.export([learned.trees], learned.features[:FOR_TREES], path)
    with np.load(path, allow_pickle=False) as stored:
        arrays = dict(stored)
    bar = np.log(learned.bar / (1 - learned.bar))
    np.savez_compressed(
        path,
        **arrays,
        columns=np.frombuffer("\n".join(learned.features).encode(), np.uint8),
        weights=learned.linear.coef_[0].astype(np.float32),
        linear_base=np.float32(learned.linear.intercept_[0] - 2 * bar),
    )
