"""What the scorer looks at: how each proposal was found, whether its types fit, and what else was proposed beside it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from kg.extract.draft import Cluster, MentionDraft, Proposal
from kg.ontology import Ontology

FORMS = (
    "active", "passive", "participle", "coordinated", "control", "adverbial", "nominal", "possessive", "light", "title", "apposition",
    "copula", "described", "inside", "compound", "adjective", "possessor", "phrase", "nested",
)  # fmt: skip
"""Constructions that rules name; "phrase-in" counts as "phrase", "coordinated-passive" as both."""
MEASURED = ("lexical", "head", "none", "distance", "length", "position", "figures")
"""What the proposers themselves write into `Proposal.features`."""
DERIVED = (
    "believed", "rules", "any rule", "subject unknown", "object unknown", "subject misfit", "object misfit",
    "subject name", "object name", "subject pronoun", "object pronoun", "subject times", "object times", "subject first",
    "rival subject", "rival object", "rival predicate", "without subject", "without object", "fuller here",
    "best elsewhere", "fuller elsewhere", "times", "rank here", "undirected", "reverse",
)  # fmt: skip
Floats = NDArray[np.float32]


def feature_names(ontology: Ontology) -> tuple[str, ...]:
    """Columns of the matrix, in order."""
    types = [f"{side} {kind}" for side in ("subject", "object") for kind in ontology.entity_types]
    return (*MEASURED, *DERIVED, *FORMS, *types, *ontology.predicates)


def belief(proposal: Proposal) -> float:
    """First guess, before the scorer: the mean of what lexical model and trained head say, as a probability."""
    chances = [1 / (1 + np.exp(-proposal.features[key])) for key in ("lexical", "head") if key in proposal.features]
    return float(np.mean(chances)) if chances else 0.2


def build_features(
    mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], proposals: Sequence[Proposal], ontology: Ontology
) -> Floats:
    """(proposals, features) in the order of `feature_names`; what is unknown is NaN."""
    columns = {name: n for n, name in enumerate(feature_names(ontology))}
    matrix = np.zeros((len(proposals), len(columns)), np.float32)
    entity = {m: number for number, cluster in enumerate(clusters) for m in cluster.mentions}
    around = Surroundings(proposals, entity)
    for row, proposal in zip(matrix, proposals, strict=True):
        for name in MEASURED:
            row[columns[name]] = proposal.features.get(name, np.nan)
        for name, value in _derive(proposal, mentions, clusters, entity, ontology).items():
            row[columns[name]] = value
        for name, value in around.of(proposal).items():
            row[columns[name]] = value
        for rule in proposal.proposer.split("+"):
            for form in rule.partition(":")[2].split("-"):
                if form in FORMS:
                    row[columns[form]] = 1
        row[columns[proposal.predicate]] = 1
    return matrix


def _derive(
    proposal: Proposal, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], entity: Mapping[int, int], ontology: Ontology
) -> dict[str, float]:
    """Types, kinds and sizes of the two arguments, and which rules spoke."""
    predicate = ontology[proposal.predicate]
    rules = sum(name.startswith("rule:") for name in proposal.proposer.split("+"))
    found = {"rules": float(rules), "any rule": float(rules > 0), "undirected": float(predicate.undirected)}
    for side, mention, usual in (("subject", proposal.subject, predicate.domain), ("object", proposal.object, predicate.range)):
        found[f"{side} unknown"] = float(mention is None)
        if mention is None:
            continue
        cluster = clusters[entity[mention]]
        found[f"{side} misfit"] = float(cluster.type not in usual)
        found[f"{side} {cluster.type}"] = 1.0
        found[f"{side} name"] = float(mentions[mention].kind == "name")
        found[f"{side} pronoun"] = float(mentions[mention].kind == "pronoun")
        found[f"{side} times"] = log1p(len(cluster.mentions))
    if proposal.subject is not None and proposal.object is not None:
        found["subject first"] = float(mentions[proposal.subject].start < mentions[proposal.object].start)
    return found


class Surroundings:
    """What the other proposals of a document say about one: rivals in its sentence, the same claim elsewhere."""

    def __init__(self, proposals: Sequence[Proposal], entity: Mapping[int, int]) -> None:
        self._entity = entity
        self._here: dict[tuple[object, ...], list[tuple[float, Proposal]]] = defaultdict(list)
        self._claims: dict[tuple[object, ...], list[tuple[float, Proposal]]] = defaultdict(list)
        self._partial: dict[tuple[object, ...], list[tuple[float, Proposal]]] = defaultdict(list)
        self._belief = {id(p): belief(p) for p in proposals}
        for p in proposals:
            said = (self._belief[id(p)], p)
            sentence = p.features["sentence"]
            self._here["subject", p.predicate, p.subject, sentence].append(said)
            self._here["object", p.predicate, p.object, sentence].append(said)
            self._here["pair", p.subject, p.object, sentence].append(said)
            self._claims[self._key(p)].append(said)
            self._partial["subject", p.predicate, self._number(p.subject)].append(said)
            self._partial["object", p.predicate, self._number(p.object)].append(said)

    def of(self, p: Proposal) -> dict[str, float]:
        """Beliefs in [0, 1] of rivals and repeats."""
        sentence = p.features["sentence"]
        same_object = self._here["object", p.predicate, p.object, sentence]
        same_subject = self._here["subject", p.predicate, p.subject, sentence]
        same_pair = self._here["pair", p.subject, p.object, sentence]
        repeats = self._claims[self._key(p)]
        mine = self._belief[id(p)]
        return {
            "believed": mine,
            "rival subject": _best(b for b, q in same_object if q is not p and q.subject is not None),
            "rival object": _best(b for b, q in same_subject if q is not p and q.object is not None),
            "rival predicate": _best(b for b, q in same_pair if q is not p),
            "without subject": _best(b for b, q in same_object if q is not p and q.subject is None),
            "without object": _best(b for b, q in same_subject if q is not p and q.object is None),
            "rank here": float(sum(b > mine for b, q in same_pair if q is not p)),
            "best elsewhere": _best(b for b, q in repeats if q is not p),
            "times": log1p(len(repeats)),
            "fuller here": self._fuller(p, same_object, same_subject),
            "fuller elsewhere": self._fuller(
                p,
                self._partial["object", p.predicate, self._number(p.object)],
                self._partial["subject", p.predicate, self._number(p.subject)],
            ),
            "reverse": _best(b for b, q in self._here["pair", p.object, p.subject, sentence] if q.predicate == p.predicate and q is not p),
        }

    def _fuller(self, p: Proposal, same_object: list[tuple[float, Proposal]], same_subject: list[tuple[float, Proposal]]) -> float:
        """Best belief of a proposal that fills the argument which this one leaves open."""
        if p.subject is None:
            return _best(b for b, q in same_object if q.subject is not None)
        if p.object is None:
            return _best(b for b, q in same_subject if q.object is not None)
        return 0.0

    def _number(self, mention: int | None) -> int:
        return -1 if mention is None else self._entity[mention]

    def _key(self, p: Proposal) -> tuple[object, ...]:
        return p.predicate, self._number(p.subject), self._number(p.object)


def _best(beliefs: Iterable[float]) -> float:
    return max(beliefs, default=0.0)
