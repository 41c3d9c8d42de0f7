"""Extracted claims against labelled ones.

strict   same predicate, and subject and object both match (unknown matches unknown)
relaxed  same predicate, evidence overlaps, and a known subject or object matches
untyped  subject and object, both known, match, whatever the predicate
An entity matches when one of its mentions and a labelled form overlap by half of the shorter and a third of the longer.
Predicates without a direction match both ways round. On strict matches: evidence (half of the characters in common, both
ways) and the F1 of what each attribute says apart from its default.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate.gold import GoldArticle, Reading, reading_of
from kg.evaluate.measure import NOTHING, Extent, Measure, overlap, same_place
from kg.model import Claim, Count, Extraction
from kg.ontology import load_ontology

LEVELS = ("strict", "relaxed", "untyped")
ATTRIBUTES = ("speaker", "negated", "not actual", "place", "date", "count")


@dataclass(slots=True)
class ClaimScores:
    """Sums over all articles."""

    levels: dict[str, Measure] = field(default_factory=lambda: dict.fromkeys(LEVELS, NOTHING))
    attributes: dict[str, Measure] = field(default_factory=lambda: dict.fromkeys(ATTRIBUTES, NOTHING))
    evidence: Measure = NOTHING
    """Of the strict matches (`predicted`), those whose evidence agrees (`hits`)."""
    by_predicate: dict[str, Measure] = field(default_factory=dict)
    by_document: dict[str, Measure] = field(default_factory=dict)
    errors: list[tuple[str, str, Claim]] = field(default_factory=list)
    """(document, `missed` or `spurious`, claim) of the strict comparison."""
    missing: list[str] = field(default_factory=list)
    """Articles without a prediction: all their claims count as missed."""


class Matcher:
    """Whether a labelled and a predicted entity of one article are the same; remembers its answers."""

    def __init__(self, gold: Mapping[str, Sequence[Extent]], predicted: Mapping[str, Sequence[Extent]]) -> None:
        self._gold, self._predicted = gold, predicted
        self._seen: dict[tuple[str, str], bool] = {}

    def __call__(self, gold: str | None, predicted: str | None) -> bool:
        """Unknown matches unknown, and nothing else."""
        if gold is None or predicted is None:
            return gold is predicted
        key = (gold, predicted)
        if key not in self._seen:
            self._seen[key] = same_place(self._gold.get(gold, ()), self._predicted.get(predicted, ()))
        return self._seen[key]

    def strict(self, g: Claim, p: Claim) -> bool:
        """See the head of the module."""
        if g.predicate != p.predicate:
            return False
        if self(g.subject, p.subject) and self(g.object, p.object):
            return True
        predicate = load_ontology().predicates.get(g.predicate)
        return predicate is not None and predicate.undirected and self(g.subject, p.object) and self(g.object, p.subject)

    def relaxed(self, g: Claim, p: Claim) -> bool:
        """See the head of the module."""
        if g.predicate != p.predicate or overlap(_extent(g), _extent(p)) == 0:
            return False
        known = ((g.subject, p.subject), (g.object, p.object))
        return any(mine is not None and self(mine, other) for mine, other in known)

    def untyped(self, g: Claim, p: Claim) -> bool:
        """See the head of the module."""
        return g.subject is not None and g.object is not None and self(g.subject, p.subject) and self(g.object, p.object)


def score_claims(gold: Iterable[GoldArticle], predicted: Mapping[str, Extraction]) -> ClaimScores:
    """Compare each labelled article with the extraction of the same document id."""
    scores = ClaimScores()
    for article in gold:
        name = article.document.id
        if name not in predicted:
            scores.missing.append(name)
        reading = reading_of(predicted[name]) if name in predicted else Reading({}, ())
        _score_article(scores, name, article.reading, reading)
    return scores


def _score_article(scores: ClaimScores, name: str, gold: Reading, predicted: Reading) -> None:
    same = Matcher(gold.entities, predicted.entities)
    matches = {level: match(gold.claims, predicted.claims, getattr(same, level)) for level in LEVELS}
    for level, pairs in matches.items():
        scores.levels[level] += Measure(len(pairs), len(predicted.claims), len(gold.claims))
    strict = [(gold.claims[i], predicted.claims[j]) for i, j in matches["strict"]]
    scores.by_document[name] = Measure(len(strict), len(predicted.claims), len(gold.claims))
    counts = [Counter(c.predicate for c in claims) for claims in ([g for g, _ in strict], predicted.claims, gold.claims)]
    for key in {**counts[1], **counts[2]}:
        scores.by_predicate[key] = scores.by_predicate.get(key, NOTHING) + Measure(*(count[key] for count in counts))
    for g, p in strict:
        scores.evidence += Measure(_same_evidence(g, p), 1, 1)
        for attribute, measure in _compare(g, p, same).items():
            scores.attributes[attribute] += measure
    matched_gold, matched_predicted = {i for i, _ in matches["strict"]}, {j for _, j in matches["strict"]}
    scores.errors += [(name, "missed", c) for i, c in enumerate(gold.claims) if i not in matched_gold]
    scores.errors += [(name, "spurious", c) for j, c in enumerate(predicted.claims) if j not in matched_predicted]


def match(gold: Sequence[Claim], predicted: Sequence[Claim], test: Callable[[Claim, Claim], bool]) -> list[tuple[int, int]]:
    """One-to-one pairs that pass the test, those first that agree on more of evidence, polarity and modality."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if test(g, p):
                agreeing = (overlap(_extent(g), _extent(p)) > 0) * 4 + (g.polarity == p.polarity) + (g.modality == p.modality)
                candidates.append((-agreeing, i, j))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


def _extent(claim: Claim) -> Extent:
    return claim.evidence.start, claim.evidence.end


def _same_evidence(g: Claim, p: Claim) -> bool:
    longer = max(g.evidence.end - g.evidence.start, p.evidence.end - p.evidence.start)
    return overlap(_extent(g), _extent(p)) * 2 >= longer


def _compare(g: Claim, p: Claim, same: Matcher) -> dict[str, Measure]:
    """For each attribute, whether the label says something, the prediction does, and both the same."""
    return {
        "speaker": _said(g.speaker, p.speaker, same),
        "negated": _said(g.polarity == "negated" or None, p.polarity == "negated" or None, lambda x, y: True),
        "not actual": _said(_other(g.modality, "actual"), _other(p.modality, "actual"), lambda x, y: x == y),
        "place": _said(g.place, p.place, same),
        "date": _said(g.date, p.date, _same_date),
        "count": _said(g.count, p.count, _same_count),
    }


def _other(value: str, default: str) -> str | None:
    return None if value == default else value


def _said(g: Any, p: Any, agree: Callable[[Any, Any], bool]) -> Measure:
    return Measure(g is not None and p is not None and agree(g, p), p is not None, g is not None)


def _same_date(g: str, p: str) -> bool:
    """A prediction may be more precise than the label."""
    plain_g, plain_p = ("".join(c for c in date if c not in "~?%") for date in (g, p))
    return bool(plain_p) and plain_p.startswith(plain_g)


def _same_count(g: Count, p: Count) -> bool:
    return (g.low, g.high, g.approximate) == (p.low, p.high, p.approximate)
