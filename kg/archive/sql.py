"""Small SQL that every part of the archive needs."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from kg.archive.schema import counters
from kg.pieces import pieces

Item = TypeVar("Item")

_CHUNK = 5000
"""Values in one `IN (...)`: under the limits of SQLite (32,766) and PostgreSQL."""


def chunks(values: Iterable[Item]) -> Iterator[list[Item]]:
    """Pieces that fit into one `IN (...)`."""
    return pieces(values, _CHUNK)


def now() -> str:
    """The present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def insert_new(connection: Connection, table: Any) -> Any:
    """An INSERT for this database that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def next_change(connection: Connection) -> int:
    """Move the change counter on; the value marks everything this transaction changes in the graph."""
    step = update(counters).where(counters.c.name == "change").values(value=counters.c.value + 1)
    value = connection.execute(step.returning(counters.c.value)).scalar()
    if value is None:
        # Counting from the present moment: a graph that was made from another archive is told by its token.
        value = time.time_ns() // 1_000_000
        connection.execute(insert(counters), [{"name": "first", "value": value}, {"name": "change", "value": value}])
    return cast(int, value)
