"""Rows into a folder that nobody reads yet; runs in the worker process."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.graph.embedded.engine import EngineError, guarded, java


class Writer:
    """A folder nobody reads yet: a new one, or a copied one whose rows are changed."""

    def __init__(self, folder: str, new: bool):
        factory = java("com.arcadedb.database.DatabaseFactory")(folder)
        self._db = guarded(factory.create if new else factory.open, "store")
        self._schema = self._db.getSchema()
        vertex = java("com.arcadedb.schema.VertexType").class_
        there = [(str(kind.getName()), bool(vertex.isInstance(kind))) for kind in self._schema.getTypes()]
        self._labels, self._types = ([name for name, is_vertex in there if is_vertex is wanted] for wanted in (True, False))
        self._rids: dict[str, str] = {}
        """Of the nodes made or looked up here, by id."""

    def close(self) -> None:
        """Write everything out and give the folder back."""
        guarded(self._db.close, "store")

    def declare(self, labels: Sequence[str], types: Sequence[str], indexed: bool = True) -> None:
        """Make the labels and relationship types that are not there yet, each with an index on `id`."""
        if clash := set(labels) & set(types):
            raise EngineError("store", f"A label and a relationship type may not share a name: {', '.join(sorted(clash))}.")
        for names, build in ((labels, self._schema.buildVertexType), (types, self._schema.buildEdgeType)):
            for name in names:
                if not self._schema.existsType(name):
                    build().withName(name).withTotalBuckets(1).create()
                    self._schema.getType(name).createProperty("id", java("com.arcadedb.schema.Type").STRING)
                if indexed and not self._schema.getType(name).getAllIndexes(False):
                    kind = java("com.arcadedb.schema.Schema$INDEX_TYPE").LSM_TREE
                    guarded(self._schema.buildTypeIndex(name, ["id"]).withType(kind).withUnique(True).create, "store")

    def bulk(self, batches: Iterator[tuple[str, str, list[Any]]]) -> None:
        """Insert `("node", label, rows)` then `("edge", type, rows)` that are not there yet.

        Rows are `(id, properties)` and `(id, source, target, source label, target label, properties)`.
        """
        batch = self._db.batch().withWAL(False).withParallelFlush(False).build()
        names: dict[str, list[str]] = {"node": [], "edge": []}

        def load() -> None:
            for what, name, rows in batches:
                if name not in names[what]:
                    names[what].append(name)
                    self.declare(names["node"], names["edge"], indexed=False)
                if what == "node":
                    self._new_nodes(batch, name, rows)
                else:
                    self._new_edges(batch, name, rows)
            batch.close()

        guarded(load, "store")
        self.declare(names["node"], names["edge"])

    def _new_nodes(self, batch: Any, label: str, rows: list[Any]) -> None:
        text = json.dumps([{**properties, "id": id} for id, properties in rows])
        made = java("com.arcadedb.python.VertexBatcher").createVerticesJson(batch, label, text)
        fresh = dict(zip((id for id, _ in rows), str(made).split(";"), strict=True))
        if len(fresh) < len(rows) or not self._rids.keys().isdisjoint(fresh):
            raise EngineError("store", f"Two nodes share an id, among them a {label}.")
        self._rids.update(fresh)

    def _new_edges(self, batch: Any, type: str, rows: list[Any]) -> None:
        java("com.arcadedb.python.EdgeBatcher").newEdgesJson(batch, type, json.dumps([
            {**properties, "id": id, "_src": self._end(id, source, source_label), "_dst": self._end(id, target, target_label)}
            for id, source, target, source_label, target_label, properties in rows
        ]))

    def _end(self, edge: str, id: str, label: str) -> str:
        """Where the engine keeps that end of a relationship."""
        if id not in self._rids:
            # In a new folder, what was not made here is not there.
            record = self._find(label, id) if label in self._labels else None
            if record is None:
                raise EngineError("store", f"The relationship {edge} points to the node {id}, which is not there.")
            self._rids[id] = str(record.getIdentity())
        return self._rids[id]

    def change(self, operations: Iterator[tuple[str, list[Any]]]) -> list[tuple[str, list[Any]]]:
        """Apply `("gone_edge" | "gone_node" | "node" | "edge", row)` to what is there, in their order, a thousand in a transaction.

        Returns the nodes and relationships that are not there yet: `bulk` takes a fifth of the time for them.
        """
        new: list[tuple[str, list[Any]]] = []

        def apply() -> None:
            self._db.begin()
            for number, (what, row) in enumerate(operations, 1):
                if what.startswith("gone"):
                    self._delete(row[0], self._labels if what == "gone_node" else self._types)
                elif (record := self._find(row[0], row[1])) is not None:
                    _replace(record.asVertex() if what == "node" else record.asEdge(), {**row[-1], "id": row[1]})
                else:
                    new.append((what, row))
                if number % 1000 == 0:
                    self._db.commit()
                    self._db.begin()
            self._db.commit()

        guarded(apply, "store")
        return new

    def _find(self, name: str, id: str) -> Any:
        """The node of that label, or the relationship of that type; None where there is none."""
        cursor = self._db.lookupByKey(name, "id", id)
        return cursor.next().getRecord() if cursor.hasNext() else None

    def _delete(self, id: str, names: Sequence[str]) -> None:
        for name in names:
            if (record := self._find(name, id)) is not None:
                record.delete()
                return


def _replace(found: Any, properties: dict[str, Any]) -> None:
    """Give a record exactly these properties."""
    record = found.modify()
    for name in [str(name) for name in record.getPropertyNames()]:
        if name not in properties:
            record.remove(name)
    record.fromJSON(java("com.arcadedb.serializer.json.JSONObject")(json.dumps(properties)))
    record.save()
