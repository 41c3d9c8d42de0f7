"""Entity nodes."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from kg.archive.read import entity_facts
from kg.archive.schema import entities
from kg.archive.sql import chunks
from kg.graph.rows import NodeRow


def entity_nodes(connection: Connection, ids: Iterable[str] | None) -> Iterator[NodeRow]:
    """Nodes of the entities that any live article speaks of; of all with None."""
    query = select(entities).where(entities.c.articles > 0).order_by(entities.c.id)
    if ids is None:
        for row in connection.execute(query.execution_options(yield_per=2000)):
            yield _node(row)
    else:
        for chunk in chunks(sorted(ids)):
            for row in connection.execute(query.where(entities.c.id.in_(chunk))):
                yield _node(row)


def _node(row: Row[Any]) -> NodeRow:
    properties: dict[str, Any] = {"name": row.name, "aliases": list(row.aliases), "articles": row.articles}
    return NodeRow(row.type, row.id, properties | entity_facts(row))
