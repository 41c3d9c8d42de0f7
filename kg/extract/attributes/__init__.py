"""Proposals -> what stands around them: speaker, polarity, modality, date, place, count."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal


def describe(
    doc: Doc,
    mentions: Sequence[MentionDraft],
    clusters: Sequence[Cluster],
    proposals: Sequence[Proposal],
    published: str | None,
) -> list[Circumstances]:
    """One record of circumstances for each proposal, in the same order. `published` is an ISO date or None."""
    return [Circumstances() for _ in proposals]
