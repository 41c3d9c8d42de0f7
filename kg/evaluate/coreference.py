"""Coreference within a document: MUC, B3, CEAFe and their mean, the CoNLL F1 (Pradhan et al., ACL 2014).

Chains of one mention are left out on both sides, and so are chains of types that are not scored. A predicted mention is a
labelled one where both have the same head word (as in the CRAC shared tasks) or the same extent; `exact` counts extents alone.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from kg.evaluate.chains import TYPES, Chain, ChainedText, Mention
from kg.evaluate.measure import Extent

Ids = Sequence[frozenset[Hashable]]
"""Chains as sets of mention ids."""
TYPE_OF = {
    "Person": "person", "Group": "person", "Organization": "organization", "Country": "place", "Place": "place", "Event": "event",
}  # fmt: skip
"""Our entity types -> those of the labels."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Numerators and denominators of precision and recall, summed over documents."""

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    @property
    def precision(self) -> float:
        """Per cent."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Per cent."""
        return 100 * self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean, per cent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Shares") -> "Shares":
        """Sums over documents."""
        return Shares(self.right + other.right, self.predicted + other.predicted, self.found + other.found, self.gold + other.gold)


@dataclass(slots=True)
class CoreferenceScores:
    """Sums over all documents; `mentions` counts mentions that stand in a chain of two or more."""

    measures: dict[str, Shares] = field(default_factory=dict)
    by_document: dict[str, dict[str, Shares]] = field(default_factory=dict)
    by_type: dict[str, Shares] = field(default_factory=dict)
    """B3 of the mentions whose labelled (recall) or predicted (precision) chain has the type."""
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    """(document, what is wrong, words) of wrong joins and missed ones."""
    missing: list[str] = field(default_factory=list)

    @property
    def conll(self) -> float:
        """Mean F1 of MUC, B3 and CEAFe, per cent."""
        return conll_f1(self.measures)


def conll_f1(measures: Mapping[str, Shares]) -> float:
    """Mean F1 of the three, per cent."""
    return sum(measures[name].f1 for name in ("MUC", "B3", "CEAFe")) / 3 if measures else 0.0


def score_coreference(gold: Iterable[ChainedText], predicted: Mapping[str, Sequence[Chain]], exact: bool = False) -> CoreferenceScores:
    """Compare labelled chains with the predicted ones of the same document id."""
    scores = CoreferenceScores()
    for text in gold:
        name = text.document.id
        if name not in predicted:
            scores.missing.append(name)
        labelled = [chain for chain in text.chains if chain.type in TYPES and len(chain.mentions) > 1]
        found = [chain for chain in predicted.get(name, ()) if chain.type in TYPES and len(chain.mentions) > 1]
        key, response = identify(labelled, found, exact)
        scores.by_document[name] = measures = measure(key, response)
        for measure_name, shares in measures.items():
            scores.measures[measure_name] = scores.measures.get(measure_name, Shares()) + shares
        _add_types(scores, (labelled, key), (found, response))
        scores.errors += [(name, *error) for error in _errors(text, (labelled, key), (found, response))]
    return scores


def identify(gold: Sequence[Chain], predicted: Sequence[Chain], exact: bool) -> tuple[Ids, Ids]:
    """Both sides as sets of ids, a predicted mention having the id of the labelled one that it is."""
    ids: dict[Mention, int] = {}
    by_head: dict[int, list[Mention]] = defaultdict(list)
    by_extent: dict[Extent, list[Mention]] = {}
    for mention in (mention for chain in gold for mention in chain.mentions):
        ids.setdefault(mention, len(ids))
        by_head[mention.head[0]].append(mention)
        by_extent[mention.extent] = [mention]
    taken: set[Mention] = set()
    named: dict[Mention, int] = {}
    mentions = [mention for chain in predicted for mention in chain.mentions]
    for by_whole in (True, False):
        for mention in mentions:
            same = by_extent.get(mention.extent, []) if by_whole else [] if exact else by_head[mention.head[0]]
            fits = [g for g in same if g not in taken] if mention not in named else []
            if fits:
                best = max(fits, key=lambda g: _common(g, mention))
                taken.add(best)
                named[mention] = ids[best]
    others = {mention: len(ids) + n for n, mention in enumerate(m for m in mentions if m not in named)}
    known = {**others, **named}
    return (
        [frozenset(ids[m] for m in chain.mentions) for chain in gold],
        [frozenset(known[m] for m in chain.mentions) for chain in predicted],
    )


def _common(a: Mention, b: Mention) -> float:
    """Characters in common, of those in either."""
    common = min(a.extent[1], b.extent[1]) - max(a.extent[0], b.extent[0])
    return common / max(1, max(a.extent[1], b.extent[1]) - min(a.extent[0], b.extent[0]))


def measure(gold: Ids, predicted: Ids) -> dict[str, Shares]:
    """`mentions`, `MUC`, `B3` and `CEAFe` of one document."""
    there, found = frozenset[Hashable]().union(*gold), frozenset[Hashable]().union(*predicted)
    both = float(len(there & found))
    return {
        "mentions": Shares(both, len(found), both, len(there)),
        "MUC": Shares(*_links(predicted, gold), *_links(gold, predicted)),
        "B3": Shares(*_cubed(predicted, gold), *_cubed(gold, predicted)),
        "CEAFe": _aligned(gold, predicted),
    }


def _links(ours: Ids, theirs: Ids) -> tuple[float, float]:
    """Links of `ours` that `theirs` has too, and all: a chain cut in n parts lacks n - 1 (Vilain et al., 1995)."""
    where = {mention: n for n, chain in enumerate(theirs) for mention in chain}
    right = sum(len(chain) - len({where.get(m, ("alone", m)) for m in chain}) for chain in ours)
    return float(right), float(sum(len(chain) - 1 for chain in ours))


def _cubed(ours: Ids, theirs: Ids) -> tuple[float, float]:
    """For each mention of `ours` the share of its chain that `theirs` joins it with (Bagga and Baldwin, 1998)."""
    where = {mention: n for n, chain in enumerate(theirs) for mention in chain}
    right = sum(size * size / len(chain) for chain in ours for size in Counter(where[m] for m in chain if m in where).values())
    return right, float(sum(len(chain) for chain in ours))


def _aligned(gold: Ids, predicted: Ids) -> Shares:
    """The best one-to-one pairing of chains, by twice the common mentions over all of both (Luo, 2005)."""
    where = {mention: n for n, chain in enumerate(gold) for mention in chain}
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for n, chain in enumerate(predicted):
        for other, common in Counter(where[m] for m in chain if m in where).items():
            graph.add_edge(("predicted", n), ("gold", other), weight=2 * common / (len(chain) + len(gold[other])))
    right = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
    return Shares(right, float(len(predicted)), right, float(len(gold)))


Side = tuple[Sequence[Chain], Ids]


def _add_types(scores: CoreferenceScores, gold: Side, predicted: Side) -> None:
    for kind in sorted(TYPES):
        ours = [ids for chain, ids in zip(*predicted, strict=True) if chain.type == kind]
        theirs = [ids for chain, ids in zip(*gold, strict=True) if chain.type == kind]
        shares = Shares(*_cubed(ours, gold[1]), *_cubed(theirs, predicted[1]))
        scores.by_type[kind] = scores.by_type.get(kind, Shares()) + shares


def _errors(text: ChainedText, gold: Side, predicted: Side) -> list[tuple[str, str]]:
    """Chains that join what the labels keep apart, and those that miss some of their mentions."""
    words = text.document.text
    found = []
    for what, (ours, ids), (_, theirs) in (("joins", predicted, gold), ("misses", gold, predicted)):
        where = {mention: n for n, chain in enumerate(theirs) for mention in chain}
        for chain, members in zip(ours, ids, strict=True):
            parts = Counter(where.get(m) for m in members)
            shown = list(dict.fromkeys(" ".join(words[slice(*m.extent)].split())[:40] for m in chain.mentions))
            if len(set(parts) - {None}) > 1 if what == "joins" else len(parts) > 1:
                found.append((what, " | ".join(shown[:8])))
    return found
