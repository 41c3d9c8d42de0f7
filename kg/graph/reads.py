"""Our own bounded questions in Cypher, and rows from its values: the same for every Cypher backend.

Labels and types stand in the text of these queries, never user input: they come from the graph itself or are checked here.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import NotFound, QueryError
from kg.graph.contract import EVERYTHING_SHOWN, SHOWN_STATUSES, Around, Neighbourhood
from kg.graph.rows import EdgeRow, NodeRow

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class CypherReads(ABC):
    """What of `kg.graph.contract.Graph` is the same for every backend that answers Cypher."""

    @abstractmethod
    def nodes(self, ids: Sequence[str]) -> list[NodeRow]:
        """The nodes of these ids, in their order; unknown ids are left out."""

    @abstractmethod
    def _own_run(self, cypher: str, parameters: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """The rows of a question of ours, without a limit."""

    def neighbours(self, id: str, around: Around = EVERYTHING_SHOWN) -> Neighbourhood:
        """A node and its neighbours; see the contract."""
        centre = self.nodes([id])
        if not centre:
            raise NotFound(f"There is no node {id} in the graph.")
        query, parameters = neighbours_query(centre[0], around)
        ranked = [row for row in self._own_run(query, parameters) if isinstance(row[0], str)]
        chosen = [row[0] for row in ranked[: around.limit]]
        query, parameters = relationships_query(centre[0], around, chosen)
        nodes = centre + [node for node in self.nodes(chosen) if node.id != id]
        labels = {node.id: node.label for node in nodes}
        edges = _edge_rows(self._own_run(query, parameters), labels)
        return Neighbourhood(tuple(nodes), tuple(edges), len(ranked))

    def between(self, ids: Sequence[str], statuses: Sequence[str] = SHOWN_STATUSES) -> list[EdgeRow]:
        """All relationships among these nodes."""
        labels = {node.id: node.label for node in self.nodes(ids)}
        found: list[EdgeRow] = []
        for label in sorted(set(labels.values())):
            query, parameters = between_query(label, labels, statuses)
            found += _edge_rows(self._own_run(query, parameters), labels)
        return sorted(found, key=lambda edge: edge.id)


def node_row(value: Mapping[str, Any]) -> NodeRow:
    """A node's JSON (see `Table`) as a row."""
    properties = dict(value["properties"])
    return NodeRow(value["labels"][0], properties.pop("id"), properties)


def edge_row(value: Mapping[str, Any], labels: Mapping[str, str]) -> EdgeRow:
    """A relationship's JSON (see `Table`) as a row; `labels` by node id."""
    properties = dict(value["properties"])
    source, target = value["source"], value["target"]
    return EdgeRow(value["type"], properties.pop("id"), source, target, labels[source], labels[target], properties)


def _edge_rows(rows: Sequence[Sequence[Any]], labels: Mapping[str, str]) -> list[EdgeRow]:
    """Those of ours: on a server, people may tie relationships and nodes of their own to our nodes."""
    ours = (value for (value,) in rows if isinstance(value["properties"].get("id"), str))
    return [edge_row(value, labels) for value in ours if value["source"] in labels and value["target"] in labels]


def neighbours_query(centre: NodeRow, around: Around) -> tuple[str, dict[str, Any]]:
    """Ids of the neighbours that pass, the best documented first (`articles`, then id)."""
    where, parameters = _filters(around)
    query = (
        f"MATCH (c:{checked(centre.label)} {{id: $id}})-[r{_types(around.types)}]-(m) WHERE m.id <> $id{where} "
        "RETURN m.id AS id, sum(coalesce(r.articles, r.count, 1)) AS weight ORDER BY weight DESC, id"
    )
    return query, {"id": centre.id, **parameters}


def relationships_query(centre: NodeRow, around: Around, chosen: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The relationships that pass between the centre and the chosen neighbours, each once, by id."""
    where, parameters = _filters(around)
    query = (
        f"MATCH (c:{checked(centre.label)} {{id: $id}})-[r{_types(around.types)}]-(m) WHERE m.id IN $chosen{where} "
        "WITH DISTINCT r RETURN r ORDER BY r.id"
    )
    return query, {"id": centre.id, "chosen": list(chosen), **parameters}


def between_query(label: str, labels: Mapping[str, str], statuses: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The relationships from nodes of that label to any of the nodes."""
    where, parameters = _filters(Around(statuses=tuple(statuses)))
    query = f"MATCH (c:{checked(label)})-[r]->(m) WHERE c.id IN $sources AND m.id IN $ids{where} RETURN r"
    return query, {"ids": sorted(labels), "sources": sorted(id for id, other in labels.items() if other == label), **parameters}


def _filters(around: Around) -> tuple[str, dict[str, Any]]:
    where = " AND r.id IS NOT NULL"
    parameters: dict[str, Any] = {}
    if around.statuses:
        where += " AND (r.status IS NULL OR r.status IN $statuses)"
        parameters["statuses"] = list(around.statuses)
    if around.labels:
        where += " AND any(label IN labels(m) WHERE label IN $labels)"
        parameters["labels"] = list(around.labels)
    if around.date_from is not None:
        where += " AND coalesce(r.last, r.first) >= $date_from"
        parameters["date_from"] = around.date_from
    if around.date_to is not None:
        where += " AND coalesce(r.first, r.last) <= $date_to"
        parameters["date_to"] = around.date_to
    return where, parameters


def _types(types: Sequence[str]) -> str:
    return ":" + "|".join(checked(name) for name in types) if types else ""


def checked(name: str) -> str:
    """A label or type that can stand in a query; raises QueryError for another."""
    if not _NAME.fullmatch(name):
        raise QueryError(f"“{name}” is no label or relationship type.")
    return name
