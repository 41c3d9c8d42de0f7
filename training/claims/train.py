"""Trains what decides on claims: python -m training.claims.train --gold DIR [--out DIR].

The lexical model learns from the articles that the trained head has learnt from too; the scorer from those that neither
has seen (`training.readers.claims.held_out`), because a head is far too sure of articles it knows.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from kg.extract.claims.features import build_features, feature_names
from kg.extract.claims.lexical import load_lexical
from kg.extract.claims.pairs import pairs_of
from kg.extract.claims.propose import propose, propose_by_rules
from kg.extract.claims.symbols import SymbolReader, rule_symbols
from kg.extract.draft import Proposal
from kg.extract.language import load_pipeline
from kg.ontology import load_ontology
from training.claims import lexical, scorer
from training.claims.articles import WHOLE, Labelled, read_articles
from training.claims.curve import calibrate, logit, print_bars
from training.readers.claims import held_out

NEGATIVES = 0.3
"""Share of the pairs without claim or rule that is learnt from."""
MODEL = Path(__file__).parents[2] / "kg" / "extract" / "claims" / "model"


def rows_of(article: Labelled) -> Iterator[lexical.PairRow]:
    """The pairs of an article with symbols and labels; of those that say nothing and show nothing, a share that stands for all."""
    draw = random.Random(article.gold.document.id)
    context = article.context
    said: dict[object, list[Proposal]] = {}
    for proposal in propose_by_rules(context):
        said.setdefault((proposal.subject, proposal.object), []).append(proposal)
    reader = SymbolReader(context)
    for pair in pairs_of(context):
        mention = pair[0] if pair[0] is not None else pair[1]
        assert mention is not None
        if pair not in said and draw.random() > NEGATIVES and not article.claimed(*pair, WHOLE):
            continue
        extent = article.extent(context.tree.sentence[context.mentions[mention].head])
        symbols = [*reader.read(pair), *rule_symbols(said.get(pair, ()))]
        labels = article.claimed(*pair, extent)
        yield lexical.PairRow(symbols, labels, 1.0 if labels or pair in said else 1 / NEGATIVES)


def train_lexical(articles: Iterable[Labelled], out: Path) -> None:
    """Train on these articles and write `lexical.npz`."""
    rows = [row for article in articles for row in rows_of(article)]
    vocabulary = lexical.build_vocabulary(rows)
    predicates = tuple(load_ontology().predicates)
    lexical.export(lexical.train(rows, predicates, vocabulary), vocabulary, predicates, out / "lexical.npz")
    load_lexical.cache_clear()


def train_scorer(articles: Sequence[Labelled], out: Path) -> None:
    """Cross-validate on these articles, print what would come out, train on all and write `scorer.npz`."""
    ontology = load_ontology()
    proposals = [propose(a.doc, a.mentions, a.clusters, ontology) for a in articles]
    matrix = np.concatenate([build_features(a.mentions, a.clusters, ps, ontology) for a, ps in zip(articles, proposals, strict=True)])
    labels = np.array([label_of(a, p) for a, ps in zip(articles, proposals, strict=True) for p in ps])
    groups = np.array([n for n, ps in enumerate(proposals) for _ in ps])
    chances = scorer.cross_validate(matrix, labels, groups)
    print(f"{len(articles)} articles, {len(labels)} proposals, {(labels > 0).sum()} right")
    slope, shift = calibrate(articles, proposals, chances)
    print(f"logits of claims: {slope:.3f} times those of proposals, {shift:+.3f}")
    print_bars(articles, proposals, 1 / (1 + np.exp(-(slope * logit(chances) + shift))))
    scorer.export(scorer.fit(matrix, labels), feature_names(ontology), out / "scorer.npz", slope, shift)


def label_of(article: Labelled, proposal: Proposal) -> int:
    """1 right here, -1 said elsewhere in the article, 0 wrong."""
    return article.label(proposal.predicate, proposal.subject, proposal.object, article.extent(proposal.evidence))


def main() -> None:
    """Train both models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of labelled articles")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    args.out.mkdir(exist_ok=True)
    nlp = load_pipeline()
    train_lexical((a for folder in args.gold for a in read_articles(folder, nlp, lambda name: not held_out(name))), args.out)
    train_scorer([a for folder in args.gold for a in read_articles(folder, nlp, held_out)], args.out)


if __name__ == "__main__":
    main()
