"""The record of runs, and what is remembered of sources between them."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, func, insert, select, update

from kg.archive.ids import article_id
from kg.archive.schema import articles, claims, run_items, runs, sources, versions
from kg.archive.sql import insert_new, now

SHOWN_ITEMS = 1000
"""Failures of one run that are read back at most; all are on record."""


@dataclass(frozen=True, slots=True)
class RunItem:
    """One thing a run met: `outcome` is new, changed, failed or skipped."""

    address: str
    article: str | None
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """A run and what did not go through. `status`: running, done, interrupted, failed."""

    id: int
    command: str
    started_at: str
    ended_at: str | None
    status: str
    extractor: str
    counts: dict[str, int]
    failures: tuple[RunItem, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article that a run brought (`outcome` new) or found changed; `claims` is how many it has now."""

    article: str
    address: str
    title: str | None
    published: str | None
    outcome: str
    claims: int


def begin(connection: Connection, command: str, extractor: str) -> int:
    """Open a run's record. Runs hold a lock, so one that is still "running" was killed."""
    connection.execute(update(runs).where(runs.c.status == "running").values(status="interrupted"))
    row = insert(runs).values(command=command, started_at=now(), status="running", extractor=extractor, counts={})
    return cast(int, connection.execute(row.returning(runs.c.id)).scalar_one())


def end(connection: Connection, run_id: int, status: str, counts: dict[str, int]) -> None:
    """Close a run's record."""
    connection.execute(update(runs).where(runs.c.id == run_id).values(ended_at=now(), status=status, counts=counts))


def record_item(connection: Connection, run_id: int, n: int, address: str, outcome: str, reason: str | None = None) -> None:
    """Put one thing of a run on record."""
    known = connection.execute(select(articles.c.id).where(articles.c.id == article_id(address))).scalar()
    connection.execute(
        insert(run_items).values(run_id=run_id, n=n, address=address, article_id=known, outcome=outcome, reason=reason)
    )


def last(connection: Connection, limit: int) -> list[Run]:
    """The last runs, newest first."""
    found = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(limit)).all()
    return [
        Run(row.id, row.command, row.started_at, row.ended_at, row.status, row.extractor, row.counts, _failures(connection, row.id))
        for row in found
    ]


def readings(connection: Connection, run_id: int, limit: int) -> list[Reading]:
    """What a run brought, in its order."""
    live = select(func.count()).where(claims.c.article_id == articles.c.id, claims.c.live).correlate(articles).scalar_subquery()
    query = (
        select(run_items.c.outcome, articles.c.id, articles.c.address, versions.c.title, versions.c.published, live.label("claims"))
        .join(articles, articles.c.id == run_items.c.article_id)
        .join(versions, (versions.c.article_id == articles.c.id) & (versions.c.number == articles.c.version))
        .where(run_items.c.run_id == run_id, run_items.c.outcome.in_(("new", "changed")))
        .order_by(run_items.c.n)
        .limit(limit)
    )
    return [Reading(row.id, row.address, row.title, row.published, row.outcome, row.claims) for row in connection.execute(query)]


def source_state(connection: Connection, name: str) -> dict[str, Any]:
    """What is remembered of a source; empty at first."""
    return connection.execute(select(sources.c.state).where(sources.c.name == name)).scalar() or {}


def set_source_state(connection: Connection, name: str, state: dict[str, Any]) -> None:
    """Remember something else of a source."""
    values = {"state": state, "updated_at": now()}
    row = insert_new(connection, sources).values(name=name, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=values))


def source_states(connection: Connection) -> dict[str, dict[str, Any]]:
    """Name -> what is remembered."""
    return {row.name: row.state for row in connection.execute(select(sources).order_by(sources.c.name))}


def _failures(connection: Connection, run_id: int) -> tuple[RunItem, ...]:
    query = (
        select(run_items)
        .where(run_items.c.run_id == run_id, run_items.c.outcome.in_(("failed", "skipped")))
        .order_by(run_items.c.n)
        .limit(SHOWN_ITEMS)
    )
    return tuple(RunItem(row.address, row.article_id, row.outcome, row.reason) for row in connection.execute(query))
