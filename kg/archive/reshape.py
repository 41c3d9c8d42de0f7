"""Computing clusters anew after a person's decision, for the records that can be concerned and no others."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, or_, select, update

from kg.archive.overlay import Known, Overlay
from kg.archive.schema import appearances, judgements, records
from kg.archive.sql import chunks
from kg.resolve.clusters import Pair, assign
from kg.resolve.tally import total


def reshape(connection: Connection, seeds: Iterable[str], change: int) -> None:
    """Bring `records.entity_id` and the entities up to date with the judgements on these records."""
    ages, before = _reach(connection, set(seeds))
    after = assign(ages, _pairs(connection, ages))
    moved = {record for record in after if after[record] != before[record]}
    for record in sorted(moved):
        connection.execute(update(records).where(records.c.id == record).values(entity_id=after[record]))
    recompute(connection, {before[record] for record in moved} | {after[record] for record in moved}, change)


def recompute(connection: Connection, entity_ids: set[str], change: int) -> None:
    """Count entities anew from their live appearances and judgements; their nodes are drawn anew in the graph."""
    overlay = Overlay(connection, change)
    overlay.load(entity_ids)
    for entity_id in sorted(entity_ids):
        known = overlay.known[entity_id]
        _count_anew(connection, known)
        known.reshaped = True
    overlay.flush()


def _count_anew(connection: Connection, known: Known) -> None:
    members = select(records.c.id).where(records.c.entity_id == known.id)
    profiles = select(appearances.c.profile).where(appearances.c.record_id.in_(members), appearances.c.live)
    known.tally = total(connection.execute(profiles).scalars())
    known.profile = None
    newest = (
        select(judgements.c.value)
        .where(judgements.c.kind == "retype", judgements.c.left.in_(members), judgements.c.deleted_at.is_(None))
        .order_by(judgements.c.id.desc())
        .limit(1)
    )
    known.judged_type = connection.execute(newest).scalar()


def _reach(connection: Connection, seeds: set[str]) -> tuple[dict[str, tuple[bool, int]], dict[str, str]]:
    """Every record that the seeds are, were or could be one entity with: record -> age, record -> entity now."""
    ages: dict[str, tuple[bool, int]] = {}
    entity_of: dict[str, str] = {}
    waiting = seeds
    while waiting:
        found: set[str] = set()
        for row in _fellows(connection, waiting):
            if row.id not in ages:
                ages[row.id] = (row.article_id is not None, row.seq)
                entity_of[row.id] = row.entity_id
                found.add(row.id)
        waiting = _judged_same(connection, found) - ages.keys()
    return ages, entity_of


def _fellows(connection: Connection, ids: set[str]) -> Iterable[Any]:
    for chunk in chunks(sorted(ids)):
        theirs = select(records.c.entity_id).where(records.c.id.in_(chunk))
        yield from connection.execute(select(records).where(records.c.entity_id.in_(theirs)))


def _judged_same(connection: Connection, ids: set[str]) -> set[str]:
    ends: set[str] = set()
    for chunk in chunks(sorted(ids)):
        query = select(judgements.c.left, judgements.c.right).where(
            judgements.c.kind == "same", judgements.c.deleted_at.is_(None),
            or_(judgements.c.left.in_(chunk), judgements.c.right.in_(chunk)),
        )
        for left, right in connection.execute(query):
            ends |= {left, right}
    return ends


def _pairs(connection: Connection, ages: dict[str, tuple[bool, int]]) -> list[Pair]:
    found: dict[int, Pair] = {}
    for chunk in chunks(sorted(ages)):
        query = select(judgements).where(
            judgements.c.kind.in_(("same", "different")), judgements.c.deleted_at.is_(None), judgements.c.left.in_(chunk)
        )
        for row in connection.execute(query):
            if row.right in ages:
                found[row.id] = Pair(row.id, row.left, row.right, row.kind == "same", row.user)
    return list(found.values())
