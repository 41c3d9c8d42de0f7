"""The lookups that every part of the projection needs."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from kg.archive.schema import claim_marks, entities, judgements


@dataclass(slots=True)
class Scope:
    """A moment of the archive: what persons decided on claims, and which entities are in the graph."""

    connection: Connection
    wrong: set[str] = field(default_factory=set)
    """Claims that are in no graph."""
    predicate: dict[str, str] = field(default_factory=dict)
    """Claim -> the predicate a person gave it."""
    labels: dict[str, str] = field(default_factory=dict)
    """Live entity -> type."""

    @classmethod
    def of(cls, connection: Connection) -> "Scope":
        """Read the lookups."""
        scope = cls(connection)
        marks = (
            select(claim_marks.c.claim_id, judgements.c.kind, judgements.c.value)
            .join(judgements, judgements.c.id == claim_marks.c.judgement_id)
            .order_by(judgements.c.id)
        )
        for claim_id, kind, value in connection.execute(marks):
            if kind == "wrong":
                scope.wrong.add(claim_id)
            else:
                scope.predicate[claim_id] = value
        query = select(entities.c.id, entities.c.type).where(entities.c.articles > 0)
        scope.labels = {row.id: row.type for row in connection.execute(query)}
        return scope
