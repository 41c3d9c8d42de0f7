"""What the archive gives a graph backend: rows of nodes and relationships, in the fixed names of the data model.

Every id is ours, a string, unique over all nodes (or all relationships), and stable. Property values are strings,
numbers, booleans or flat lists of one of these; a property without a value is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node: exactly one label. `properties` holds all but the id."""

    label: str
    id: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One directed relationship between two nodes that exist; `source_label` and `target_label` are theirs."""

    type: str
    id: str
    source: str
    target: str
    source_label: str
    target_label: str
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GraphRows:
    """The whole graph as it stands at `token`. Read `nodes` to the end, then `edges`, once."""

    token: int
    nodes: Iterator[NodeRow]
    edges: Iterator[EdgeRow]


@dataclass(frozen=True, slots=True)
class GraphChanges:
    """What to do to a graph that stands at an older token, in this order.

    1. remove `deleted_edges`, and `deleted_nodes` with every relationship on them; an id that is not there is no error;
    2. put `nodes`, then `edges`: insert, or replace all properties where the id exists.

    A node may be both deleted and put: it comes back with other relationships, or another label. The label of a node and
    the endpoints of a relationship never change without that. Afterwards the graph stands at `token`.
    """

    token: int
    nodes: tuple[NodeRow, ...] = ()
    edges: tuple[EdgeRow, ...] = ()
    deleted_nodes: tuple[str, ...] = ()
    deleted_edges: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when the graph is up to date."""
        return not self.size

    @property
    def size(self) -> int:
        """Rows to put and to remove."""
        return len(self.nodes) + len(self.edges) + len(self.deleted_nodes) + len(self.deleted_edges)
