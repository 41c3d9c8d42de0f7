"""Named mentions against labelled ones: exact spans over four classes, as is usual for names."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UserError
from kg.evaluate.measure import NOTHING, Measure
from kg.model import Document, Extraction, Mention

CLASSES: dict[str, tuple[str, ...]] = {
    "Person": ("Person", "PER", "PERSON", "per"),
    "Organization": ("Organization", "ORG", "ORGANIZATION", "org"),
    "Location": (
        "Country", "Place", "Location", "Facility", "LOC", "GPE", "FAC", "LOCATION", "CITY", "COUNTRY", "STATE_OR_PROVINCE", "geo",
    ),
    "Group": ("Group", "NORP", "NATIONALITY", "RELIGION", "IDEOLOGY", "gpe"),
}  # fmt: skip
"""Class -> the labels that data sets use for it."""
CLASS_OF = {label: name for name, labels in CLASSES.items() for label in labels}

Named = tuple[int, int, str]
"""Start, end, class."""


@dataclass(slots=True)
class NameScores:
    """Sums over all texts."""

    classes: dict[str, Measure] = field(default_factory=dict)
    all: Measure = NOTHING
    spans: Measure = NOTHING
    """Without regard to the class."""
    missing: list[str] = field(default_factory=list)


def read_names(path: Path) -> list[tuple[Document, frozenset[Named]]]:
    """Rows `{"id", "text", "entities": [[start, end, label], …]}`. Raises UserError where a line is none."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                named = frozenset((start, end, CLASS_OF[label]) for start, end, label in row["entities"] if label in CLASS_OF)
                rows.append((Document(str(row["id"]), row["text"], language="en"), named))
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(f"Line {number} of {path} is no labelled text: {error}.") from None
    return rows


def score_names(gold: Iterable[tuple[Document, frozenset[Named]]], predicted: Mapping[str, Extraction]) -> NameScores:
    """Compare the mentions of kind `name` with the labels of the same document id."""
    scores = NameScores()
    hits, found, there = Counter[str](), Counter[str](), Counter[str]()
    loose = 0
    for document, labels in gold:
        if document.id not in predicted:
            scores.missing.append(document.id)
        names = _names(predicted[document.id].mentions if document.id in predicted else ())
        hits.update(name for *_, name in labels & names)
        found.update(name for *_, name in names)
        there.update(name for *_, name in labels)
        loose += len({span[:2] for span in labels} & {span[:2] for span in names})
    scores.classes = {name: Measure(hits[name], found[name], there[name]) for name in CLASSES}
    scores.all = Measure(hits.total(), found.total(), there.total())
    scores.spans = Measure(loose, found.total(), there.total())
    return scores


def _names(mentions: Sequence[Mention]) -> frozenset[Named]:
    return frozenset((m.start, m.end, CLASS_OF[m.type]) for m in mentions if m.kind == "name" and m.type in CLASS_OF)
