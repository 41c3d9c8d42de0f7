"""The embedded Cypher engine as a backend: generations on disk, worker processes that can be killed.

No JVM ever runs in this process. Own, bounded questions and free-form Cypher have a worker each, so that a runaway query
does not hold up the explorer.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.graph.contract import OWN_LIMIT, OWN_TIMEOUT, ROW_LIMIT, Counts, Graph, Place, Table
from kg.graph.embedded import generations, startup
from kg.graph.embedded.generations import Generation
from kg.graph.embedded.process import WorkerProcess
from kg.graph.gate import Query, check
from kg.graph.reads import CypherReads, edge_row, node_row
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow

Answer = TypeVar("Answer")


class EmbeddedBackend:
    """Generations in a folder; see `kg.graph.contract.Backend`."""

    persistent = True
    shared = False

    def __init__(self, place: Place):
        self._folder = place.folder
        self._query_timeout = place.query_timeout

    def token(self) -> int | None:
        """Where the published generation stands; None where there is none, or it is damaged."""
        try:
            generation = generations.current(self._folder)
        except StoreError:
            return None
        return generation.token if generation else None

    def load(self, token: int, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
        """Build and publish a generation of these rows alone."""
        self._publish(None, token, "load", _load_rows(nodes, edges))

    def update(self, changes: GraphChanges) -> None:
        """Copy the published generation, apply the changes, publish the copy."""
        base = generations.current(self._folder)
        if base is None:
            raise StoreError(f"There is no graph in {self._folder} to update; run `kg rebuild`.")
        self._publish(base, changes.token, "update", _update_rows(changes))

    def open(self) -> Graph:
        """A graph that follows the pointer; raises StoreError where nothing readable was published."""
        if generations.current(self._folder) is None:
            raise StoreError(f"There is no graph in {self._folder} yet; run `kg ingest` first.")
        return EmbeddedGraph(self._folder, self._query_timeout)

    def _publish(self, base: Generation | None, token: int, what: str, rows: Iterable[Any]) -> None:
        with generations.writing(self._folder):
            worker = WorkerProcess(_write_heap_mb(), startup.flags())
            path = generations.begin(self._folder, base)
            try:
                worker.ask({"do": what, "folder": str(path)}, rows=rows)
                published = generations.publish(self._folder, path, token)
            finally:
                worker.close()
                shutil.rmtree(path, ignore_errors=True)
        startup.make(published.path)


class EmbeddedGraph(CypherReads):
    """Reads the published generation, whichever it is at each question; see `kg.graph.contract.Graph`."""

    def __init__(self, folder: Path, query_timeout: float):
        self._folder = folder
        self._query_timeout = query_timeout
        flags = startup.flags()
        self._free = WorkerProcess(startup.READ_HEAP_MB, flags)
        self._own = WorkerProcess(startup.READ_HEAP_MB, flags)

    def run(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float | None = None, limit: int = ROW_LIMIT
    ) -> Table:
        """Answer a read-only query; see the contract."""
        query = check(cypher)
        return self._run(self._free, query, parameters or {}, self._query_timeout if timeout is None else timeout, limit)

    def nodes(self, ids: Sequence[str]) -> list[NodeRow]:
        """The nodes of these ids."""
        return [node_row(value) for value in self._ask(self._own, {"do": "find", "ids": list(ids), "nodes": True})]

    def edges(self, ids: Sequence[str]) -> list[EdgeRow]:
        """The relationships of these ids."""
        found = self._ask(self._own, {"do": "find", "ids": list(ids), "nodes": False})
        return self._with_labels(found)

    def counts(self) -> Counts:
        """Nodes by label, relationships by type."""
        answer = self._ask(self._own, {"do": "counts"})
        return Counts(answer["nodes"], answer["edges"])

    def close(self) -> None:
        """End the workers."""
        self._free.close()
        self._own.close()

    def _own_run(self, cypher: str, parameters: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return self._run(self._own, Query(cypher, ()), parameters, OWN_TIMEOUT, OWN_LIMIT).rows

    def _run(
        self, worker: WorkerProcess, query: Query, parameters: Mapping[str, Any], timeout: float, limit: int
    ) -> Table:
        request = {"do": "run", "cypher": query.text, "parameters": dict(parameters), "limit": limit, "timeout": timeout}
        answer = self._ask(worker, request, timeout)
        return Table(tuple(answer["columns"]) or query.columns, tuple(tuple(row) for row in answer["rows"]), answer["truncated"])

    def _ask(self, worker: WorkerProcess, request: dict[str, Any], timeout: float | None = OWN_TIMEOUT) -> Any:
        return self._on_current(lambda generation: worker.ask({**request, "folder": str(generation.path)}, timeout))

    def _on_current(self, question: Callable[[Generation], Answer]) -> Answer:
        """Ask on the published generation; once more where it was replaced and deleted meanwhile."""
        generation = self._generation()
        try:
            return question(generation)
        except StoreError:
            if (newer := self._generation()) == generation:
                raise
            return question(newer)

    def _generation(self) -> Generation:
        generation = generations.current(self._folder)
        if generation is None:
            raise StoreError(f"There is no graph in {self._folder} yet; run `kg ingest` first.")
        return generation

    def _with_labels(self, found: list[Any]) -> list[EdgeRow]:
        ends = sorted({end for value in found for end in (value["source"], value["target"])})
        labels = {node.id: node.label for node in self.nodes(ends)}
        return [edge_row(value, labels) for value in found]


def _load_rows(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Iterator[Any]:
    for node in nodes:
        yield ["node", [node.label, node.id, node.properties]]
    for edge in edges:
        yield ["edge", [edge.type, edge.id, edge.source, edge.target, edge.source_label, edge.target_label, edge.properties]]


def _update_rows(changes: GraphChanges) -> Iterator[Any]:
    for id in changes.deleted_edges:
        yield ["gone_edge", [id]]
    for id in changes.deleted_nodes:
        yield ["gone_node", [id]]
    yield from _load_rows(changes.nodes, changes.edges)


def _write_heap_mb() -> int:
    """A quarter of the memory, between 1 and 4 GB: a bulk load keeps its relationships in memory until it ends."""
    total: int = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(1024, min(4096, total // 4))
