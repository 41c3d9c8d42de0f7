"""Scores the mention and pair heads on the held-out labelled articles: python -m training.evaluate_claims --gold DIR.

Mentions: exact spans and types against all occurrences of the gold forms. Pairs: gold mentions, micro F1 over predicates of all
pairs that beat "none"; negatives are the sampled ones of the reader, so precision is higher here than on all pairs of a text.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
from spacy.language import Language

from kg.extract.language.component import LanguageComponent, register
from kg.extract.language.network import MODEL
from kg.extract.language.words import build_tokenizer
from training.examples import MENTION_TYPES, Pair
from training.readers.claims import gold_pairs, held_out, read_article


def pair_row(pair: Pair) -> list[int]:
    """The pair graph's input, in words."""
    row: list[int] = []
    for span in (pair.subject, pair.object):
        kind = MENTION_TYPES.index(span[2]) if span else len(MENTION_TYPES)
        row += [span[0], span[1], kind] if span else [pair.window[0], pair.window[0] + 1, kind]
    return [*row, pair.window[0], pair.window[1] - pair.window[0]]


def score_article(nlp: Language, component: LanguageComponent, path: Path, counts: Counter[str]) -> None:
    """Adds one article's hits to the counts."""
    text = path.read_text(encoding="utf-8")
    article = read_article(nlp, text, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    doc = component(nlp.make_doc(text))
    words = np.cumsum([0] + [not t.is_space for t in doc])
    gold = {(a, b, article.types[e]) for e, spans in article.mentions.items() for a, b in spans}
    found = {(int(words[m.start]), int(words[m.end]), m.label_) for m in doc.spans["mentions"]}
    counts.update(mention_right=len(gold & found), mention_gold=len(gold), mention_said=len(found))
    pairs = gold_pairs(article, random.Random(path.stem))
    vectors = np.ascontiguousarray(doc._.vectors[[not t.is_space for t in doc]])
    logits, aspects = component.network.read_pairs(vectors, np.array([pair_row(p) for p in pairs], np.int64))
    names = component.network.config["predicates"]
    for pair, row, aspect in zip(pairs, logits, aspects, strict=True):
        said = {names[i] for i in np.nonzero(row[1:] > row[0])[0]}
        counts.update(pair_right=len(said & set(pair.labels)), pair_gold=len(pair.labels), pair_said=len(said))
        if pair.aspects:
            modality, negated, speaker = pair.aspects
            counts.update(
                aspects=1, modality=int(aspect[:4].argmax() == modality), actual=int(modality == 0),
                polarity=int((aspect[4] > 0) == bool(negated)), speaker=int((aspect[5] > 0) == bool(speaker)),
            )  # fmt: skip


def main() -> None:
    """Prints mention and pair figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of labelled articles")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    register()
    nlp, component = build_tokenizer(), LanguageComponent(args.model, args.threads)
    counts: Counter[str] = Counter()
    held = [path for folder in args.gold for path in sorted(folder.glob("*.txt")) if held_out(path.stem)]
    for path in held[: args.limit]:
        score_article(nlp, component, path, counts)
    for kind in ("mention", "pair"):
        right, said, gold = (counts[f"{kind}_{key}"] for key in ("right", "said", "gold"))
        figures = 100 * right / max(1, said), 100 * right / max(1, gold), 200 * right / max(1, said + gold)
        print("{:8} P {:5.1f} R {:5.1f} F1 {:5.1f}  ({} gold)".format(kind, *figures, gold))
    for key in ("modality", "actual", "polarity", "speaker"):
        print(
            f"{key:8} {100 * counts[key] / max(1, counts['aspects']):.1f} %"
            + (" (share of the commonest modality)" if key == "actual" else "")
        )


if __name__ == "__main__":
    main()
