"""A Neo4j server as a backend: one database that holds our graph alone, brought up to date in place.

Changes go in by one transaction, so that readers see all of them or none. A whole graph is compared with what is there, and
only the difference is written: in one transaction where it is small, in batches under readers' eyes where it is not; whoever
dies in between leaves a graph that can be read, and the next run goes on from there. One writer at a time: the database
itself keeps the others out, and lets go when a writer dies.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import neo4j
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from kg.errors import QueryTimeout, StoreError
from kg.graph.contract import OWN_LIMIT, OWN_TIMEOUT, ROW_LIMIT, Counts, Graph, Place, Table
from kg.graph.gate import check
from kg.graph.neo4j import schema
from kg.graph.neo4j.difference import Difference, difference
from kg.graph.neo4j.endless import refuse_endless
from kg.graph.neo4j.lock import Writing, only_writer
from kg.graph.neo4j.read import answer, counts, find_edges, find_nodes, stream_edges, stream_nodes
from kg.graph.neo4j.schema import State
from kg.graph.neo4j.session import GONE, Progress, connect, connected, explaining, is_passing, within
from kg.graph.neo4j.write import Step, apply_changes, steps
from kg.graph.reads import CypherReads, edge_row, node_row
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow

ONE_TRANSACTION = 20_000
"""Rows of a difference that readers see all at once; more of them would fill a small server's memory."""

AWAY_SECONDS = 120.0
"""How long a writer waits for a server that went away under it."""

STALLED_SECONDS = 600.0
"""How long one step of writing may take."""

Result = TypeVar("Result")


class Neo4jBackend:
    """A database on a server; see `kg.graph.contract.Backend`."""

    persistent = True
    shared = True

    def __init__(self, place: Place):
        self._place = place
        self._seen: State | None = None

    def token(self) -> int | None:
        """Where the graph stands; None where there is none, or it is being brought up to date. Raises StoreError."""
        with connected(self._place) as session:
            self._seen = schema.read_state(session)
            return self._seen.token

    def load(self, token: int, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
        """Bring the graph to these rows alone."""
        with difference(self._place.folder) as wanted:
            wanted.want(nodes, edges)
            self._write(
                lambda writing, state: _load(writing, state, token, wanted),
                # Our own first attempt may have left it half written; a token that is none of ours and newer is another run's.
                lambda state, seen: state.token is None or state.token <= token or state.token == seen.token,
            )

    def update(self, changes: GraphChanges) -> None:
        """Apply the changes in one transaction."""
        self._write(
            lambda writing, state: self._update(writing, state, changes),
            lambda state, seen: state.token in (None, seen.token, changes.token),
        )

    def open(self) -> Graph:
        """A graph opened for reading; raises StoreError where nothing readable was published."""
        graph = Neo4jGraph(self._place)
        try:
            graph.refresh()
        except BaseException:
            graph.close()
            raise
        return graph

    def _update(self, writing: Writing, state: State, changes: GraphChanges) -> State:
        if state.condition != "ready":
            raise StoreError(f"There is no graph at {self._place.address} to update; run `kg rebuild`.")
        session = writing.session
        state = schema.declare(session, state, (node.label for node in changes.nodes), (edge.type for edge in changes.edges))
        writing.check()
        session.execute_write(_apply, changes, state)
        return schema.set_state(session, state, "ready", changes.token)

    def _write(self, work: Callable[[Writing, State], State], again: Callable[[State, State], bool]) -> None:
        """Do it as the only writer; again, from what is there then, where the server was busy or went away meanwhile.

        `again` tells of what is there then, and what was seen before the first attempt, whether the work is still to be done.
        """
        attempts = Retrying(
            retry=retry_if_exception(is_passing), wait=wait_random_exponential(max=5), stop=stop_after_delay(AWAY_SECONDS),
            reraise=True,
        )
        progress = Progress()
        seen = self._seen

        def write() -> None:
            nonlocal seen
            for attempt in attempts:
                with attempt, connect(self._place) as driver, only_writer(driver, self._place, progress) as (writing, state):
                    seen = seen or state
                    first = attempt.retry_state.attempt_number == 1
                    if not (state.same_as(seen) if first else again(state, seen)):
                        raise StoreError(f"Another run has changed the graph at {self._place.address} meanwhile; try again.")
                    self._seen = work(writing, state)

        with explaining(self._place):
            try:
                within(STALLED_SECONDS, write, progress)
            except QueryTimeout:
                raise StoreError(f"The Neo4j server {self._place.address} does not finish writing; is its disk full?") from None


def _load(writing: Writing, state: State, token: int, wanted: Difference) -> State:
    """Compare, then write the difference."""
    session = writing.session
    # Indexes on relationships are built faster at once than relationship by relationship.
    first = state.condition in ("empty", "loading")
    state = schema.declare(session, state, wanted.labels(), () if first else wanted.types())
    labels_there, types_there = schema.there(session, state)
    wanted.compare(writing.moving(stream_nodes(session, labels_there)), writing.moving(stream_edges(session, types_there)))
    small = wanted.size() <= ONE_TRANSACTION
    if state.condition != "ready" or not small:
        # Said before the first row: rows without a word on whose they are would be taken for somebody else's.
        state = schema.set_state(session, state, "renewing" if state.condition in ("ready", "renewing") else "loading")
    if small:
        # By queries that need the index, which is made at once while there is little.
        state = schema.declare(session, state, (), wanted.types())
        writing.check()
        # What an offline import brought may be of labels that are wanted no more.
        there = replace(state, labels=_both(state.labels, labels_there), types=_both(state.types, types_there))
        session.execute_write(_apply, wanted.changes(token), there)
    else:
        for step in steps(wanted, types_there):
            writing.check()
            session.execute_write(_run_step, step)
    state = schema.declare(session, state, (), wanted.types())
    schema.forget_import(session)
    return schema.set_state(session, state, "ready", token)


def _apply(transaction: neo4j.ManagedTransaction, changes: GraphChanges, state: State) -> None:
    apply_changes(transaction.run, changes, state.labels, state.types)


def _both(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _run_step(transaction: neo4j.ManagedTransaction, step: Step) -> None:
    step(transaction.run)


class Neo4jGraph(CypherReads):
    """Reads the database as it is at each question; see `kg.graph.contract.Graph`."""

    def __init__(self, place: Place):
        self._place = place
        self._driver = connect(place)
        self._state = State("empty")

    def run(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, timeout: float | None = None, limit: int = ROW_LIMIT
    ) -> Table:
        """Answer a read-only query; see the contract."""
        passed = check(cypher)
        refuse_endless(passed.text)
        seconds = self._place.query_timeout if timeout is None else timeout
        return self._read(lambda transaction: answer(transaction, passed.text, parameters or {}, limit), seconds)

    def nodes(self, ids: Sequence[str]) -> list[NodeRow]:
        """The nodes of these ids."""
        found = self._find(lambda transaction, state: find_nodes(transaction, state.labels, ids), len(set(ids)))
        rows = {row.id: row for row in map(node_row, found)}
        return [rows[id] for id in ids if id in rows]

    def edges(self, ids: Sequence[str]) -> list[EdgeRow]:
        """The relationships of these ids."""
        found = self._find(lambda transaction, state: find_edges(transaction, state.types, ids), len(set(ids)))
        made = (edge_row(value, {value["source"]: source, value["target"]: target}) for value, source, target in found)
        rows = {row.id: row for row in made}
        return [rows[id] for id in ids if id in rows]

    def counts(self) -> Counts:
        """Nodes by label, relationships by type."""
        state = self.refresh()
        return self._read(lambda transaction: counts(transaction, state.labels, state.types))

    def close(self) -> None:
        """End the connections."""
        self._driver.close()

    def refresh(self) -> State:
        """Read anew what the graph consists of; raises StoreError where there is nothing to read."""
        state = self._read(schema.read_state)
        if state.condition in ("ready", "renewing"):
            self._state = state
            return state
        raise StoreError(schema.why_not(state, self._place))

    def _find(self, find: Callable[[neo4j.Transaction, State], list[Any]], wanted: int) -> list[Any]:
        found = self._read(lambda transaction: find(transaction, self._state))
        known = self._state
        # What is missing may be of a label or type that came with a later publication.
        if len(found) < wanted and (fresh := self.refresh()) != known and (fresh.labels, fresh.types) != (known.labels, known.types):
            return self._read(lambda transaction: find(transaction, fresh))
        return found

    def _own_run(self, cypher: str, parameters: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return self._read(lambda transaction: answer(transaction, cypher, parameters, OWN_LIMIT)).rows

    def _read(self, ask: Callable[[neo4j.Transaction], Result], timeout: float = OWN_TIMEOUT) -> Result:
        """Ask in a reading transaction; once more where the server was restarted since the last question."""
        def once() -> Result:
            with (
                self._driver.session(database=self._place.database, default_access_mode=neo4j.READ_ACCESS) as session,
                session.begin_transaction(timeout=timeout) as transaction,
            ):
                return ask(transaction)

        with explaining(self._place, timeout):
            try:
                return within(timeout, once)
            except GONE:
                return within(timeout, once)
