"""The graph as a NetworkX MultiDiGraph in this process: for paths, measures, layout and pictures. It answers no Cypher.

Nodes are keyed by id and carry `label` and `properties`; relationships are keyed by id and carry `type` and `properties`.
Both are kept apart because a property may be called `type`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from kg.errors import NotFound, QueryError, StoreError
from kg.graph.contract import EVERYTHING_SHOWN, ROW_LIMIT, SHOWN_STATUSES, Around, Counts, Graph, Neighbourhood, Place, Table
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow

if TYPE_CHECKING:
    Multigraph: TypeAlias = nx.MultiDiGraph[str]
else:
    Multigraph = nx.MultiDiGraph


class MemoryBackend:
    """A graph that lives as long as this object; see `kg.graph.contract.Backend`."""

    persistent = False
    shared = False

    def __init__(self, place: Place):
        self._graph: Multigraph | None = None
        self._token: int | None = None

    def token(self) -> int | None:
        """Where the graph stands; None before the first load."""
        return self._token

    def load(self, token: int, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
        """Replace the graph by one of these rows; who reads the former one keeps it to the end of the question."""
        self._graph, self._token = of_rows(nodes, edges), token

    def update(self, changes: GraphChanges) -> None:
        """Apply the changes to a copy, then show it."""
        if self._graph is None:
            raise StoreError("There is no graph in memory to update; load it first.")
        graph: Multigraph = self._graph.copy()
        apply(graph, changes)
        self._graph, self._token = graph, changes.token

    def open(self) -> Graph:
        """A graph that follows this backend; raises StoreError before the first load."""
        self.graph()
        return MemoryGraph(self)

    def graph(self) -> Multigraph:
        """The NetworkX graph itself; not to be changed."""
        if self._graph is None:
            raise StoreError("There is no graph in memory yet; load it first.")
        return self._graph


class MemoryGraph:
    """Reads the backend's graph, whichever it is at each question; see `kg.graph.contract.Graph`."""

    def __init__(self, backend: MemoryBackend):
        self._backend = backend

    def run(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float | None = None, limit: int = ROW_LIMIT
    ) -> Table:
        """Always raises QueryError: this backend has no Cypher."""
        raise QueryError("The graph backend “networkx” does not answer Cypher; use another (KG_GRAPH=embedded).")

    def nodes(self, ids: Sequence[str]) -> list[NodeRow]:
        """The nodes of these ids."""
        graph = self._backend.graph()
        return [node_row(graph, id) for id in ids if id in graph]

    def edges(self, ids: Sequence[str]) -> list[EdgeRow]:
        """The relationships of these ids."""
        graph = self._backend.graph()
        wanted = set(ids)
        found = {key: edge_row(graph, source, target, key) for source, target, key in graph.edges(keys=True) if key in wanted}
        return [found[id] for id in ids if id in found]

    def neighbours(self, id: str, around: Around = EVERYTHING_SHOWN) -> Neighbourhood:
        """A node and its neighbours; see the contract."""
        graph = self._backend.graph()
        if id not in graph:
            raise NotFound(f"There is no node {id} in the graph.")
        hanging = [*graph.in_edges(id, keys=True), *graph.out_edges(id, keys=True)]
        rows = {edge.id: edge for edge in (edge_row(graph, *ends) for ends in hanging) if _passes(graph, id, edge, around)}
        weights: Counter[str] = Counter()
        for edge in rows.values():
            weights[_other(edge, id)] += edge.properties.get("articles", edge.properties.get("count", 1))
        ranked = sorted(weights, key=lambda other: (-weights[other], other))
        chosen = set(ranked[: around.limit])
        return Neighbourhood(
            tuple(node_row(graph, other) for other in [id, *ranked[: around.limit]]),
            tuple(rows[key] for key in sorted(rows) if _other(rows[key], id) in chosen),
            len(ranked),
        )

    def between(self, ids: Sequence[str], statuses: Sequence[str] = SHOWN_STATUSES) -> list[EdgeRow]:
        """All relationships among these nodes."""
        graph = self._backend.graph()
        inside = set(ids)
        rows = (edge_row(graph, *ends) for ends in graph.out_edges(inside, keys=True) if ends[1] in inside)
        return sorted((edge for edge in rows if _shown(edge, statuses)), key=lambda edge: edge.id)

    def counts(self) -> Counts:
        """Nodes by label, relationships by type."""
        graph = self._backend.graph()
        labels = Counter(str(data["label"]) for _, data in graph.nodes(data=True))
        types = Counter(str(data["type"]) for _, _, data in graph.edges(data=True))
        return Counts(dict(sorted(labels.items())), dict(sorted(types.items())))

    def close(self) -> None:
        """Nothing to give back: the graph belongs to the backend."""


def of_rows(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Multigraph:
    """A graph of these rows; raises StoreError where a relationship points to nothing."""
    graph: Multigraph = nx.MultiDiGraph()
    _put(graph, nodes, edges)
    return graph


def apply(graph: Multigraph, changes: GraphChanges) -> None:
    """Change the graph in place."""
    deleted = set(changes.deleted_edges)
    graph.remove_edges_from([ends for ends in graph.edges(keys=True) if ends[2] in deleted])
    graph.remove_nodes_from(changes.deleted_nodes)
    _put(graph, changes.nodes, changes.edges)


def node_row(graph: Multigraph, id: str) -> NodeRow:
    """The node as a row."""
    data = graph.nodes[id]
    return NodeRow(data["label"], id, data["properties"])


def edge_row(graph: Multigraph, source: str, target: str, id: str) -> EdgeRow:
    """The relationship as a row."""
    data = graph.edges[source, target, id]
    return EdgeRow(data["type"], id, source, target, graph.nodes[source]["label"], graph.nodes[target]["label"], data["properties"])


def rows_of(graph: Multigraph) -> Iterator[NodeRow | EdgeRow]:
    """All nodes, then all relationships, each by id."""
    yield from (node_row(graph, id) for id in sorted(graph))
    yield from (edge_row(graph, *ends) for ends in sorted(graph.edges(keys=True), key=lambda ends: ends[2]))


def _put(graph: Multigraph, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
    for node in nodes:
        graph.add_node(node.id, label=node.label, properties=node.properties)
    for edge in edges:
        if edge.source not in graph or edge.target not in graph:
            raise StoreError(f"The relationship {edge.id} points to a node that is not there ({edge.source} -> {edge.target}).")
        graph.add_edge(edge.source, edge.target, key=edge.id, type=edge.type, properties=edge.properties)


def _other(edge: EdgeRow, id: str) -> str:
    return edge.target if edge.source == id else edge.source


def _shown(edge: EdgeRow, statuses: Sequence[str]) -> bool:
    return not statuses or edge.properties.get("status") in (None, *statuses)


def _passes(graph: Multigraph, id: str, edge: EdgeRow, around: Around) -> bool:
    other = _other(edge, id)
    first = edge.properties.get("first", edge.properties.get("last"))
    last = edge.properties.get("last", edge.properties.get("first"))
    return (
        other != id
        and _shown(edge, around.statuses)
        and (not around.types or edge.type in around.types)
        and (not around.labels or graph.nodes[other]["label"] in around.labels)
        and (around.date_from is None or (last is not None and last >= around.date_from))
        and (around.date_to is None or (first is not None and first <= around.date_to))
    )
