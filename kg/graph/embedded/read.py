"""Questions to a published folder, answered as JSON; runs in the worker process."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from kg.graph.contract import ANSWER_BYTES
from kg.graph.embedded.engine import guarded, java, to_java


class Reader:
    """A published folder, opened to read. Answers are JSON: see `kg.graph.contract.Table`."""

    def __init__(self, folder: str):
        mode = java("com.arcadedb.engine.ComponentFile$MODE")
        self._db = guarded(lambda: java("com.arcadedb.database.DatabaseFactory")(folder).open(mode.READ_ONLY), "store")
        self._json = java("com.arcadedb.serializer.JsonSerializer")(self._db)
        for setting in (self._json.setUseCollectionSize, self._json.setUseCollectionSizeForEdges, self._json.setUseVertexEdgeSize):
            setting(False)
        self._json.setIncludeVertexEdges(False)
        self._ids: dict[str, str] = {}
        self._types = [(str(kind.getName()), bool(java("com.arcadedb.schema.VertexType").class_.isInstance(kind)))
                       for kind in self._db.getSchema().getTypes()]

    def close(self) -> None:
        """Give the folder back."""
        self._db.close()

    def run(self, cypher: str, parameters: Mapping[str, Any], limit: int, timeout: float) -> dict[str, Any]:
        """At most `limit` rows within `timeout` seconds: `columns`, `rows`, `truncated`; `columns` is empty where there is no row."""
        setting = java("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
        self._db.getConfiguration().setValue(setting, java("java.lang.Long")(max(1, int(timeout * 1000))))
        return cast(dict[str, Any], guarded(lambda: self._collect(cypher, parameters, limit), "query"))

    def _collect(self, cypher: str, parameters: Mapping[str, Any], limit: int) -> dict[str, Any]:
        results = self._db.query("opencypher", cypher, to_java(parameters))
        columns: list[str] = []
        rows: list[list[Any]] = []
        size = 0
        while results.hasNext():
            if len(rows) >= limit or size > ANSWER_BYTES:
                return {"columns": columns, "rows": rows, "truncated": True}
            result = results.next()
            if not columns:
                columns = [str(name) for name in result.getPropertyNames()]
            text = str(self._json.serializeResult(self._db, result).toString())
            size += len(text)
            record = json.loads(text)
            if result.isElement():
                rows.append([self._value(record)])
            else:
                rows.append([self._value(record.get(name)) for name in columns])
        return {"columns": columns, "rows": rows, "truncated": False}

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "@rid" not in value or "@type" not in value:
            return {key: self._value(item) for key, item in value.items()}
        properties = {key: item for key, item in value.items() if not key.startswith("@")}
        if value.get("@cat") == "e":
            source, target = self._id(value["@out"]), self._id(value["@in"])
            return {"type": value["@type"], "source": source, "target": target, "properties": properties}
        return {"labels": [value["@type"]], "properties": properties}

    def _id(self, rid: str) -> str:
        if rid not in self._ids:
            vertex = self._db.lookupByRID(java("com.arcadedb.database.RID")(rid), True).asVertex()
            self._ids[rid] = str(vertex.getString("id"))
        return self._ids[rid]

    def find(self, ids: Sequence[str], nodes: bool) -> list[Any]:
        """The nodes (or relationships) of these ids, by the index, in their order; unknown ids are left out."""
        found = []
        for id in ids:
            for name, is_vertex in self._types:
                if is_vertex == nodes and (cursor := self._db.lookupByKey(name, ["id"], [id])).hasNext():
                    record = cursor.next().getRecord()
                    found.append(self._value(json.loads(str(self._json.serializeDocument(record.asDocument()).toString()))))
                    break
        return found

    def counts(self) -> dict[str, dict[str, int]]:
        """How many nodes of each label and relationships of each type, from the headers."""
        result: dict[str, dict[str, int]] = {"nodes": {}, "edges": {}}
        for name, is_vertex in sorted(self._types):
            if number := int(self._db.countType(name, False)):
                result["nodes" if is_vertex else "edges"][name] = number
        return result
