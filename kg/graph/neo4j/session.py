"""A Neo4j server as we speak with it: the driver's settings, what its errors mean to a person, and a limit of time that holds.

Every message is ours: none repeats the password, and none of the driver's own text about the connection goes out.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError

from kg.errors import KgError, QueryError, QueryTimeout, StoreError
from kg.graph.contract import Place

GRACE_SECONDS = 2.0
"""The server stops most queries itself at the limit; what it cannot stop is left alone this much later."""

CONNECT_SECONDS = 10.0
RETRY_SECONDS = 30.0
"""How long the driver tries a transaction again, with growing pauses, when the server was busy, changed, or started anew."""

_MEMORY = ("OutOfMemoryError", "MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "StackOverFlowError")
_STOPPED = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped", "Terminated")

GONE = (ServiceUnavailable, SessionExpired)
"""The server went away, or was restarted, under a connection."""

Answer = TypeVar("Answer")


def connect(place: Place) -> neo4j.Driver:
    """A driver for that server; it connects on use. Raises StoreError where the address cannot be one."""
    try:
        return neo4j.GraphDatabase.driver(
            place.address, auth=(place.user, place.password), connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS * 2, max_transaction_retry_time=RETRY_SECONDS, liveness_check_timeout=1.0,
            # The driver tells the server which of its functions are used, where the server asks for it; and it logs hints on queries.
            telemetry_disabled=True, notifications_min_severity="OFF", user_agent="kg",
        )
    except (DriverError, ValueError) as error:
        raise StoreError(f"{place.address} is no address of a Neo4j server: {error}.") from None


@contextmanager
def connected(place: Place) -> Iterator[neo4j.Session]:
    """A session of its own connection, for a short question; raises our own errors."""
    with explaining(place), connect(place) as driver, driver.session(database=place.database) as session:
        yield session


@contextmanager
def explaining(place: Place, timeout: float | None = None) -> Iterator[None]:
    """The driver's errors as ours; `timeout` is the limit of a query, None for what is no person's query."""
    try:
        yield
    except (Neo4jError, DriverError, OSError, ValueError, TypeError, OverflowError) as error:
        raise _explained(error, place, timeout) from error


class Progress:
    """When something last went on; from several threads."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def step(self) -> None:
        """It goes on."""
        self.last = time.monotonic()


def within(seconds: float, call: Callable[[], Answer], progress: Progress | None = None) -> Answer:
    """What `call` gives; raises QueryTimeout where it takes longer than `seconds` and the grace, since the last `progress`.

    A call that is given up ends by itself when the server answers or goes; the server may compute on until then.
    """
    answer: list[Answer] = []
    progress = progress or Progress()
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(call())
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive() and (left := progress.last + seconds + GRACE_SECONDS - time.monotonic()) > 0:
        thread.join(left)
    if failure:
        raise failure[0]
    if not answer:
        raise timed_out(seconds)
    return answer[0]


def timed_out(seconds: float) -> QueryTimeout:
    """What a query that took too long is told."""
    return QueryTimeout(f"The query took longer than {seconds:g} seconds and was stopped.")


def _explained(error: Exception, place: Place, timeout: float | None) -> KgError:
    if isinstance(error, AuthError):
        return StoreError(
            f"The Neo4j server {place.address} does not let the user “{place.user}” in with this password; "
            "set KG_GRAPH_USER and KG_GRAPH_PASSWORD, or KG_GRAPH_PASSWORD_FILE."
        )
    if isinstance(error, Neo4jError):
        return _explained_code(error, place, timeout)
    if isinstance(error, (*GONE, OSError)):
        return StoreError(f"The Neo4j server {place.address} does not answer; is it running, and is the address right?")
    if timeout is not None and isinstance(error, (OverflowError, ValueError, TypeError)):
        return QueryError(f"A parameter cannot be sent: {error}.")
    return StoreError(f"The Neo4j server {place.address} cannot be used: {_first_line(error)}")


def _explained_code(error: Neo4jError, place: Place, timeout: float | None) -> KgError:
    _, _, group, title = f"{error.code or '...'}...".split(".")[:4]
    said = _first_line(error.message or error)
    if title == "DatabaseNotFound":
        return StoreError(f"The Neo4j server {place.address} has no database “{place.database}”; set KG_GRAPH_DATABASE.")
    if timeout is None or group == "Security" or title in ("DatabaseUnavailable", "NotALeader"):
        return StoreError(f"The Neo4j server {place.address} cannot be used: {said}")
    if title in _STOPPED:
        return timed_out(timeout)
    if title in _MEMORY:
        return QueryError("The query needs more memory than the server gives it and was stopped; ask for less at a time.")
    return QueryError(said)


def is_passing(error: BaseException) -> bool:
    """Whether the same may go well a moment later: a restart, a deadlock, a commit whose outcome nobody knows."""
    return isinstance(error, (*GONE, TransientError))


def is_stopped(error: BaseException) -> bool:
    """Whether the server ended the transaction at its limit of time."""
    return isinstance(error, ClientError) and (error.code or "").rpartition(".")[2] in _STOPPED


def _first_line(error: Any) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return f"{lines[0][:500].rstrip('.')}."
