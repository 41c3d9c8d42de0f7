"""Which scored proposals become claims, and which only repeat another."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.claims.evidence import find_evidence
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.ontology import Family, Ontology

BARS: dict[Family, float] = {"act": 0.235, "speech": 0.235, "affiliation": 0.3}
"""Score from which a proposal is a claim: best strict F1 in cross-validation over labelled articles (0.235 for all: 43.8, so: 44.0)."""
FIGURES = 0.12
"""The same for a statement of numbers: what several say of one figure is what readers compare, so that more of it is kept."""


def bar(proposal: Proposal, ontology: Ontology, moved: float = 0.0) -> float:
    """Score from which this proposal is a claim, where all bars are `moved` by so much."""
    least = BARS[ontology[proposal.predicate].family] + moved
    told = proposal.predicate == "STATED" and proposal.features.get("figures", 0) > 0
    return min(least, FIGURES) if told else least


def likely(doc: Doc, mentions: Sequence[MentionDraft], proposals: Sequence[Proposal], ontology: Ontology) -> list[Proposal]:
    """Those that may become claims, their evidence narrowed from the sentence to the words that say it."""
    kept = [proposal for proposal in proposals if proposal.score >= bar(proposal, ontology)]
    for proposal in kept:
        proposal.evidence = find_evidence(doc, mentions, proposal, ontology[proposal.predicate].family)
    return kept


def settle(
    clusters: Sequence[Cluster],
    proposals: Sequence[Proposal],
    circumstances: Sequence[Circumstances],
    ontology: Ontology,
    moved: float = 0.0,
) -> list[tuple[Proposal, Circumstances]]:
    """The claims: one for each predicate, subject, object, speaker and polarity, where it is said best; bars `moved` by so much.

    Of an affiliation said both ways round only the likelier one stands: Moscow is in Russia, or Russia in Moscow.
    """
    entity = {m: number for number, cluster in enumerate(clusters) for m in cluster.mentions}
    best: dict[tuple[object, ...], tuple[Proposal, Circumstances]] = {}
    for proposal, around in zip(proposals, circumstances, strict=True):
        if proposal.score < bar(proposal, ontology, moved):
            continue
        pair = [None if m is None else entity[m] for m in (proposal.subject, proposal.object)]
        if ontology[proposal.predicate].undirected:
            pair.sort(key=lambda e: -1 if e is None else e)
        key = (proposal.predicate, *pair, None if around.speaker is None else entity.get(around.speaker), around.polarity)
        if key not in best or best[key][0].score < proposal.score:
            best[key] = (proposal, around)
    turned: dict[tuple[object, ...], float] = {}
    for (predicate, one, other, *_), (proposal, _) in best.items():
        turned[predicate, other, one] = max(proposal.score, turned.get((predicate, other, one), 0.0))
    return [
        (proposal, around)
        for key, (proposal, around) in best.items()
        if ontology[proposal.predicate].family != "affiliation" or proposal.score >= turned.get(key[:3], 0.0)
    ]
