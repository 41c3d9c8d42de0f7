"""What the confidence of claims is worth: precision by tenths of it, and how well it sets right ones apart from wrong ones.

And abstention: in how many pairs of entities that a sentence names, and of which a reader claimed nothing, something is claimed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import spacy

from kg.evaluate.claims import Matcher, match
from kg.evaluate.gold import GoldArticle, Reading, reading_of
from kg.evaluate.measure import Extent, overlap
from kg.model import Claim, Extraction

TENTHS = 10
LEAST_SHARE, MOST_APART = 5.0, 10.0
"""Per cent of the claims that a tenth must hold to count, and points that its confidence may be away from its precision."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """The claims whose confidence is in `[low, low + 0.1)`; all but `claims` in per cent."""

    low: float
    claims: int
    share: float
    confidence: float
    precision: float

    @property
    def holds(self) -> bool:
        """Whether it is large enough and its confidence is near its precision."""
        return self.share >= LEAST_SHARE and abs(self.confidence - self.precision) <= MOST_APART


@dataclass(slots=True)
class Calibration:
    """Tenths that hold a claim, and the chance that a right claim has more confidence than a wrong one, per cent."""

    tenths: list[Tenth] = field(default_factory=list)
    auc: float = 0.0
    claims: int = 0


@dataclass(slots=True)
class Abstention:
    """Pairs of entities in one sentence without a labelled claim, and those of them that are claimed to have one."""

    pairs: int = 0
    claimed: int = 0
    by_predicate: dict[str, int] = field(default_factory=dict)
    errors: list[tuple[str, Claim]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Per cent of the pairs."""
        return 100 * self.claimed / max(1, self.pairs)


def score_calibration(gold: Iterable[GoldArticle], predicted: Mapping[str, Extraction]) -> Calibration:
    """Confidence against strict matches."""
    judged = list(judge(gold, predicted))
    return Calibration(list(_tenths(judged)), _auc(judged), len(judged))


def judge(gold: Iterable[GoldArticle], predicted: Mapping[str, Extraction]) -> Iterator[tuple[float, bool]]:
    """Confidence of each claim, and whether it is a strict match."""
    for article in gold:
        if article.document.id not in predicted:
            continue
        reading = reading_of(predicted[article.document.id])
        same = Matcher(article.reading.entities, reading.entities)
        right = {j for _, j in match(article.reading.claims, reading.claims, same.strict)}
        yield from ((claim.confidence, j in right) for j, claim in enumerate(reading.claims))


def _tenths(judged: list[tuple[float, bool]]) -> Iterator[Tenth]:
    for n in range(TENTHS):
        here = [(c, ok) for c, ok in judged if min(TENTHS - 1, int(c * TENTHS)) == n]
        if here:
            confidence, precision = (100 * sum(values) / len(here) for values in zip(*here, strict=True))
            yield Tenth(n / TENTHS, len(here), 100 * len(here) / len(judged), confidence, precision)


def _auc(judged: list[tuple[float, bool]]) -> float:
    """Share of pairs of a right and a wrong claim that stand in order, ties half."""
    right, wrong = ([c for c, ok in judged if ok is which] for which in (True, False))
    if not right or not wrong:
        return 0.0
    return 100 * sum((r > w) + (r == w) / 2 for r in right for w in wrong) / (len(right) * len(wrong))


def score_abstention(gold: Iterable[GoldArticle], predicted: Mapping[str, Extraction]) -> Abstention:
    """Each pair once a sentence; sentences by a rule of their own, so that no parse decides what is counted."""
    found = Abstention()
    for article in gold:
        if article.document.id in predicted:
            _add_article(found, article, reading_of(predicted[article.document.id]))
    return found


def _add_article(found: Abstention, article: GoldArticle, reading: Reading) -> None:
    same = Matcher(article.reading.entities, reading.entities)
    claimed = {frozenset((c.subject, c.object)) for c in article.reading.claims if c.subject and c.object}
    for sentence, pairs in _pairs(article).items():
        ours = [c for c in reading.claims if c.subject and c.object and overlap((c.evidence.start, c.evidence.end), sentence)]
        for one, other in pairs:
            if frozenset((one, other)) in claimed:
                continue
            found.pairs += 1
            turned = ((one, other), (other, one))
            wrong = [c for c in ours if any(same(a, c.subject) and same(b, c.object) for a, b in turned)]
            found.claimed += bool(wrong)
            for predicate in {c.predicate for c in wrong}:
                found.by_predicate[predicate] = found.by_predicate.get(predicate, 0) + 1
            found.errors += [(article.document.id, c) for c in wrong]


def _pairs(article: GoldArticle) -> dict[Extent, list[tuple[str, str]]]:
    """Pairs of labelled entities, by the sentence that names both; not of two that share their words in it."""
    here: dict[Extent, dict[str, list[Extent]]] = defaultdict(lambda: defaultdict(list))
    sentences = list(_sentences(article.document.text))
    for entity, spans in article.reading.entities.items():
        for span in spans:
            sentence = next((s for s in sentences if s[0] <= span[0] < s[1]), None)
            if sentence is not None:
                here[sentence][entity].append(span)
    return {
        sentence: [(a, b) for a, b in combinations(sorted(named), 2) if _apart(named[a], named[b])] for sentence, named in here.items()
    }


def _apart(a: list[Extent], b: list[Extent]) -> bool:
    return any(overlap(x, y) == 0 for x in a for y in b)


def _sentences(text: str) -> Iterator[Extent]:
    """Characters of each sentence, by punctuation and line breaks."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = len(text) + 1
    start = 0
    for line in text.splitlines(keepends=True):
        for sentence in nlp(line).sents:
            yield start + sentence.start_char, start + sentence.end_char
        start += len(line)
