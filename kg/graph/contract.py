"""What every graph backend does, and the records that go in and out.

Nodes and relationships are found by our own stable `id`, never by an engine's internal one. A graph is a projection of
the archive: what is lost or damaged is built anew, never repaired.
"""

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

from kg.graph.rows import EdgeRow, GraphChanges, NodeRow

BACKENDS: dict[str, str] = {
    "embedded": "kg.graph.embedded.backend:EmbeddedBackend",
    "networkx": "kg.graph.memory:MemoryBackend",
    "neo4j": "kg.graph.neo4j.backend:Neo4jBackend",
}
"""Name -> `module:class`; imported on use, so that an engine is loaded only where it is asked for."""

SCHEMES: dict[str, str] = dict.fromkeys(("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"), "neo4j")
"""Scheme of an address that the setting `graph` may be -> the backend that speaks with it."""

SHOWN_STATUSES: tuple[str, ...] = ("actual", "alleged")
"""What views and counts show unless asked for more."""

ROW_LIMIT = 10_000
"""Rows of one answer unless asked for more or fewer."""

ANSWER_BYTES = 64 * 2**20
"""An answer is cut where its JSON grows beyond this."""

OWN_TIMEOUT = 30.0
"""Seconds for a question of ours, about neighbours and the like."""

OWN_LIMIT = 1_000_000
"""Rows of the answer to a question of ours."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of an answer; every value is JSON: null, bool, number, string, list or object.

    A node is `{"labels": [label], "properties": {...}}`; a relationship is
    `{"type": ..., "source": id, "target": id, "properties": {...}}`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False
    """True where more rows were there than were asked for."""

    def records(self) -> list[dict[str, Any]]:
        """The rows as objects keyed by the returned names."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Around:
    """Which neighbours to show: empty `types`, `labels` or `statuses` mean all; days are ISO `YYYY-MM-DD`, both ends included.

    Relationships without a status (SUBJECT, MENTIONED_IN, …) pass the status filter; relationships without any day pass
    the day filter only where none is asked for.
    """

    limit: int = 50
    """How many neighbours at most (1-1,000)."""
    types: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """Labels of the neighbours."""
    statuses: tuple[str, ...] = SHOWN_STATUSES
    date_from: str | None = None
    date_to: str | None = None


EVERYTHING_SHOWN = Around()
"""Fifty neighbours by any relationship that is shown by default."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A node, its chosen neighbours, and the relationships between it and them.

    Neighbours with the most articles behind them come first, then by id; `total` says how many there are in all.
    """

    nodes: tuple[NodeRow, ...]
    """The centre first."""
    edges: tuple[EdgeRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes there are of each label, and relationships of each type; zeros are left out."""

    nodes: Mapping[str, int]
    edges: Mapping[str, int]


class Graph(Protocol):
    """A graph opened for reading; it follows what is published, and may be used from several threads."""

    def run(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float | None = None, limit: int = ROW_LIMIT
    ) -> Table:
        """Answer a read-only Cypher query within `timeout` seconds (None: the setting `query_timeout`).

        Raises QueryError for what is refused or wrong, QueryTimeout at the limit, StoreError where no graph can be read.
        """

    def nodes(self, ids: Sequence[str]) -> list[NodeRow]:
        """The nodes of these ids, in their order; unknown ids are left out."""

    def edges(self, ids: Sequence[str]) -> list[EdgeRow]:
        """The relationships of these ids, in their order; unknown ids are left out."""

    def neighbours(self, id: str, around: Around = EVERYTHING_SHOWN) -> Neighbourhood:
        """The node and its neighbours; raises NotFound."""

    def between(self, ids: Sequence[str], statuses: Sequence[str] = SHOWN_STATUSES) -> list[EdgeRow]:
        """All relationships with both ends among these nodes, by id; empty `statuses` mean all."""

    def counts(self) -> Counts:
        """How much there is."""

    def close(self) -> None:
        """Give everything back; closing twice does nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a graph is kept, and who asks for it there."""

    folder: Path
    """`<store>/graph`, for what lies on this computer; it need not exist."""
    query_timeout: float
    """Seconds that a query may run unless it says otherwise."""
    address: str = ""
    """Of a server, e.g. `neo4j://host:7687`."""
    user: str = ""
    password: str = field(default="", repr=False)
    database: str | None = None
    """The server's database; None is the user's own."""


class Backend(Protocol):
    """Where a graph is kept. Made with a `Place`; making one touches neither disk nor network."""

    persistent: bool
    """False where the graph lives in this process only and is loaded from the archive each time."""

    shared: bool
    """True where others may keep their graph: what was made from another archive is replaced on express wish only."""

    def token(self) -> int | None:
        """The archive's token at which the published graph stands; None where there is no sound one to build upon."""

    def load(self, token: int, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
        """Make a graph of these rows alone readable, all at once or not at all; raises StoreError."""

    def update(self, changes: GraphChanges) -> None:
        """Make the changes readable, all at once or not at all; raises StoreError, also where `token()` is None."""

    def open(self) -> Graph:
        """Open for reading; raises StoreError with a sentence where nothing readable was published."""


def backend(name: str, place: Place) -> Backend:
    """The backend of that name (a key of `BACKENDS`); raises ValueError for another."""
    if name not in BACKENDS:
        raise ValueError(f"No graph backend “{name}”; there are {', '.join(BACKENDS)}.")
    module, _, cls = BACKENDS[name].partition(":")
    return cast(Backend, getattr(importlib.import_module(module), cls)(place))
