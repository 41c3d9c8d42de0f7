"""Act claims of one document -> incidents in HURIDOCS roles (data model, section 5)."""

from collections.abc import Sequence

from kg.model import Claim, Document, Entity, Incident, Mention


def group(
    document: Document, claims: Sequence[Claim], entities: Sequence[Entity], mentions: Sequence[Mention]
) -> list[Incident]:
    """The happenings that the act claims tell of; one of them, if any, is `main`."""
    return []
