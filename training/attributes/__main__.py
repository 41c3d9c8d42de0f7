"""Learns all that stands around a claim, on the shipped language model: python -m training.attributes --gold DIR … [--out DIR].

Reads the labelled articles with the product's own pipeline, cross-validates each chooser by article, prints how well it
chose among what was within reach, and writes the models that `kg.extract.attributes` ships.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from kg.extract.language import load_pipeline
from training.attributes.decisions import Decision, decide
from training.attributes.learn import export, learn
from training.claims.articles import read_articles

MODEL = Path(__file__).parents[2] / "kg" / "extract" / "attributes" / "model"


def read_decisions(gold: Sequence[Path], kept: Path | None) -> dict[str, list[Decision]]:
    """Decisions of all articles by chooser; from the file `kept` if it is there, else written to it."""
    if kept is not None and kept.exists():
        decisions: dict[str, list[Decision]] = pickle.loads(kept.read_bytes())
        return decisions
    found: dict[str, list[Decision]] = defaultdict(list)
    for article in (article for folder in gold for article in read_articles(folder, load_pipeline())):
        for decision in decide(article):
            found[decision.chooser].append(decision)
    if kept is not None:
        kept.write_bytes(pickle.dumps(dict(found)))
    return dict(found)


def main() -> None:
    """Read, learn, write, print one line a chooser."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of labelled articles")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--decisions", type=Path, help="file to keep what is read from the articles in, for the next time")
    parser.add_argument("--only", nargs="*", help="learn these choosers alone")
    args = parser.parse_args()
    args.out.mkdir(exist_ok=True)
    for name, decisions in sorted(read_decisions(args.gold, args.decisions).items()):
        if args.only and name not in args.only:
            continue
        learned = learn(decisions)
        export(learned, args.out / f"{name}.npz")
        scores = f"P {learned.precision:5.1f} R {learned.recall:5.1f} F1 {learned.f1:5.1f}"
        print(f"{name:13} {scores}  bar {learned.bar:.3f}, {len(learned.features)} features, {len(decisions)} decisions", flush=True)


if __name__ == "__main__":
    main()
