"""ArcadeDB inside this process: the one module that knows the engine, its package and its Java classes.

Runs only in the worker process (`kg.graph.worker`), which can be killed: nested `reduce()` or comprehensions cannot be
stopped otherwise. Published folders are opened READ_ONLY, without a lock, and are never written again.
"""

import importlib.metadata
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import jpype  # type: ignore[import-untyped]

_JARS = (
    "antlr4-runtime", "arcadedb-engine", "arcadedb-python-bridge", "collections", "graal-sdk", "gson", "jniutils", "jts-core", "jvector",
    "lucene-", "lz4-java", "nativeimage", "polyglot", "s2-geometry", "spatial4j", "word",
)
"""What the engine itself needs; its servers (HTTP, Bolt, Postgres, Redis, MCP) are not even on the class path."""

_FLAGS = (
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError",
    "-XX:ErrorFile=/dev/null", "-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=off:stderr", "-Xss4m",
    "-Dfile.encoding=UTF8", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED", "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Darcadedb.polyglotEngineEnabled=false",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false", "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)

ANSWER_BYTES = 64 * 2**20
"""An answer is cut where its JSON grows beyond this."""


class EngineError(Exception):
    """Something the engine refused; `kind` is `query`, `timeout` or `store`."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


def package_folder() -> Path:
    """Where the engine's package lies, found without importing it."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise EngineError("store", "The embedded graph engine is not installed; run `pip install arcadedb-embedded`.")
    return Path(next(iter(spec.submodule_search_locations)))


def version() -> str:
    """The engine's version, e.g. `26.10.2`."""
    return importlib.metadata.version("arcadedb-embedded")


def start(heap_mb: int, flags: Sequence[str] = ()) -> None:
    """Start the JVM of this process with a heap of at most `heap_mb` MB."""
    home = package_folder()
    library = {"darwin": "lib/server/libjvm.dylib", "win32": "bin/server/jvm.dll"}.get(sys.platform, "lib/server/libjvm.so")
    jars = [str(jar) for jar in sorted((home / "jars").glob("*.jar")) if jar.name.startswith(_JARS)]
    logging = Path(__file__).with_name("logging.properties")
    jpype.startJVM(
        str(home / "jre" / library), f"-Xmx{heap_mb}m", *_FLAGS, f"-Djava.util.logging.config.file={logging}", *flags,
        classpath=jars, interrupt=False, convertStrings=False,
    )


def stop() -> None:
    """End the JVM in an orderly way."""
    jpype.shutdownJVM()


def _java(name: str) -> Any:
    return jpype.JClass(name)


def guarded(call: Callable[[], Any], kind: str) -> Any:
    """What `call` gives; a Java exception becomes an EngineError of that kind, with the engine's first line."""
    try:
        return call()
    except jpype.JException as error:
        name = str(error.getClass().getSimpleName())
        lines = str(error.getMessage() or name).strip().splitlines() or [name]
        raise EngineError("timeout" if name == "TimeoutException" else kind, lines[0][:500]) from None


def _to_java(value: Any) -> Any:
    if isinstance(value, Mapping):
        result = _java("java.util.HashMap")()
        for key, item in value.items():
            result.put(key, _to_java(item))
        return result
    if isinstance(value, list | tuple):
        result = _java("java.util.ArrayList")()
        for item in value:
            result.add(_to_java(item))
        return result
    if isinstance(value, bool):
        return _java("java.lang.Boolean")(value)
    if isinstance(value, int):
        return _java("java.lang.Long")(value)
    if isinstance(value, float):
        return _java("java.lang.Double")(value)
    return value


class Reader:
    """A published folder, opened to read. Answers are JSON: see `kg.graph.contract.Table`."""

    def __init__(self, folder: str):
        mode = _java("com.arcadedb.engine.ComponentFile$MODE")
        self._db = guarded(lambda: _java("com.arcadedb.database.DatabaseFactory")(folder).open(mode.READ_ONLY), "store")
        self._json = _java("com.arcadedb.serializer.JsonSerializer")(self._db)
        for setting in (self._json.setUseCollectionSize, self._json.setUseCollectionSizeForEdges, self._json.setUseVertexEdgeSize):
            setting(False)
        self._json.setIncludeVertexEdges(False)
        self._ids: dict[str, str] = {}
        self._types = [(str(kind.getName()), bool(_java("com.arcadedb.schema.VertexType").class_.isInstance(kind)))
                       for kind in self._db.getSchema().getTypes()]

    def close(self) -> None:
        """Give the folder back."""
        self._db.close()

    def run(self, cypher: str, parameters: Mapping[str, Any], limit: int, timeout: float) -> dict[str, Any]:
        """At most `limit` rows within `timeout` seconds: `columns`, `rows`, `truncated`; `columns` is empty where there is no row."""
        setting = _java("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
        self._db.getConfiguration().setValue(setting, _java("java.lang.Long")(max(1, int(timeout * 1000))))
        return cast(dict[str, Any], guarded(lambda: self._collect(cypher, parameters, limit), "query"))

    def _collect(self, cypher: str, parameters: Mapping[str, Any], limit: int) -> dict[str, Any]:
        results = self._db.query("opencypher", cypher, _to_java(parameters))
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
            vertex = self._db.lookupByRID(_java("com.arcadedb.database.RID")(rid), True).asVertex()
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


class Writer:
    """A folder nobody reads yet: rows go in by bulk (a new folder) or one by one (a copied one)."""

    def __init__(self, folder: str, new: bool):
        factory = _java("com.arcadedb.database.DatabaseFactory")(folder)
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
                    self._schema.getType(name).createProperty("id", _java("com.arcadedb.schema.Type").STRING)
                if indexed and not self._schema.getType(name).getAllIndexes(False):
                    kind = _java("com.arcadedb.schema.Schema$INDEX_TYPE").LSM_TREE
                    guarded(self._schema.buildTypeIndex(name, ["id"]).withType(kind).withUnique(True).create, "store")

    def bulk(self, batches: Iterator[tuple[str, str, list[Any]]]) -> None:
        """Load `("node", label, rows)` then `("edge", type, rows)`; rows are `(id, properties)` and `(id, source, target, properties)`."""
        vertices, edges = _java("com.arcadedb.python.VertexBatcher"), _java("com.arcadedb.python.EdgeBatcher")
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
                    rids.update(zip((id for id, _ in rows), str(made).split(";"), strict=True))
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
        vertex = _java("com.arcadedb.schema.VertexType").class_
        for kind in self._schema.getTypes():
            if bool(vertex.isInstance(kind)) == nodes and (cursor := self._db.lookupByKey(str(kind.getName()), ["id"], [id])).hasNext():
                record = cursor.next().getRecord()
                return record.asVertex() if nodes else record.asEdge()
        return None

    def _gone_edge(self, id: str) -> None:
        if (record := self._lookup(id, nodes=False)) is not None:
            record.delete()

    def _gone_node(self, id: str) -> None:
        if (record := self._lookup(id, nodes=True)) is not None:
            record.delete()

    def _node(self, label: str, id: str, properties: dict[str, Any]) -> None:
        there = self._lookup(id, nodes=True)
        _replace(self._db.newVertex(label) if there is None else there.modify(), {**properties, "id": id})

    def _edge(self, type: str, id: str, source: str, target: str, properties: dict[str, Any]) -> None:
        there = self._lookup(id, nodes=False)
        if there is not None:
            _replace(there.modify(), {**properties, "id": id})
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
    record.fromJSON(_java("com.arcadedb.serializer.json.JSONObject")(json.dumps(properties)))
    record.save()
