"""Which threshold gives the best strict F1, measured as the product would be: proposals settled, claims scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.evaluate import ClaimScores, score_claims
from kg.extract.claims.settle import settle_at
from kg.extract.document import assemble
from kg.extract.draft import Circumstances, Proposal
from kg.model import Extraction
from training.claims.articles import Labelled

THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def best_threshold(articles: Sequence[Labelled], proposals: Sequence[Sequence[Proposal]], chances: np.ndarray) -> float:
    """Print a row for each threshold; the best one by strict F1."""
    found = {}
    for threshold in THRESHOLDS:
        scores = score_at(articles, proposals, chances, threshold)
        strict, relaxed = scores.levels["strict"], scores.levels["relaxed"]
        found[threshold] = strict.f1
        print(
            f"threshold {threshold:.2f}  strict P {strict.precision:.1f} R {strict.recall:.1f} F1 {strict.f1:.1f}"
            f"  relaxed F1 {relaxed.f1:.1f}  evidence {scores.evidence.precision:.0f} %"
        )
    return max(found, key=found.__getitem__)


def score_at(articles: Sequence[Labelled], proposals: Sequence[Sequence[Proposal]], chances: np.ndarray, threshold: float) -> ClaimScores:
    """Scores with these probabilities, one for each proposal of all articles in order."""
    predicted: dict[str, Extraction] = {}
    at = 0
    for article, here in zip(articles, proposals, strict=True):
        for proposal in here:
            proposal.score = float(chances[at])
            at += 1
        around = [Circumstances() for _ in here]
        said = settle_at(article.clusters, here, around, article.context.ontology, threshold)
        predicted[article.gold.document.id] = assemble(article.doc, article.gold.document, article.mentions, article.clusters, said)
    return score_claims([article.gold for article in articles], predicted)
