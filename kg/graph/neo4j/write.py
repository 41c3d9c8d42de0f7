"""Rows into a Neo4j database: one transaction where that is possible, batches of rows where they are too many.

Few different queries: the server takes longer to plan one than to write a hundred rows by it. So types are given with the rows
(Neo4j 5.26 and newer), and labels where rows are few.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

import neo4j

from kg.errors import StoreError
from kg.graph.neo4j.difference import Difference, Edge, Ends
from kg.graph.neo4j.schema import any_of, query
from kg.graph.reads import checked
from kg.graph.rows import GraphChanges
from kg.pieces import pieces

BATCH = 5_000
"""Rows of one query."""

Run = Callable[..., neo4j.Result]
"""`transaction.run`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One query of a difference: `act` on rows `of` a label, or labels, or types."""

    act: Callable[[Run, Any, Any], object]
    of: Any
    rows: list[Any]

    def __call__(self, run: Run) -> None:
        """Do it within a transaction; twice is no more than once where the first was undone."""
        self.act(run, self.of, self.rows)


def apply_changes(run: Run, changes: GraphChanges, labels: Sequence[str], types: Sequence[str]) -> None:
    """Apply the changes within a transaction; `labels` and `types` are all that are declared.

    Raises StoreError where a relationship points to a node that is not there.
    """
    for ids in pieces(changes.deleted_edges, BATCH):
        _delete_edges(run, types, ids)
    for ids in pieces(changes.deleted_nodes, BATCH):
        _delete_nodes(run, labels, ids)
    for nodes in pieces(changes.nodes, BATCH):
        rows = {node.id: {**node.properties, "id": node.id} for node in nodes}
        there = _set_nodes(run, labels, list(rows.values()))
        text = "UNWIND $rows AS row CREATE (n:$(row[0])) SET n = row[1]"
        run(text, rows=[(node.label, rows[node.id]) for node in nodes if node.id not in there]).consume()
    for edges in pieces(changes.edges, BATCH):
        # MERGE would look through all relationships of one of the nodes, which may be a hub; the index on ids knows at once.
        there = _set_edges(run, types, [{**edge.properties, "id": edge.id} for edge in edges])
        missing = [edge for edge in edges if edge.id not in there]
        _tie(run, labels, [(edge.type, edge.source, edge.target, {**edge.properties, "id": edge.id}) for edge in missing])


def steps(wanted: Difference, types: Sequence[str]) -> Iterator[Step]:
    """What brings a graph from what is there to what is wanted, in batches: readers see what is new before what is old goes.

    `types` are those of relationships that may be there.
    """
    for batch in pieces(wanted.gone_edges(replaced=True), BATCH):
        yield Step(_delete_edges, types, batch)
    for label in wanted.labels():
        for rows in pieces(wanted.fresh_nodes(label), BATCH):
            yield Step(_create_nodes, label, rows)
        for rows in pieces(wanted.changed_nodes(label), BATCH):
            yield Step(_set_nodes, [label], rows)
    for ends in wanted.ends():
        for edges in pieces(wanted.fresh_edges(ends), BATCH):
            yield Step(_create_edges, ends, edges)
    for rows in pieces(wanted.changed_edges(), BATCH):
        yield Step(_set_edges, types, rows)
    for batch in pieces(wanted.gone_edges(replaced=False), BATCH):
        yield Step(_delete_edges, types, batch)
    for label, nodes in groupby(wanted.gone_nodes(), key=lambda row: row[0]):
        for batch in pieces((id for _, id in nodes), BATCH):
            yield Step(_delete_nodes, [label], batch)


def _create_nodes(run: Run, label: str, rows: Sequence[dict[str, Any]]) -> None:
    run(query(f"UNWIND $rows AS row CREATE (n:{checked(label)}) SET n = row"), rows=rows).consume()


def _set_nodes(run: Run, labels: Sequence[str], rows: Sequence[dict[str, Any]]) -> set[str]:
    """Replace the properties of nodes; returns the ids of those that are there."""
    by_id = {row["id"]: row for row in rows}
    text = f"MATCH (n:{any_of(labels)}) WHERE n.id IN $ids SET n = $rows[n.id] RETURN n.id AS id"
    return set(run(query(text), ids=list(by_id), rows=by_id).value())


def _create_edges(run: Run, ends: Ends, rows: Sequence[Edge]) -> None:
    source, target = map(checked, ends)
    text = (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row[1]}}) MATCH (b:{target} {{id: row[2]}}) "
        "CREATE (a)-[r:$(row[0])]->(b) SET r = row[3]"
    )
    if run(query(text), rows=rows).consume().counters.relationships_created != len(rows):
        raise StoreError(f"Relationships point to a {source} or {target} that went away; run `kg rebuild`.")


def _set_edges(run: Run, types: Sequence[str], rows: Sequence[dict[str, Any]]) -> set[str]:
    """Replace the properties of relationships; returns the ids of those that are there."""
    if not types:
        return set()
    by_id = {row["id"]: row for row in rows}
    text = f"MATCH ()-[r:{any_of(types)}]->() WHERE r.id IN $ids SET r = $rows[r.id] RETURN r.id AS id"
    return set(run(query(text), ids=list(by_id), rows=by_id).value())


def _tie(run: Run, labels: Sequence[str], rows: Sequence[Edge]) -> None:
    """Make a few relationships between nodes of any label; raises StoreError where one of them is not there."""
    if not rows:
        return
    text = f"MATCH (n:{any_of(labels)}) WHERE n.id IN $ids RETURN n.id, elementId(n)"
    elements = dict(run(query(text), ids=sorted(set(chain.from_iterable(row[1:3] for row in rows)))).values())
    for _, source, target, properties in rows:
        if source not in elements or target not in elements:
            raise StoreError(f"The relationship {properties['id']} points to a node that is not there ({source} -> {target}).")
    text = (
        "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[1] MATCH (b) WHERE elementId(b) = row[2] "
        "CREATE (a)-[r:$(row[0])]->(b) SET r = row[3]"
    )
    run(query(text), rows=[(type, elements[source], elements[target], properties) for type, source, target, properties in rows]).consume()


def _delete_edges(run: Run, types: Sequence[str], ids: Sequence[str]) -> None:
    if types:
        run(query(f"MATCH ()-[r:{any_of(types)}]->() WHERE r.id IN $ids DELETE r"), ids=ids).consume()


def _delete_nodes(run: Run, labels: Sequence[str], ids: Sequence[str]) -> None:
    run(query(f"MATCH (n:{any_of(labels)}) WHERE n.id IN $ids DETACH DELETE n"), ids=ids).consume()
