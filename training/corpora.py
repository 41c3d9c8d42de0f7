"""Everything that is trained on, in one list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.batches import Labels
from training.examples import Document
from training.gazetteer import load_countries, load_peoples
from training.readers.claims import read_candidates, read_claims
from training.readers.gmb import read_gmb
from training.readers.names import read_columns, read_names
from training.readers.redocred import read_redocred, runs_of_words
from training.readers.treebank import read_gum, read_treebank

GMB_SHARE, GMB_WEIGHT = 0.42, 0.6


def load_training(corpora: Path, gold: Sequence[Path], candidates: Path | None) -> tuple[list[Document], Labels]:
    """The training documents and the label lists."""
    countries, peoples = load_countries(corpora / "gazetteers"), load_peoples(corpora / "gazetteers")
    pairs = read_candidates(candidates) if candidates else {}
    documents = [*read_treebank(corpora / "ewt" / "train.conllu", "ewt")]
    documents += [read_gum(p, countries, peoples) for p in sorted((corpora / "gum" / "train").glob("*.conllu"))]
    documents += read_names(corpora / "crossner-politics" / "train.txt", countries, peoples)
    for folder in gold:
        documents += read_claims(folder, countries, peoples, pairs)
    held_files = (corpora / "wikigold" / "wikigold.conll.txt", corpora / "crossner-politics" / "test.txt")
    held = {run for path in held_files for rows in read_columns(path) for run in runs_of_words([w for w, _ in rows])}
    documents += read_redocred(corpora / "redocred" / "dev_revised.json", countries, peoples, held)
    silver = [*read_gmb(corpora / "gmb" / "ner_dataset.zip", countries, peoples, False, GMB_SHARE)]
    for document in silver:
        document.weight = GMB_WEIGHT
    documents += silver
    return documents, build_labels(documents)


def build_labels(documents: list[Document]) -> Labels:
    """Sorted label lists, rare dependency labels included: the evaluation counts them."""

    def names(rows: list[list[str] | None]) -> list[str]:
        return sorted(Counter(x for row in rows if row for x in row))

    predicates = names([[label for p in d.pairs for label in p.labels] for d in documents])
    return Labels(names([d.xpos for d in documents]), names([d.upos for d in documents]), names([d.deprels for d in documents]), predicates)


def read_labels(path: Path) -> Labels:
    """Labels from a JSON file."""
    return Labels(**json.loads(path.read_text(encoding="utf-8")))
