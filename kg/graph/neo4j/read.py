"""Questions to a Neo4j database, answered as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import neo4j

from kg.graph.contract import ANSWER_BYTES, Counts, Table
from kg.graph.neo4j.difference import Edge, Ends
from kg.graph.neo4j.schema import any_of, query
from kg.graph.neo4j.values import relationship_ends, to_json
from kg.graph.reads import checked

_OURS = "IS :: STRING NOT NULL"
"""What our ids are; nodes and relationships that people added may have none, or one of another type."""

_PIECE = 1_000
"""Rows that are looked at together."""


def answer(transaction: neo4j.Transaction, cypher: str, parameters: Mapping[str, Any], limit: int) -> Table:
    """At most `limit` rows of a query, as long as they do not grow beyond `ANSWER_BYTES`."""
    result = transaction.run(query(cypher), dict(parameters))
    columns = tuple(result.keys())
    rows: list[tuple[Any, ...]] = []
    size = 0
    while size <= ANSWER_BYTES and len(rows) < limit:
        piece = [record.values() for record in islice(result, min(_PIECE, limit - len(rows)))]
        if not piece:
            break
        ids = _ids(transaction, piece)
        made = [tuple(to_json(value, ids) for value in row) for row in piece]
        size += len(json.dumps(made, ensure_ascii=False))
        rows += made
    return Table(columns, tuple(rows), truncated=result.peek() is not None)


def _ids(transaction: neo4j.Transaction, rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Our ids of the nodes at the ends of relationships."""
    ends = {node.element_id for row in rows for node in relationship_ends(row)}
    if not ends:
        return {}
    text = "MATCH (n) WHERE elementId(n) IN $ends RETURN elementId(n), coalesce(n.id, elementId(n))"
    found = transaction.run(text, ends=list(ends))
    return dict(found.values())


def find_nodes(transaction: neo4j.Transaction, labels: Sequence[str], ids: Sequence[str]) -> list[Any]:
    """Nodes of these ids, as they come."""
    if not labels or not ids:
        return []
    text = f"MATCH (n:{any_of(labels)}) WHERE n.id IN $ids RETURN n"
    return [row[0] for row in answer(transaction, text, {"ids": list(ids)}, len(ids)).rows]


def find_edges(transaction: neo4j.Transaction, types: Sequence[str], ids: Sequence[str]) -> list[tuple[Any, ...]]:
    """Relationships of these ids, as they come, with the labels of their ends."""
    if not types or not ids:
        return []
    text = f"MATCH (a)-[r:{any_of(types)}]->(b) WHERE r.id IN $ids RETURN r, labels(a)[0], labels(b)[0]"
    return list(answer(transaction, text, {"ids": list(ids)}, len(ids)).rows)


def counts(transaction: neo4j.Transaction, labels: Sequence[str], types: Sequence[str]) -> Counts:
    """How many there are of each label and type, from the server's own counters."""
    nodes = {label: f"MATCH (n:{checked(label)}) RETURN count(n) AS number" for label in labels}
    edges = {type: f"MATCH ()-[r:{checked(type)}]->() RETURN count(r) AS number" for type in types}
    found = []
    for names in (nodes, edges):
        text = " UNION ALL ".join(f"{part}, '{name}' AS name" for name, part in sorted(names.items()))
        found.append({name: number for number, name in (transaction.run(query(text)).values() if text else ()) if number})
    return Counts(*found)


def stream_nodes(session: neo4j.Session, labels: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Label and properties of all nodes of these labels that have an id like ours."""
    for label in labels:
        for record in session.run(query(f"MATCH (n:{checked(label)}) WHERE n.id {_OURS} RETURN properties(n)")):
            yield label, record[0]


def stream_edges(session: neo4j.Session, types: Sequence[str]) -> Iterator[tuple[Ends, Edge]]:
    """All relationships of these types that have an id like ours, and so have their ends; with the labels of their ends."""
    for type in types:
        text = (
            f"MATCH (a)-[r:{checked(type)}]->(b) WHERE r.id {_OURS} AND a.id {_OURS} AND b.id {_OURS} "
            "RETURN coalesce(labels(a)[0], ''), coalesce(labels(b)[0], ''), a.id, b.id, properties(r)"
        )
        for source_label, target_label, source, target, properties in session.run(query(text)):
            yield (source_label, target_label), (type, source, target, properties)
