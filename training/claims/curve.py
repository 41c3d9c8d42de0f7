"""What a probability is worth, and which bars give the best strict F1, measured as the product would be: proposals settled,
claims scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from kg.evaluate import score_claims
from kg.evaluate.confidence import judge
from kg.extract.claims.settle import settle
from kg.extract.document import assemble
from kg.extract.draft import Circumstances, Proposal
from kg.model import Extraction
from training.claims.articles import Labelled

LOWERED = -0.13
"""How far below the bars proposals show what they are worth as claims."""
MOVED = (-0.1, -0.05, -0.02, 0.0, 0.02, 0.05, 0.1, 0.2)
"""Bars that are tried, beside those that hold."""


def print_bars(articles: Sequence[Labelled], proposals: Sequence[Sequence[Proposal]], chances: np.ndarray) -> None:
    """Print a row for each way to move the bars."""
    for moved in MOVED:
        scores = score_claims([article.gold for article in articles], predict(articles, proposals, chances, moved))
        strict, relaxed = scores.levels["strict"], scores.levels["relaxed"]
        print(
            f"bars {moved:+.2f}  strict P {strict.precision:.1f} R {strict.recall:.1f} F1 {strict.f1:.1f}"
            f"  relaxed F1 {relaxed.f1:.1f}  evidence {scores.evidence.precision:.0f} %"
        )


def calibrate(articles: Sequence[Labelled], proposals: Sequence[Sequence[Proposal]], chances: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the logit that turn the probability of a proposal into that of a strict match of the claim that it becomes:
    several proposals of one labelled claim are all right, but only one of their claims can be (Platt, 1999)."""
    judged = judge([article.gold for article in articles], predict(articles, proposals, chances, LOWERED))
    confidence, right = (np.array(column) for column in zip(*judged, strict=True))
    fitted = LogisticRegression(C=1e6).fit(logit(confidence)[:, None], right)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def logit(chances: np.ndarray) -> np.ndarray:
    """The log of the odds."""
    return np.log(chances / (1 - chances))


def predict(
    articles: Sequence[Labelled], proposals: Sequence[Sequence[Proposal]], chances: np.ndarray, moved: float
) -> dict[str, Extraction]:
    """What would be claimed, by document, with these probabilities, one for each proposal of all articles in order."""
    predicted: dict[str, Extraction] = {}
    at = 0
    for article, here in zip(articles, proposals, strict=True):
        for proposal in here:
            proposal.score = float(chances[at])
            at += 1
        around = [Circumstances() for _ in here]
        said = settle(article.mentions, article.clusters, here, around, article.context.ontology, moved)
        predicted[article.gold.document.id] = assemble(article.doc, article.gold.document, article.mentions, article.clusters, said)
    return predicted
