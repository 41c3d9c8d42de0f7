"""A person's decisions: made, applied, listed and taken back. Nothing a source said is overwritten by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from kg.archive.marks import anchor_of, attach_again
from kg.archive.reshape import recompute, reshape
from kg.archive.schema import appearances, articles, claim_marks, claims, judgements, records, versions
from kg.archive.search import find_entities
from kg.archive.sql import chunks, next_change, now
from kg.archive.stored import Judgement, Kind, title_of
from kg.errors import NotFound, UserError
from kg.model import ENTITY_TYPES
from kg.resolve.clusters import KG

_SHOWN = 8
"""Namesakes listed to choose from."""
_NAMESAKES = 1000
"""Entities looked at for a name; more that hold the same words are no longer told apart by it."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, and why."""

    user: str
    reason: str = ""


def judge_pair(connection: Connection, left: str, right: str, kind: Literal["same", "different"], author: Author) -> Judgement:
    """Say that two entities (ids, names, or the id one has in a single article) are one, or are two."""
    a, b = find_record(connection, left), find_record(connection, right)
    if a == b:
        raise UserError(f"{left} and {right} are one and the same id; give two.")
    made = _record(connection, kind, a, author, right=b)
    reshape(connection, (a, b), next_change(connection))
    return made


def judge_wrong(connection: Connection, claim_id: str, author: Author) -> Judgement:
    """Say that the text does not say this: the claim leaves graph and views, and stays on record."""
    return _judge_claim(connection, "wrong", _claim(connection, claim_id), author)


def retype(connection: Connection, target: str, value: str, predicates: frozenset[str], author: Author) -> Judgement:
    """Give an entity another type, or a claim another predicate of `predicates`."""
    if target.startswith("c-"):
        claim = _claim(connection, target)
        if value not in predicates:
            raise UserError(f"{value} is no predicate of the ontology, such as {', '.join(sorted(predicates)[:3])}.")
        return _judge_claim(connection, "retype", claim, author, value)
    if value not in ENTITY_TYPES:
        raise UserError(f"{value} is no type of entity: it must be one of {', '.join(ENTITY_TYPES)}.")
    record = find_record(connection, target)
    made = _record(connection, "retype", record, author, value=value)
    recompute(connection, {_entity_of(connection, record)}, next_change(connection))
    return made


def undo(connection: Connection, judgement_id: int | None, user: str) -> Judgement:
    """Take back a decision; without an id, the last active one of this user."""
    query = select(judgements).where(judgements.c.deleted_at.is_(None))
    if judgement_id is None:
        query = query.where(judgements.c.user == user).order_by(judgements.c.id.desc()).limit(1)
    else:
        query = query.where(judgements.c.id == judgement_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"There is no active judgement {'of ' + user if judgement_id is None else judgement_id}.")
    connection.execute(
        update(judgements).where(judgements.c.id == row.id).values(deleted_at=now(), deleted_by=user)
    )
    change = next_change(connection)
    if row.article_id is not None:
        connection.execute(delete(claim_marks).where(claim_marks.c.judgement_id == row.id))
        _touch(connection, row.article_id, change)
    elif row.right is not None:
        reshape(connection, (row.left, row.right), change)
    else:
        recompute(connection, {_entity_of(connection, row.left)}, change)
    return get_judgement(connection, row.id)


def get_judgement(connection: Connection, judgement_id: int) -> Judgement:
    """A judgement by its id, active or not."""
    row = connection.execute(select(judgements).where(judgements.c.id == judgement_id)).first()
    if row is None:
        raise NotFound(f"There is no judgement {judgement_id}.")
    return Judgement.of(row)


def list_judgements(connection: Connection, limit: int, with_automatic: bool = False) -> list[Judgement]:
    """Judgements, the newest first; those of persons alone unless asked for kg's too."""
    query = select(judgements).order_by(judgements.c.id.desc()).limit(limit)
    if not with_automatic:
        query = query.where(judgements.c.user != KG)
    return [Judgement.of(row) for row in connection.execute(query)]


def judgements_on(connection: Connection, ids: Sequence[str]) -> list[Judgement]:
    """Active judgements on any of these records or claims, oldest first."""
    found: dict[int, Judgement] = {}
    for chunk in chunks(ids):
        query = select(judgements).where(
            judgements.c.deleted_at.is_(None), or_(judgements.c.left.in_(chunk), judgements.c.right.in_(chunk))
        )
        found |= {row.id: Judgement.of(row) for row in connection.execute(query)}
    return [found[known] for known in sorted(found)]


def find_record(connection: Connection, argument: str) -> str:
    """The record a person means: by id, or by the name of exactly one live entity.

    Raises:
        NotFound: nothing is called so.
        UserError: several entities are called so.
    """
    if connection.execute(select(records.c.id).where(records.c.id == argument)).first():
        return argument
    wanted = argument.casefold()
    near = find_entities(connection, argument.replace('"', " "), _NAMESAKES)
    found = [hit for hit in near if hit.name.casefold() == wanted]
    found = found or [hit for hit in near if wanted in (alias.casefold() for alias in hit.aliases)]
    if not found:
        raise NotFound(f"There is no entity {argument}: give its full name as shown, or its id.")
    if len(found) > 1:
        listed = "; ".join(f"{hit.id} ({hit.type}, in {_first_article(connection, hit.id)})" for hit in found[:_SHOWN])
        more = f"; … {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise UserError(f"Several entities are called {argument}; give an id: {listed}{more}.")
    return found[0].id


def _first_article(connection: Connection, entity_id: str) -> str:
    """Where an entity stands, for a person who has to tell it from its namesakes."""
    query = (
        select(articles.c.address, versions.c.title)
        .join(versions, (versions.c.article_id == articles.c.id) & (versions.c.number == articles.c.version))
        .join(records, records.c.article_id == articles.c.id)
        .join(appearances, (appearances.c.record_id == records.c.id) & appearances.c.live)
        .where(records.c.entity_id == entity_id)
        .order_by(records.c.seq)
        .limit(1)
    )
    row = connection.execute(query).one()
    return f"“{title_of(row.title, row.address)}”"


def _judge_claim(
    connection: Connection, kind: Kind, claim: Row[Any], author: Author, value: str | None = None
) -> Judgement:
    made = _record(connection, kind, claim.id, author, value=value, article_id=claim.article_id, anchor=anchor_of(connection, claim))
    connection.execute(insert(claim_marks).values(claim_id=claim.id, judgement_id=made.id))
    attach_again(connection, claim.article_id)
    _touch(connection, claim.article_id, next_change(connection))
    return made


def _record(connection: Connection, kind: Kind, left: str, author: Author, **more: Any) -> Judgement:
    row = insert(judgements).values(
        kind=kind, left=left, reason=author.reason, user=author.user, created_at=now(), **more
    )
    return get_judgement(connection, connection.execute(row.returning(judgements.c.id)).scalar_one())


def _claim(connection: Connection, claim_id: str) -> Row[Any]:
    row = connection.execute(select(claims).where(claims.c.id == claim_id)).first()
    if row is None:
        raise NotFound(f"There is no claim {claim_id}.")
    return row


def _entity_of(connection: Connection, record: str) -> str:
    return str(connection.execute(select(records.c.entity_id).where(records.c.id == record)).scalar_one())


def _touch(connection: Connection, article_id: str, change: int) -> None:
    connection.execute(update(articles).where(articles.c.id == article_id).values(changed=change))

