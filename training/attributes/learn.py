"""Learns the choosers from decisions: python -m training.attributes.learn DECISIONS WEIGHTS (needs scikit-learn).

Thresholds are set, and scores printed, on articles that the fold did not learn from.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

FOLDS = 5
STRENGTH = {"speaker": 0.15, "date": 0.06, "place": 0.15}
MOOD_STRENGTH = 0.4
LEAST_SEEN = 4
"""A feature seen less often is not learned."""


def learn(name: str, rows: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], str]:
    """One chooser as a block of the weights file, and its scores."""
    examples = [(features, right, row) for row in rows for features, right in zip(row["features"], row["right"], strict=True)]
    seen: dict[str, int] = defaultdict(int)
    for features, _, _ in examples:
        for feature in features:
            seen[feature] += 1
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{f: v for f, v in features.items() if seen[f] >= LEAST_SEEN} for features, _, _ in examples])
    wanted = np.array([right for _, right, _ in examples])
    groups = np.array([row["doc"] for _, _, row in examples])
    model = LogisticRegression(C=STRENGTH.get(name, MOOD_STRENGTH), max_iter=400)
    held = np.zeros(len(examples))
    for train, test in GroupKFold(FOLDS).split(table, wanted, groups):
        held[test] = model.fit(table[train], wanted[train]).predict_proba(table[test])[:, 1]
    threshold, scores = best_threshold(rows, held)
    model.fit(table, wanted)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    kept = {f: round(float(w), 3) for f, w in sorted(weights.items()) if abs(w) >= 0.02}
    return {"bias": round(float(model.intercept_[0]), 3), "weights": kept, "threshold": threshold}, scores


def best_threshold(rows: Sequence[dict[str, Any]], held: np.ndarray) -> tuple[float, str]:
    """The bar with the best F1 of the answers: the likeliest candidate, if it passes."""
    answers, at = [], 0
    for row in rows:
        size = len(row["right"])
        if size:
            best = at + int(np.argmax(held[at : at + size]))
            answers.append((held[best], row["right"][best - at]))
        at += size
    given = sum(row["given"] for row in rows)
    results = []
    for threshold in np.arange(0.15, 0.8, 0.025):
        said = [right for p, right in answers if p >= threshold]
        precision, recall = sum(said) / max(1, len(said)), sum(said) / max(1, given)
        results.append((2 * precision * recall / max(1e-9, precision + recall), precision, recall, round(float(threshold), 3)))
    f1, precision, recall, threshold = max(results)
    reach = sum(any(row["right"]) for row in rows) / max(1, given)
    return threshold, f"P {100 * precision:5.1f} R {100 * recall:5.1f} F1 {100 * f1:5.1f}  given {given}, within reach {100 * reach:.0f} %"


def main() -> None:
    """Reads, learns, writes the weights, prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("decisions", type=Path)
    parser.add_argument("weights", type=Path)
    args = parser.parse_args()
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with args.decisions.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["chooser"]].append(row)
    blocks = {}
    for name, of_chooser in sorted(rows.items()):
        blocks[name], scores = learn(name, of_chooser)
        print(f"{name:13} {scores}  threshold {blocks[name]['threshold']}, {len(blocks[name]['weights'])} weights", flush=True)
    args.weights.write_text(json.dumps(blocks, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
