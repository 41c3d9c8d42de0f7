"""Training of what tells where evidence begins and ends, from the claims that the program finds and readers have marked.

    python -m training.claims.evidence --gold DIR… [--out DIR]
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.evaluate.measure import overlap
from kg.extract.claims import propose, score, settle
from kg.extract.claims.evidence import FEATURES, SIDES, Room, Runs, Words, build_rows, candidates, likeliest, room_of
from kg.extract.claims.settle import bar
from kg.extract.draft import Circumstances, Proposal
from kg.extract.language import load_pipeline
from kg.ontology import load_ontology
from training.attributes.decisions import labels_of
from training.claims import scorer
from training.claims.articles import Labelled, read_articles
from training.claims.train import MODEL

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim of the program and the characters that readers marked: for each side the candidates' features."""

    article: int
    family: str
    words: Words
    room: Room
    runs: Runs
    rows: tuple[np.ndarray, np.ndarray]
    marked: tuple[int, int]
    """Characters."""
    whole: tuple[int, int]
    """The same in words `[start, end)`, (-1, -1) where they hold none."""


def read_marked(number: int, article: Labelled) -> Iterator[Marked]:
    """The claims of one article that are labelled."""
    ontology, found = load_ontology(), (article.doc, article.mentions, article.clusters)
    proposals = [p for p in score(*found, propose(*found, ontology)) if p.score >= bar(p, ontology)]
    around = [Circumstances() for _ in proposals]
    words = Words(*found)
    for proposal, _ in settle(article.mentions, article.clusters, proposals, around, ontology):
        claims = labels_of(article, proposal)
        if claims:
            marked = claims[0].evidence.start, claims[0].evidence.end
            yield _lay_out(number, words, proposal, marked)


def _lay_out(number: int, words: Words, proposal: Proposal, marked: tuple[int, int]) -> Marked:
    room = room_of(words, proposal)
    runs = candidates(words, room)
    rows = build_rows(words, proposal, room, runs[0], 0), build_rows(words, proposal, room, runs[1], 1)
    doc = words.doc
    inside = [t.i for t in doc[slice(*room.sentence)] if t.idx >= marked[0] and t.idx + len(t) <= marked[1] and not t.is_space]
    whole = (inside[0], inside[-1] + 1) if inside else (-1, -1)
    return Marked(number, load_ontology()[proposal.predicate].family, words, room, runs, rows, marked, whole)


def fit(claims: Sequence[Marked]) -> list[HistGradientBoostingClassifier]:
    """One model for each side."""
    models = []
    for side in range(2):
        matrix = np.concatenate([claim.rows[side] for claim in claims])
        right = np.concatenate([claim.runs[side] == claim.whole[side] for claim in claims])
        model = HistGradientBoostingClassifier(
            learning_rate=0.15, max_iter=60, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=2.0, random_state=1,
            early_stopping=False,
        )  # fmt: skip
        models.append(model.fit(matrix, right))
    return models


def agrees(claim: Marked, models: Sequence[HistGradientBoostingClassifier]) -> bool:
    """Whether what would be shown shares half of its characters, both ways, with what readers marked."""
    begins, ends = (model.predict_proba(rows)[:, 1] for model, rows in zip(models, claim.rows, strict=True))
    shown = likeliest(claim.words, claim.room, claim.runs, (begins, ends))
    if shown is None:
        return False
    first, last = claim.words.characters
    characters = int(first[shown[0]]), int(last[shown[1] - 1])
    longer = max(characters[1] - characters[0], claim.marked[1] - claim.marked[0])
    return 2 * overlap(characters, claim.marked) >= longer


def cross_validate(claims: Sequence[Marked]) -> None:
    """Prints how often readers agree, by family, in articles that the models have not seen."""
    found: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        models = fit([claim for claim in claims if claim.article % FOLDS != fold])
        for claim in claims:
            if claim.article % FOLDS == fold:
                found[claim.family].append(agrees(claim, models))
    for family, agreed in [*found.items(), ("all", [yes for some in found.values() for yes in some])]:
        print(f"{family:12} {100 * np.mean(agreed):5.1f} % of {len(agreed)}")


def main() -> None:
    """Reads, cross-validates, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of labelled articles")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    nlp = load_pipeline()
    articles = (article for folder in args.gold for article in read_articles(folder, nlp))
    claims = [claim for number, article in enumerate(articles) for claim in read_marked(number, article)]
    cross_validate(claims)
    for name, model in zip(SIDES, fit(claims), strict=True):
        scorer.export([model], FEATURES, args.out / f"{name}.npz")


if __name__ == "__main__":
    main()
