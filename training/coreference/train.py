"""Trains the ranker of coreference: python -m training.coreference.train --corpora DIR [--out FILE] [--check].

Learns from GUM's train part as the shipped pipeline reads it, so it must be run again whenever the language model changes.
`--check` learns from four fifths of the documents first and prints the CoNLL F1 on the others: for choosing, never the dev part.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc

from kg.evaluate.chains import ChainedText, read_chains
from kg.evaluate.coreference import score_coreference
from kg.evaluate.predict import chains_in
from kg.extract.language import load_pipeline
from training.coreference.examples import Example, lay_out
from training.coreference.learn import as_ranker, learn

ROUNDS = 10
MODEL = Path(__file__).parents[2] / "kg" / "extract" / "coreference" / "model" / "ranker.npz"
HELD_EACH = 5


def check(texts: Sequence[ChainedText], docs: Sequence[Doc], examples: Sequence[Example], rounds: int) -> None:
    """Learn from most documents, print the scores on each fifth one."""
    ranker = as_ranker(learn([e for n, e in enumerate(examples) if n % HELD_EACH], rounds))
    held = [(text, doc) for n, (text, doc) in enumerate(zip(texts, docs, strict=True)) if n % HELD_EACH == 0]
    scores = score_coreference([text for text, _ in held], {text.document.id: chains_in(doc, ranker) for text, doc in held})
    figures = "  ".join(f"{name} {shares.f1:.1f}" for name, shares in scores.measures.items())
    print(f"{len(held)} held-out documents: CoNLL F1 {scores.conll:.1f}  ({figures})")


def main() -> None:
    """Train and write the ranker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder that holds gum/train")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    texts = list(read_chains(sorted((args.corpora / "gum" / "train").glob("*.conllu"))))
    docs = list(load_pipeline().pipe([text.document.text for text in texts]))
    examples = [lay_out(text, doc) for text, doc in zip(texts, docs, strict=True)]
    if args.check:
        check(texts, docs, examples, args.rounds)
    args.out.parent.mkdir(exist_ok=True)
    np.savez_compressed(args.out, **learn(examples, args.rounds))
    print(f"wrote {args.out}")


if __name__ == "__main__":
    main()
