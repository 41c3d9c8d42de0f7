"""Trains what decides on incidents: python -m training.incidents.train --labels hrdsattack/train.json [--cache FILE] [--out FILE].

Cross-validates over the articles with the very code that decides in the product, prints the figures beside those of the paper, then
fits all models on all articles and writes them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.evaluate.incidents import PAPER, score_incidents
from kg.extract.incidents import model as stored
from kg.extract.incidents.assemble import group_story
from kg.extract.incidents.victims import candidate_victims
from kg.model import Extraction
from training.incidents import tables
from training.incidents.articles import read_stories
from training.incidents.fit import FOLDS, Fitted, Strength, Table, cross_validate, fit
from training.incidents.labels import Labelled, read_labels

MODEL = Path(__file__).parents[2] / "kg" / "extract" / "incidents" / "model.npz"


@dataclass(frozen=True, slots=True)
class Task:
    """How one model is fitted, and from which probability on its answer is yes."""

    strength: Strength
    threshold: float


TASKS = {
    "victim": Task(Strength(0.1, 0.003, 6, 0.5), 0.35),
    "occupation": Task(Strength(0.1, 0.001, 4, 0.9), 0.4),
    "violation": Task(Strength(0.1, 0.003, 4, 0.6), 0.33),
    "perpetrator": Task(Strength(0.1, 0.003, 4, 0.6), 0.0),
    "place": Task(Strength(0.3, 0.003, 5, 0.85), 0.0),
    "date": Task(Strength(0.3, 0.003, 8, 0.6), 0.0),
}


def build_tables(pairs: tables.Pairs) -> dict[str, Table]:
    """Examples of all decisions. Those that look at likely victims see them as models do that have not learned from the article."""
    found = {"victim": tables.victim_table(pairs)}
    chances = iter(cross_validate(found["victim"], TASKS["victim"].strength)[:, 0].tolist())
    for story, _ in pairs:
        story.blame({entity: next(chances) for entity in candidate_victims(story)})
    found["occupation"] = tables.occupation_table(pairs)
    found["violation"], found["perpetrator"] = tables.gist_tables(pairs, TASKS["victim"].threshold)
    found["place"], found["date"] = tables.place_table(pairs), tables.date_table(pairs)
    return found


def fit_all(examples: Mapping[str, Table], held: int | None = None) -> dict[str, Fitted]:
    """All models, from all articles or from those outside one fold."""
    found = {}
    for name, table in examples.items():
        found[name] = fit(table, TASKS[name].strength, None if held is None else table.articles % FOLDS != held)
    return found


def arrays(models: Mapping[str, Fitted], examples: Mapping[str, Table]) -> dict[str, np.ndarray]:
    """As `kg.extract.incidents.model` reads them."""
    found: dict[str, np.ndarray] = {}
    for name, fitted in models.items():
        found |= {
            f"{name}.classes": np.frombuffer("\n".join(examples[name].classes).encode(), np.uint8),
            f"{name}.features": np.frombuffer("\n".join(fitted.names).encode(), np.uint8),
            f"{name}.weights": fitted.weights.astype(np.float16),
            f"{name}.dense": fitted.dense.astype(np.float16),
            f"{name}.bias": fitted.bias.astype(np.float32),
            f"{name}.threshold": np.array(TASKS[name].threshold),
        }
    return found


@contextmanager
def in_place_of_the_shipped(found: dict[str, np.ndarray]) -> Iterator[None]:
    """Lets the product decide by these arrays."""
    shipped = stored._tables
    stored._tables = lambda: found  # type: ignore[assignment]
    stored.load_model.cache_clear()
    try:
        yield
    finally:
        stored._tables = shipped
        stored.load_model.cache_clear()


def evaluate(pairs: tables.Pairs, examples: Mapping[str, Table]) -> None:
    """Prints the figures that the product reaches on articles that its models have not seen."""
    predicted: dict[str, Extraction] = {}
    for held in range(FOLDS):
        with in_place_of_the_shipped(arrays(fit_all(examples, held), examples)):
            for n, (story, _) in enumerate(pairs):
                if n % FOLDS == held:
                    predicted[story.document.id] = Extraction(story.document, incidents=tuple(group_story(story)))
    show([article for _, article in pairs], predicted)


def show(articles: list[Labelled], predicted: Mapping[str, Extraction]) -> None:
    """Prints the figures of predictions by document id."""
    scores = score_incidents([(a.document, a.label) for a in articles], predicted)
    for name, value in scores.figures.items():
        print(f"{name:24} {value:6.2f}   paper {PAPER[name]:6.2f}  {'ahead' if value >= PAPER[name] else 'behind'}")


def main() -> None:
    """Reads, cross-validates, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, required=True, help="HRDsAttack train.json")
    parser.add_argument("--cache", type=Path, help="where parsed articles are kept between runs with the same extractor")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    articles = read_labels(args.labels)
    pairs = list(zip(read_stories(articles, args.cache), articles, strict=True))
    examples = build_tables(pairs)
    evaluate(pairs, examples)
    np.savez_compressed(args.out, **arrays(fit_all(examples), examples))


if __name__ == "__main__":
    main()
