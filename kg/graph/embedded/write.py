"""Rows into a folder that nobody reads yet; runs in the worker process."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.graph.embedded.engine import EngineError, guarded, java


class Writer:
    """A folder nobody reads yet: rows go in by bulk (a new folder) or one by one (a copied one)."""

    def __init__(self, folder: str, new: bool):
        factory = java("com.arcadedb.database.DatabaseFactory")(folder)
        self._db = guarded(factory.create if new else factory.open, "store")
        self._schema = self._db.getSchema()

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
        """Load `("node", label, rows)` then `("edge", type, rows)`; rows are `(id, properties)` and `(id, source, target, properties)`."""
        vertices, edges = java("com.arcadedb.python.VertexBatcher"), java("com.arcadedb.python.EdgeBatcher")
        batch = self._db.batch().withWAL(False).withParallelFlush(False).build()
        rids: dict[str, str] = {}
        names: dict[str, list[str]] = {"node": [], "edge": []}

        def load() -> None:
            for what, name, rows in batches:
                if name not in names[what]:
                    names[what].append(name)
                    self.declare(names["node"], names["edge"], indexed=False)
                if what == "node":
                    made = vertices.createVerticesJson(batch, name, json.dumps([{**properties, "id": id} for id, properties in rows]))
                    fresh = dict(zip((id for id, _ in rows), str(made).split(";"), strict=True))
                    if len(fresh) < len(rows) or not rids.keys().isdisjoint(fresh):
                        raise EngineError("store", f"Two nodes share an id, among them a {name}.")
                    rids.update(fresh)
                else:
                    edges.newEdgesJson(batch, name, json.dumps([
                        {**properties, "id": id, "_src": _end(rids, source), "_dst": _end(rids, target)}
                        for id, source, target, properties in rows
                    ]))
            batch.close()

        guarded(load, "store")
        self.declare(names["node"], names["edge"])

    def change(self, operations: Iterator[tuple[str, list[Any]]]) -> None:
        """Apply `("gone_edge" | "gone_node" | "node" | "edge", row)` in their order, in one transaction a thousand."""

        def apply() -> None:
            self._db.begin()
            for number, (what, row) in enumerate(operations, 1):
                getattr(self, f"_{what}")(*row)
                if number % 1000 == 0:
                    self._db.commit()
                    self._db.begin()
            self._db.commit()

        guarded(apply, "store")

    def _lookup(self, id: str, nodes: bool) -> Any:
        vertex = java("com.arcadedb.schema.VertexType").class_
        for kind in self._schema.getTypes():
            if bool(vertex.isInstance(kind)) == nodes and (cursor := self._db.lookupByKey(str(kind.getName()), ["id"], [id])).hasNext():
                record = cursor.next().getRecord()
                return record.asVertex() if nodes else record.asEdge()
        return None

    def _lookup_in(self, name: str, id: str) -> Any:
        cursor = self._db.lookupByKey(name, ["id"], [id])
        return cursor.next().getRecord() if cursor.hasNext() else None

    def _gone_edge(self, id: str) -> None:
        if (record := self._lookup(id, nodes=False)) is not None:
            record.delete()

    def _gone_node(self, id: str) -> None:
        if (record := self._lookup(id, nodes=True)) is not None:
            record.delete()

    def _node(self, label: str, id: str, properties: dict[str, Any]) -> None:
        there = self._lookup_in(label, id)
        _replace(self._db.newVertex(label) if there is None else there.asVertex().modify(), {**properties, "id": id})

    def _edge(self, type: str, id: str, source: str, target: str, properties: dict[str, Any]) -> None:
        there = self._lookup_in(type, id)
        if there is not None:
            _replace(there.asEdge().modify(), {**properties, "id": id})
            return
        ends = self._lookup(source, nodes=True), self._lookup(target, nodes=True)
        if ends[0] is None or ends[1] is None:
            raise EngineError("store", f"The relationship {id} points to a node that is not there ({source} -> {target}).")
        _replace(ends[0].newEdge(type, ends[1]), {**properties, "id": id})


def _end(rids: Mapping[str, str], id: str) -> str:
    if id not in rids:
        raise EngineError("store", f"A relationship points to the node {id}, which is not there.")
    return rids[id]


def _replace(record: Any, properties: dict[str, Any]) -> None:
    """Give a mutable record exactly these properties, and save it."""
    for name in [str(name) for name in record.getPropertyNames()]:
        if name not in properties:
            record.remove(name)
    record.fromJSON(java("com.arcadedb.serializer.json.JSONObject")(json.dumps(properties)))
    record.save()
