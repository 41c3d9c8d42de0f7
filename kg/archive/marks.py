"""Where a person's decision on a claim applies: to that claim, and to the same claim in other versions of its article."""

from typing import Any

from rapidfuzz.fuzz import ratio
from sqlalchemy import Connection, Row, select

from kg.archive.schema import articles, claim_marks, claims, judgements, versions
from kg.archive.sql import insert_new

_SAME_EVIDENCE = 85.0
"""Similarity (0-100) from which two evidence sentences are one, lightly edited."""


def anchor_of(connection: Connection, claim: Row[Any]) -> dict[str, Any]:
    """What finds a claim again: who does what to whom (records outlive versions), and the words that say it."""
    body = connection.execute(select(versions.c.text).where(versions.c.id == claim.version_id)).scalar_one()
    return {
        "predicate": claim.predicate, "subject": claim.subject, "object": claim.object, "speaker": claim.speaker,
        "evidence": body[claim.start : claim.end],
    }


def attach_again(connection: Connection, article_id: str) -> None:
    """Mark the live claims of an article to which the active decisions on its claims apply."""
    active = connection.execute(
        select(judgements.c.id, judgements.c.left, judgements.c.anchor).where(
            judgements.c.article_id == article_id, judgements.c.deleted_at.is_(None)
        )
    ).all()
    if not active:
        return
    current = (
        select(versions.c.id, versions.c.text)
        .join(articles, (articles.c.id == versions.c.article_id) & (articles.c.version == versions.c.number))
        .where(articles.c.id == article_id)
    )
    body = connection.execute(current).one().text
    live = connection.execute(select(claims).where(claims.c.article_id == article_id, claims.c.live)).all()
    marks = [
        {"claim_id": claim.id, "judgement_id": judgement.id}
        for judgement in active
        for claim in _found_again(judgement.left, judgement.anchor, live, body)
    ]
    if marks:
        connection.execute(insert_new(connection, claim_marks).on_conflict_do_nothing(), marks)


def _found_again(claim_id: str, anchor: dict[str, Any], live: Any, body: str) -> list[Row[Any]]:
    itself = [claim for claim in live if claim.id == claim_id]
    if itself:
        return itself
    return [
        claim
        for claim in live
        if (claim.predicate, claim.subject, claim.object) == (anchor["predicate"], anchor["subject"], anchor["object"])
        and ratio(body[claim.start : claim.end], anchor["evidence"]) >= _SAME_EVIDENCE
    ]
