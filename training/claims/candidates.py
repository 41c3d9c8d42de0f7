"""Pairs of mentions as the extractor meets them, for another round of the trained head.

    python -m training.claims.candidates --gold DIR [DIR …] --out FILE

The head first learns from the labelled mentions alone. In use it is asked about the extractor's own mentions and pronouns,
most of them in no relation; a second round learns from those. Writes JSON Lines, one article a line:
`{"doc": …, "pairs": [[subject, object, window, labels], …]}`, arguments as `[start, end, type]` in words or null.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from kg.extract.claims.pairs import pairs_of
from kg.extract.claims.propose import propose
from kg.extract.language import load_pipeline
from kg.ontology import load_ontology
from training.claims.articles import WHOLE, Labelled, read_articles

EASY = 0.12
"""Share kept of the pairs that no rule or model took for a claim and that are none."""

Argument = list[int | str] | None
Row = list[Argument | list[int] | list[str]]


def rows_of(article: Labelled) -> Iterator[Row]:
    """Pairs with their labels; a pair that is claimed elsewhere in the article only is left out, it teaches nothing."""
    draw = random.Random(article.gold.document.id)
    context, doc = article.context, article.doc
    proposals = propose(doc, article.mentions, article.clusters, load_ontology())
    hard = {(p.subject, p.object) for p in proposals}
    words = [0]
    for token in doc:
        words.append(words[-1] + (not token.is_space))

    def argument(mention: int | None) -> Argument:
        if mention is None:
            return None
        draft = article.mentions[mention]
        return [words[draft.start], words[draft.end], context.types[mention]]

    for pair in dict.fromkeys([*pairs_of(context), *hard]):
        heads = [context.mentions[m].head for m in pair if m is not None]
        sentences = [context.tree.sentence[head] for head in heads]
        start, end = min(s for s, _ in sentences), max(e for _, e in sentences)
        labels = sorted(key for key, label in article.claimed(*pair, article.extent((start, end))).items() if label > 0)
        if labels or ((pair in hard or draw.random() < EASY) and not article.claimed(*pair, WHOLE)):
            yield [argument(pair[0]), argument(pair[1]), [words[start], words[end]], labels]


def write(articles: Iterator[Labelled], out: Path) -> None:
    """One line an article."""
    with out.open("w", encoding="utf-8") as file:
        for article in articles:
            print(json.dumps({"doc": article.gold.document.id, "pairs": list(rows_of(article))}), file=file, flush=True)


def main() -> None:
    """Read the articles with the shipped model and write their pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of labelled articles")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    nlp = load_pipeline()
    write((article for folder in args.gold for article in read_articles(folder, nlp)), args.out)


if __name__ == "__main__":
    main()
