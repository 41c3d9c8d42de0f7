"""What the server itself can do with the same rows: `MERGE` one by one, and `UNWIND … MERGE` with one property."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice

import neo4j

from kg.graph.contract import Place
from kg.graph.rows import EdgeRow, NodeRow

BATCH = 5_000

Kind = tuple[str, str, str]


def naive(place: Place, edges: Sequence[EdgeRow]) -> float:
    """Relationships a second when each is merged by a query of its own, with its properties."""
    with _session(place) as session:
        start = time.perf_counter()
        for edge in edges:
            text = (f"MATCH (a:{edge.source_label} {{id: $s}}) MATCH (b:{edge.target_label} {{id: $t}}) "
                    f"MERGE (a)-[r:{edge.type} {{id: $id}}]->(b) SET r += $p")
            properties = dict(edge.properties)
            session.run(text, s=edge.source, t=edge.target, id=f"naive {edge.id}", p=properties).consume()  # type: ignore[arg-type]
        return len(edges) / (time.perf_counter() - start)


def bare(place: Place, nodes: Iterator[NodeRow], edges: Sequence[EdgeRow]) -> tuple[float, float]:
    """Nodes and relationships a second by batches of rows that hold one property, under constraints on the nodes' ids."""
    with _session(place) as session:
        by_label = _sorted_groups(nodes, lambda node: node.label)
        for label, _ in by_label:
            session.run(f"CREATE CONSTRAINT bare_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()  # type: ignore[arg-type]
        start, count = time.perf_counter(), 0
        for label, some in by_label:
            text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row}})"
            count += _send(session, text, [node.id for node in some])
        nodes_rate = count / (time.perf_counter() - start)
        start = time.perf_counter()
        for (kind, source, target), ties in _sorted_groups(iter(edges), lambda edge: (edge.type, edge.source_label, edge.target_label)):
            text = (f"UNWIND $rows AS row MATCH (a:{source} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}}) "
                    f"MERGE (a)-[r:{kind} {{id: row[2]}}]->(b)")
            _send(session, text, [(tie.source, tie.target, tie.id) for tie in ties])
        return nodes_rate, len(edges) / (time.perf_counter() - start)


def _send(session: neo4j.Session, text: str, rows: Sequence[object]) -> int:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        session.execute_write(lambda transaction, batch=batch: transaction.run(text, rows=batch).consume())  # type: ignore[misc]
    return len(rows)


def _sorted_groups(rows, key: Callable):  # type: ignore[no-untyped-def]
    return [(name, list(some)) for name, some in groupby(sorted(rows, key=key), key=key)]


class _session:
    """A writing session on a driver of its own."""

    def __init__(self, place: Place):
        self._driver = neo4j.GraphDatabase.driver(place.address, auth=(place.user, place.password), notifications_min_severity="OFF")
        self._session = self._driver.session()

    def __enter__(self) -> neo4j.Session:
        return self._session

    def __exit__(self, *_: object) -> None:
        self._session.close()
        self._driver.close()
