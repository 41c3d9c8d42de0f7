"""Claims of one document that cannot both hold."""

from collections.abc import Sequence

from kg.model import Claim, Document, Entity, Link


def find_links(document: Document, claims: Sequence[Claim], entities: Sequence[Entity]) -> list[Link]:
    """`CONTRADICTS` links, precise rather than many; `source` is the smaller claim id in string order."""
    return []
