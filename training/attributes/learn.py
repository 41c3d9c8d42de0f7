"""One chooser from its decisions: boosted trees, their bar set on articles that the trees have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from training.attributes.decisions import Decision
from training.claims import scorer

FOLDS = 4
LEAST_SEEN, MOST = 40, 260
"""A feature is learned if so many candidates have it, and the most frequent ones alone."""
BARS = np.arange(0.1, 0.75, 0.025)


@dataclass(frozen=True, slots=True)
class Learned:
    """A chooser and how well it chose for articles it had not seen: per cent, with the bar that was best."""

    model: HistGradientBoostingClassifier
    features: tuple[str, ...]
    bar: float
    precision: float
    recall: float
    f1: float


def build() -> HistGradientBoostingClassifier:
    """An untrained model: small, because it is asked thousands of times an article."""
    return HistGradientBoostingClassifier(
        learning_rate=0.1, max_iter=80, max_leaf_nodes=10, min_samples_leaf=20, l2_regularization=3.0, max_features=0.4,
        random_state=1, early_stopping=False,
    )  # fmt: skip


def learn(decisions: Sequence[Decision]) -> Learned:
    """Cross-validate by article, set the bar, learn from all."""
    names = choose_features(decisions)
    matrix = fill(decisions, names)
    right = np.array([yes for decision in decisions for yes in decision.right])
    groups = np.array([decision.article for decision in decisions for _ in decision.right])
    held = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(matrix, right, groups):
        held[test] = build().fit(matrix[train], right[train]).predict_proba(matrix[test])[:, 1]
    f1, bar, precision, recall = max(score_at(decisions, held, float(bar)) for bar in BARS)
    return Learned(build().fit(matrix, right), names, bar, precision, recall, f1)


def choose_features(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Names of the features to learn."""
    seen = Counter(feature for decision in decisions for row in decision.rows for feature in row)
    return tuple(feature for feature, times in seen.most_common(MOST) if times >= LEAST_SEEN)


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
    """Write the trees with the bar folded in: from one half on, the answer is yes."""
    scorer.export([learned.model], learned.features, path)
    with np.load(path, allow_pickle=False) as stored:
        arrays = dict(stored)
    arrays["base"] = arrays["base"] - np.log(learned.bar / (1 - learned.bar))
    np.savez_compressed(path, **arrays)
