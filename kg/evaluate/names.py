"""Named mentions against labelled ones: exact spans over four classes, as is usual for names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluate.labelled_names import CLASS_OF, CLASSES, Named, NamedText, NameSet
from kg.evaluate.measure import NOTHING, Measure
from kg.model import Extraction, Mention


@dataclass(slots=True)
class NameScores:
    """Sums over all texts."""

    classes: dict[str, Measure] = field(default_factory=dict)
    all: Measure = NOTHING
    spans: Measure = NOTHING
    """Without regard to the class."""
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(text, `missed` or `spurious`, class, words)."""
    missing: list[str] = field(default_factory=list)


def score_names(gold: NameSet, predicted: Mapping[str, Extraction]) -> NameScores:
    """Compare the mentions of kind `name` with the labels of the same document id, in the classes that the set labels."""
    scores = NameScores()
    hits, found, there = Counter[str](), Counter[str](), Counter[str]()
    loose = 0
    for text in gold.texts:
        name = text.document.id
        if name not in predicted:
            scores.missing.append(name)
        labels = frozenset(label for label in text.names if label[2] in gold.classes)
        names = _names(text, predicted[name].mentions if name in predicted else (), gold.classes)
        hits.update(kind for *_, kind in labels & names)
        found.update(kind for *_, kind in names)
        there.update(kind for *_, kind in labels)
        loose += len({span[:2] for span in labels} & {span[:2] for span in names})
        for what, spans in (("missed", labels - names), ("spurious", names - labels)):
            scores.errors += [(name, what, kind, text.document.text[start:end]) for start, end, kind in sorted(spans)]
    scores.classes = {name: Measure(hits[name], found[name], there[name]) for name in CLASSES if name in gold.classes}
    scores.all = Measure(hits.total(), found.total(), there.total())
    scores.spans = Measure(loose, found.total(), there.total())
    return scores


def _names(text: NamedText, mentions: Sequence[Mention], classes: frozenset[str]) -> frozenset[Named]:
    named = ((m.start, m.end, CLASS_OF[m.type]) for m in mentions if m.kind == "name" and m.type in CLASS_OF)
    return frozenset(n for n in named if n[2] in classes and not any(n[0] < b and n[1] > a for a, b in text.ignored))
