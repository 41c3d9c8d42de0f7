"""Clusters of one document."""

from collections.abc import Sequence
from typing import cast

from spacy.tokens import Doc

from kg.extract.draft import Cluster, MentionDraft
from kg.model import ENTITY_TYPES, EntityType


def resolve(doc: Doc, mentions: Sequence[MentionDraft]) -> list[Cluster]:
    """Clusters in text order of their first mention; every mention of an entity type is in exactly one."""
    clusters: dict[tuple[str, str], list[int]] = {}
    for i, mention in enumerate(mentions):
        if mention.type in ENTITY_TYPES:
            clusters.setdefault((mention.type, doc[mention.start : mention.end].text), []).append(i)
    return [Cluster(cast(EntityType, kind), name, tuple(at)) for (kind, name), at in clusters.items()]
