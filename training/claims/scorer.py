"""Training of the scorer: gradient-boosted trees over the features of proposals, exported as plain arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

FOLDS = 5
SEEDS = (1, 2)
"""Several forests, averaged, because labelled articles are few."""


def build(seed: int) -> HistGradientBoostingClassifier:
    """One untrained model."""
    return HistGradientBoostingClassifier(
        learning_rate=0.06, max_iter=140, max_leaf_nodes=12, min_samples_leaf=25, l2_regularization=2.0, max_features=0.4, random_state=seed
    )


def cross_validate(matrix: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Probability of each row from models that have not seen its article; rows labelled -1 teach nothing."""
    found = np.zeros(len(labels))
    for train, test in GroupKFold(FOLDS).split(matrix, labels, groups):
        known = train[labels[train] >= 0]
        for seed in SEEDS:
            found[test] += build(seed).fit(matrix[known], labels[known]).predict_proba(matrix[test])[:, 1] / len(SEEDS)
    return found


def fit(matrix: np.ndarray, labels: np.ndarray) -> list[HistGradientBoostingClassifier]:
    """The final models."""
    known = labels >= 0
    return [build(seed).fit(matrix[known], labels[known]) for seed in SEEDS]


def export(
    models: list[HistGradientBoostingClassifier], names: tuple[str, ...], path: Path, slope: float = 1.0, shift: float = 0.0
) -> None:
    """All trees as one table of nodes, their logit times `slope` plus `shift`; `kg.extract.claims.trees` reads it."""
    columns: dict[str, list[np.ndarray]] = {key: [] for key in ("feature", "threshold", "left", "right", "missing_left", "value")}
    roots, size, depth, base = [], 0, 0, 0.0
    for model in models:
        base += float(model._baseline_prediction.ravel()[0]) / len(models)
        for (predictor,) in model._predictors:
            nodes = predictor.nodes
            leaf = nodes["is_leaf"].astype(bool)
            here = np.arange(len(nodes)) + size
            columns["feature"].append(np.where(leaf, 0, nodes["feature_idx"]))
            columns["threshold"].append(nodes["num_threshold"])
            columns["left"].append(np.where(leaf, here, nodes["left"] + size))
            columns["right"].append(np.where(leaf, here, nodes["right"] + size))
            columns["missing_left"].append(nodes["missing_go_to_left"].astype(bool))
            # leaves are shrunk by the learning rate already, inner nodes are not
            columns["value"].append(nodes["value"] * np.where(leaf, 1.0, model.learning_rate) * slope / len(models))
            roots.append(size)
            size += len(nodes)
            depth = max(depth, int(nodes["depth"].max()))
    table = {key: np.concatenate(parts) for key, parts in columns.items()}
    kinds = dict.fromkeys(("feature", "left", "right"), np.int32) | dict.fromkeys(("threshold", "value"), np.float32)
    kinds |= {"missing_left": np.bool_}
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode(), np.uint8),
        roots=np.array(roots, np.int32), depth=depth, base=base * slope + shift,
        **{key: values.astype(kinds[key]) for key, values in table.items()},
    )  # fmt: skip
