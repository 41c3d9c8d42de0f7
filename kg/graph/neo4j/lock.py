"""One writer at a time in a Neo4j database, kept apart by the database itself: its lock goes when the writer dies."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import neo4j
from neo4j.exceptions import Neo4jError

from kg.errors import StoreError
from kg.graph.contract import Place
from kg.graph.neo4j import schema
from kg.graph.neo4j.schema import State, query
from kg.graph.neo4j.session import Progress, is_stopped

WAIT_SECONDS = 5.0
"""How long a writer waits for another."""

Row = TypeVar("Row")

OLDEST = (5, 26)
"""Version of the server: the first that takes types of relationships from rows."""

# A node that is made and never committed: its unique id makes others wait.
_TAKE = f"MERGE (:{schema.LOCK_LABEL} {{id: 'kg: a writer is at work'}})"


@dataclass(frozen=True, slots=True)
class Writing:
    """What the only writer has in hand."""

    session: neo4j.Session
    lock: neo4j.Transaction
    progress: Progress

    def check(self) -> None:
        """Raise the driver's error where the lock is lost, e.g. because the server was started anew."""
        self.lock.run("RETURN 1").consume()
        self.progress.step()

    def moving(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come; each of them says that the server is alive."""
        for row in rows:
            self.progress.step()
            yield row


@contextmanager
def only_writer(driver: neo4j.Driver, place: Place, progress: Progress) -> Iterator[tuple[Writing, State]]:
    """Set up what is missing, keep others out, and say what is there.

    Raises StoreError where the database is not ours, or another writes.
    """
    _refuse_old(driver, place)
    with driver.session(database=place.database) as session:
        state = schema.read_state(session)
        if state.condition == "foreign":
            raise StoreError(schema.why_not(state, place))
        schema.migrate(session, state.version)
        with driver.session(database=place.database) as locking:
            _wait_for_others(locking, place)
            # Zero is no limit: a first load may take long.
            with locking.begin_transaction(timeout=0) as lock:
                lock.run(query(_TAKE)).consume()
                try:
                    yield Writing(session, lock, progress), schema.read_state(session)
                finally:
                    lock.close()


def _refuse_old(driver: neo4j.Driver, place: Place) -> None:
    agent = driver.get_server_info().agent
    if (match := re.match(r"Neo4j/(\d+)\.(\d+)", agent)) and (int(match[1]), int(match[2])) < OLDEST:
        raise StoreError(f"The server {place.address} is {agent}; kg needs Neo4j {OLDEST[0]}.{OLDEST[1]} or newer.")


def _wait_for_others(session: neo4j.Session, place: Place) -> None:
    # The limit of a transaction counts for all its life, so the one that waits is not the one that holds.
    try:
        with session.begin_transaction(timeout=WAIT_SECONDS) as transaction:
            transaction.run(query(_TAKE)).consume()
            transaction.rollback()
    except Neo4jError as error:
        if is_stopped(error):
            raise StoreError(f"Another run is writing the graph at {place.address}; try again when it is done.") from None
        raise
