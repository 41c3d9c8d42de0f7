"""What a graph lacks, and has too much, of the rows it should hold: worked out in a file, so that memory stays flat.

First the wanted rows go in (`want`), then what is there (`compare`), then the questions. A node is the same
where label and id are, a relationship where type, id, both ends and their
labels are; it is changed where its properties differ.
"""
# ruff: noqa: S608 - the pieces of SQL are all in this file

import hashlib
import marshal
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA temp_store = FILE;
CREATE TABLE nodes (id TEXT, label TEXT, digest BLOB, packed BLOB);
CREATE TABLE edges (id TEXT, type TEXT, ends INTEGER, source TEXT, target TEXT, digest BLOB, packed BLOB);
CREATE TABLE there_nodes (id TEXT, label TEXT, digest BLOB);
CREATE TABLE there_edges (id TEXT, type TEXT, ends INTEGER, source TEXT, target TEXT, digest BLOB);
"""
_WANTED = """
CREATE UNIQUE INDEX node_id ON nodes (id);
CREATE INDEX node_label ON nodes (label);
CREATE UNIQUE INDEX edge_id ON edges (id);
CREATE INDEX edge_ends ON edges (ends);
"""
_THERE = """
CREATE INDEX IF NOT EXISTS there_node_id ON there_nodes (id);
CREATE INDEX IF NOT EXISTS there_edge_id ON there_edges (id);
"""
_DANGLING = """
SELECT id, source, target FROM edges WHERE NOT EXISTS (SELECT 1 FROM nodes n WHERE n.id = source)
  OR NOT EXISTS (SELECT 1 FROM nodes n WHERE n.id = target) LIMIT 1
"""
_NODE = "w.id = t.id AND w.label = t.label"
_EDGE = "w.id = t.id AND w.type = t.type AND w.ends = t.ends AND w.source = t.source AND w.target = t.target"

Ends = tuple[str, str]
"""Labels of the nodes at the ends of a relationship."""

Edge = tuple[str, str, str, dict[str, Any]]
"""Type, ids of both ends, and properties with the relationship's own `id` among them."""


class Difference:
    """A file of rows; made by `difference`."""

    def __init__(self, database: sqlite3.Connection):
        self._db = database
        self._ends: dict[Ends, int] = {}
        database.executescript(_TABLES)

    def want(self, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
        """Take in all rows; raises StoreError where two share an id, or a relationship points to nothing."""
        try:
            self._insert("nodes", map(_node_row, nodes))
            self._insert("edges", map(self._edge_row, edges))
            self._db.executescript(_WANTED)
        except sqlite3.IntegrityError:
            raise StoreError("Two nodes, or two relationships, of the graph share an id.") from None
        if dangling := self._db.execute(_DANGLING).fetchone():
            raise StoreError("The relationship {} points to a node that is not there ({} -> {}).".format(*dangling))

    def compare(self, nodes: Iterable[tuple[str, dict[str, Any]]], edges: Iterable[tuple[Ends, Edge]]) -> None:
        """Take in what is there, in place of what was there before: labels and properties with the `id` among them."""
        self._db.executescript("DELETE FROM there_nodes; DELETE FROM there_edges;")
        self._insert("there_nodes", ((properties["id"], label, _digest_there(properties)) for label, properties in nodes))
        self._insert("there_edges", (
            (properties["id"], type, self._number(ends), source, target, _digest_there(properties))
            for ends, (type, source, target, properties) in edges
        ))
        self._db.executescript(_THERE)

    def size(self) -> int:
        """How many rows differ."""
        wanted, there = (sum(self._one(f"SELECT count(*) FROM {name}") for name in names)
                         for names in (("nodes", "edges"), ("there_nodes", "there_edges")))
        if not there:
            return wanted
        same = sum(self._one(f"SELECT count(*) FROM there_{name} t JOIN {name} w ON {equal} WHERE w.digest = t.digest")
                   for name, equal in (("nodes", _NODE), ("edges", _EDGE)))
        return wanted - same + there - same

    def labels(self) -> list[str]:
        """Labels of the wanted nodes."""
        return [label for (label,) in self._db.execute("SELECT DISTINCT label FROM nodes ORDER BY label")]

    def types(self) -> list[str]:
        """Types of the wanted relationships."""
        return [type for (type,) in self._db.execute("SELECT DISTINCT type FROM edges ORDER BY type")]

    def ends(self) -> list[Ends]:
        """Labels at both ends of relationships."""
        return sorted(self._ends)

    def fresh_nodes(self, label: str) -> Iterator[dict[str, Any]]:
        """Properties, with the id, of nodes to be made."""
        there = f"SELECT 1 FROM there_nodes t WHERE {_NODE}"
        yield from self._unpacked(f"SELECT packed FROM nodes w WHERE label = ? AND NOT EXISTS ({there})", label)

    def changed_nodes(self, label: str) -> Iterator[dict[str, Any]]:
        """Properties, with the id, of nodes whose properties are others."""
        query = f"SELECT w.packed FROM there_nodes t JOIN nodes w ON {_NODE} WHERE w.label = ? AND w.digest <> t.digest"
        yield from self._unpacked(query, label)

    def fresh_edges(self, ends: Ends) -> Iterator[Edge]:
        """Relationships to be made between nodes of these labels."""
        there = f"SELECT 1 FROM there_edges t WHERE {_EDGE}"
        query = f"SELECT type, source, target, packed FROM edges w WHERE ends = ? AND NOT EXISTS ({there})"
        for type, source, target, packed in self._db.execute(query, (self._ends[ends],)):
            yield type, source, target, _unpack(packed)

    def changed_edges(self) -> Iterator[dict[str, Any]]:
        """Properties, with the id, of relationships whose properties are others."""
        yield from self._unpacked(f"SELECT w.packed FROM there_edges t JOIN edges w ON {_EDGE} WHERE w.digest <> t.digest")

    def changes(self, token: int) -> GraphChanges:
        """All of the difference at once, for one that is small."""
        names = {number: ends for ends, number in self._ends.items()}
        same = "EXISTS (SELECT 1 FROM there_{0} t WHERE {1} AND w.digest = t.digest)"
        nodes = self._db.execute(f"SELECT label, id, packed FROM nodes w WHERE NOT {same.format('nodes', _NODE)}")
        edges = self._db.execute(f"SELECT type, id, source, target, ends, packed FROM edges w WHERE NOT {same.format('edges', _EDGE)}")
        return GraphChanges(
            token,
            tuple(NodeRow(label, id, _without_id(packed)) for label, id, packed in nodes),
            tuple(
                EdgeRow(type, id, source, target, *names[ends], _without_id(packed)) for type, id, source, target, ends, packed in edges
            ),
            tuple(id for _, id in self.gone_nodes()),
            (*self.gone_edges(replaced=True), *self.gone_edges(replaced=False)),
        )

    def gone_nodes(self) -> Iterator[tuple[str, str]]:
        """Label and id of nodes that should not be there, by label."""
        wanted = f"SELECT 1 FROM nodes w WHERE {_NODE}"
        yield from self._db.execute(f"SELECT label, id FROM there_nodes t WHERE NOT EXISTS ({wanted}) ORDER BY label")

    def gone_edges(self, replaced: bool) -> Iterator[str]:
        """Ids of relationships that should not be there; those whose id is wanted elsewhere, or the others."""
        wanted = f"SELECT 1 FROM edges w WHERE {_EDGE}"
        named = f"{'' if replaced else 'NOT '}EXISTS (SELECT 1 FROM edges w WHERE w.id = t.id)"
        yield from (id for (id,) in self._db.execute(f"SELECT id FROM there_edges t WHERE NOT EXISTS ({wanted}) AND {named}"))

    def _edge_row(self, edge: EdgeRow) -> tuple[Any, ...]:
        packed = _pack({**edge.properties, "id": edge.id})
        number = self._number((edge.source_label, edge.target_label))
        return edge.id, edge.type, number, edge.source, edge.target, _digest(packed), packed

    def _number(self, ends: Ends) -> int:
        return self._ends.setdefault(ends, len(self._ends))

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        places = {"nodes": 4, "edges": 7, "there_nodes": 3, "there_edges": 6}[table]
        self._db.execute("BEGIN")
        self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * places)})", rows)
        self._db.execute("COMMIT")

    def _one(self, query: str) -> int:
        return int(self._db.execute(query).fetchone()[0])

    def _unpacked(self, query: str, *values: str) -> Iterator[dict[str, Any]]:
        for (packed,) in self._db.execute(query, values):
            yield _unpack(packed)


@contextmanager
def difference(folder: Path) -> Iterator[Difference]:
    """A difference in a temporary file in `folder`; raises StoreError where the disk is full or cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="difference-", dir=folder) as scratch:
            database = sqlite3.connect(Path(scratch) / "rows.db", isolation_level=None, check_same_thread=False)
            try:
                yield Difference(database)
            finally:
                database.close()
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"The graph's changes cannot be worked out in {folder}: {reason}.") from error


def _node_row(node: NodeRow) -> tuple[Any, ...]:
    packed = _pack({**node.properties, "id": node.id})
    return node.id, node.label, _digest(packed), packed


# Marshal: a fifth of the time of JSON, and the file is our own, never anybody else's.
def _pack(properties: dict[str, Any]) -> bytes:
    return marshal.dumps(sorted(properties.items()), 2)


def _unpack(packed: bytes) -> dict[str, Any]:
    return dict(marshal.loads(packed))  # noqa: S302


def _without_id(packed: bytes) -> dict[str, Any]:
    return {name: value for name, value in _unpack(packed).items() if name != "id"}


def _digest(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=16).digest()


def _digest_there(properties: dict[str, Any]) -> bytes:
    """Of what is there; empty, which equals none, where somebody gave it a date or a point: none of ours has one."""
    try:
        return _digest(_pack(properties))
    except ValueError:
        return b""
