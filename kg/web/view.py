"""Pictures cut from the graph: bounded, with positions.

A view is `{"nodes": [{"id", "type", "name", "articles", "x", "y"}], "edges": [...], "total", "undated"}`. Edges of every status
are in it, so that the page can say what its filters hold back; the filters decide only which neighbours come along.
`undated` is how many relations (of the opened entity, or of the store) a limit on the dates leaves out for having no date;
`elsewhere` how many the opened entity has, to others than are in the view, of a status that was not asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from kg.errors import UserError
from kg.graph.contract import Graph
from kg.graph.rows import EdgeRow, NodeRow
from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology
from kg.web.layout import Positions, arrange, arrange_near
from kg.web.requests import Growth, Scope

FIRST = 40
"""Neighbours an entity opens with."""
STEP = 25
"""Neighbours that each further opening adds."""
NODES = 300
"""Nodes a first view has at most."""
EDGES = 5_000
"""Relations the canvas can hold on a weak laptop."""
STRONGEST = 300
"""Relations that the overview is chosen from."""
OVERVIEW = 90
"""Entities of the overview: so many can be named on a laptop's screen."""

View = dict[str, Any]


def open_view(graph: Graph, entity: str, scope: Scope) -> View:
    """An entity, its best documented neighbours, and all relations among them; raises NotFound."""
    around = graph.neighbours(entity, scope.around(FIRST))
    labels = {node.id: name_of(node) for node in around.nodes}
    edges = _among(graph, list(labels))
    view = _view(around.nodes, edges, arrange(labels, _pairs(edges), entity), around.total, _undated(graph, scope, entity))
    return {**view, "elsewhere": _elsewhere(graph, scope, entity, list(labels))}


def grow_view(graph: Graph, hub: str, growth: Growth) -> View:
    """What opening `hub` adds to a picture: new neighbours near it, and their relations to everything shown."""
    shown: Positions = {id: (x, y) for id, x, y in growth.shown}
    around = graph.neighbours(hub, growth.around(min(1000, STEP + len(shown))))
    new = [node for node in around.nodes if node.id not in shown and node.id != hub][:STEP]
    edges = _among(graph, [*shown, *(node.id for node in new)])
    if len(edges) > EDGES:
        raise UserError(
            f"With these the picture would have {len(edges):,} relations, more than anyone can read. "
            "Hide or collapse something, filter by relation or date, or start from another entity."
        )
    labels = {node.id: name_of(node) for node in graph.nodes(list(shown))}
    return _view(new, edges, arrange_near(hub, {node.id: name_of(node) for node in new}, shown, labels), around.total)


def overview(graph: Graph, scope: Scope) -> View:
    """The best documented relations of the whole store, in as few connected parts as possible: lone pairs say little."""
    predicates = "|".join(scope.types or load_ontology().predicates)
    where = "r.status IN $statuses" if scope.statuses else "r.status IS NOT NULL"
    if scope.date_from:
        where += " AND coalesce(r.last, r.first) >= $date_from"
    if scope.date_to:
        where += " AND coalesce(r.first, r.last) <= $date_to"
    table = graph.run(
        f"MATCH (a)-[r:{predicates}]->(b) WHERE {where} "
        "RETURN a.id AS source, b.id AS target ORDER BY r.articles DESC, r.confidence DESC, r.id LIMIT $strongest",
        {"statuses": scope.statuses, "date_from": scope.date_from, "date_to": scope.date_to, "strongest": STRONGEST},
    )
    together: nx.Graph[str] = nx.Graph(list(table.rows))
    parts = sorted(nx.connected_components(together), key=lambda part: (-len(part), min(part)))
    rank = {id: place for place, id in enumerate(dict.fromkeys(end for pair in table.rows for end in pair))}
    ids = [id for part in parts for id in sorted(part, key=rank.__getitem__)][:OVERVIEW]
    # Cutting the last part may leave some of it with nobody beside it.
    beside = [id for id in ids if any(other in ids for other in together[id])]
    return {**picture(graph, graph.nodes(beside)), "undated": _undated(graph, scope)}


def picture(graph: Graph, nodes: Sequence[NodeRow]) -> View:
    """Given entities with all relations among them, none in the middle."""
    labels = {node.id: name_of(node) for node in nodes}
    edges = _among(graph, list(labels))
    return _view(nodes, edges, arrange(labels, _pairs(edges)), None)


def edge_json(edge: EdgeRow) -> dict[str, Any]:
    """A typed relation as the page reads it; `claims` is how many."""
    found = edge.properties
    return {
        "id": edge.id, "type": edge.type, "source": edge.source, "target": edge.target,
        "claims": len(found.get("claims", ())), "articles": found.get("articles", 0), "sources": found.get("sources", 0),
        "first": found.get("first"), "last": found.get("last"), "status": found.get("status", "actual"),
        "confidence": found.get("confidence", 0.0),
    }


def name_of(node: NodeRow) -> str:
    """What to call a node."""
    return str(node.properties.get("name") or node.id)


def _among(graph: Graph, ids: Sequence[str]) -> list[EdgeRow]:
    predicates = load_ontology().predicates
    return [edge for edge in graph.between(ids, ()) if edge.type in predicates and edge.source != edge.target]


def _undated(graph: Graph, scope: Scope, entity: str | None = None) -> int:
    if not (scope.date_from or scope.date_to):
        return 0
    predicates = "|".join(load_ontology().predicates)
    pattern = f"({{id: $entity}})-[r:{predicates}]-()" if entity else f"()-[r:{predicates}]->()"
    status = "r.status IN $statuses AND " if scope.statuses else ""
    table = graph.run(
        f"MATCH {pattern} WHERE {status}r.first IS NULL AND r.last IS NULL RETURN count(DISTINCT r) AS n",
        {"statuses": scope.statuses, "entity": entity},
    )
    return int(table.rows[0][0])


def _elsewhere(graph: Graph, scope: Scope, entity: str, shown: list[str]) -> int:
    """Relations that the statuses leave out with the only sight of their other end: what is denied must not be missed."""
    if not scope.statuses:
        return 0
    predicates = "|".join(scope.types or load_ontology().predicates)
    table = graph.run(
        f"MATCH ({{id: $entity}})-[r:{predicates}]-(o) WHERE NOT r.status IN $statuses AND NOT o.id IN $shown "
        "RETURN count(DISTINCT r) AS n",
        {"statuses": scope.statuses, "entity": entity, "shown": shown},
    )
    return int(table.rows[0][0])


def _pairs(edges: Iterable[EdgeRow]) -> list[tuple[str, str]]:
    return [(edge.source, edge.target) for edge in edges]


def _view(
    nodes: Iterable[NodeRow], edges: Iterable[EdgeRow], positions: Mapping[str, tuple[float, float]], total: int | None, undated: int = 0
) -> View:
    return {
        "nodes": [_node(node, positions[node.id]) for node in nodes if node.label in ENTITY_TYPES],
        "edges": [edge_json(edge) for edge in edges],
        "total": total,
        "undated": undated,
        "elsewhere": 0,
    }


def _node(node: NodeRow, place: tuple[float, float]) -> dict[str, Any]:
    x, y = place
    return {"id": node.id, "type": node.label, "name": name_of(node), "articles": node.properties.get("articles", 1), "x": x, "y": y}
