"""How likely each proposal is what the text says: one calibrated model over rules, lexical model and trained head."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.claims.features import build_features, feature_names
from kg.extract.claims.trees import load_trees
from kg.extract.draft import Cluster, MentionDraft, Proposal
from kg.ontology import load_ontology


def score(doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], proposals: Sequence[Proposal]) -> list[Proposal]:
    """The same proposals, `score` set to the calibrated probability that the text says this."""
    if not proposals:
        return []
    ontology = load_ontology()
    model = load_trees("scorer")
    matrix = build_features(mentions, clusters, proposals, ontology)
    columns = {name: n for n, name in enumerate(feature_names(ontology))}
    # A predicate that a later ontology adds has no column in the model; it is judged by all else.
    chances = model.probability(matrix[:, [columns[name] for name in model.features]])
    for proposal, chance in zip(proposals, chances, strict=True):
        proposal.score = float(chance)
    return list(proposals)
