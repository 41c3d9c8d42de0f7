"""A graph as dictionaries, to hold the projection's changes against its whole."""

from dataclasses import dataclass, field

from kg.archive import Archive
from kg.graph.projection import graph_changes, graph_rows
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow


@dataclass
class Shadow:
    """What a backend would hold."""

    token: int = 0
    nodes: dict[str, NodeRow] = field(default_factory=dict)
    edges: dict[str, EdgeRow] = field(default_factory=dict)

    def follow(self, archive: Archive) -> None:
        with archive.reading() as connection:
            changes = graph_changes(connection, self.token)
        if changes is None:
            whole = Shadow.whole(archive)
            self.token, self.nodes, self.edges = whole.token, whole.nodes, whole.edges
        else:
            self.apply(changes)

    def apply(self, changes: GraphChanges) -> None:
        for edge in changes.deleted_edges:
            self.edges.pop(edge, None)
        gone = set(changes.deleted_nodes)
        self.nodes = {key: node for key, node in self.nodes.items() if key not in gone}
        self.edges = {key: edge for key, edge in self.edges.items() if edge.source not in gone and edge.target not in gone}
        for node in changes.nodes:
            known = self.nodes.get(node.id)
            assert known is None or known.label == node.label, f"{node.id} changed its label without being deleted"
            self.nodes[node.id] = node
        for edge in changes.edges:
            known_edge = self.edges.get(edge.id)
            assert known_edge is None or (known_edge.source, known_edge.target) == (edge.source, edge.target)
            assert self.nodes[edge.source].label == edge.source_label, edge
            assert self.nodes[edge.target].label == edge.target_label, edge
            self.edges[edge.id] = edge
        self.token = changes.token

    @classmethod
    def whole(cls, archive: Archive) -> "Shadow":
        with archive.reading() as connection:
            rows = graph_rows(connection)
            nodes = list(rows.nodes)
            edges = list(rows.edges)
        assert len({node.id for node in nodes}) == len(nodes), "a node twice"
        assert len({edge.id for edge in edges}) == len(edges), "a relationship twice"
        ids = {node.id for node in nodes}
        assert all(edge.source in ids and edge.target in ids for edge in edges), "a relationship to nowhere"
        return cls(rows.token, {node.id: node for node in nodes}, {edge.id: edge for edge in edges})

    def typed(self) -> set[tuple[str, str, str]]:
        """Name, predicate, name of every typed relationship."""
        return {
            (self.nodes[edge.source].properties["name"], edge.type, self.nodes[edge.target].properties["name"])
            for edge in self.edges.values()
            if "claims" in edge.properties
        }
