"""How likely each proposal is what the text says."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.claims.features import belief
from kg.extract.draft import Cluster, MentionDraft, Proposal


def score(doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], proposals: Sequence[Proposal]) -> list[Proposal]:
    """The same proposals with `score`: what lexical model and trained head believe."""
    for proposal in proposals:
        proposal.score = belief(proposal)
    return list(proposals)
