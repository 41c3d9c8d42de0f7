"""Typed relationships between entities, computed from the claims that say so."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, alias, select

from kg.archive.ids import digest
from kg.archive.schema import claims, judgements, records, versions
from kg.archive.sql import chunks
from kg.graph.rows import EdgeRow
from kg.graph.scope import Scope

Key = tuple[str, str, str]
"""Subject entity, predicate, object entity."""

_STRENGTH = ("actual", "alleged", "planned", "hypothetical")

_subjects = alias(records, "subjects")
_objects = alias(records, "objects")


def edge_id(key: Key) -> str:
    """The id of a typed relationship: of what it says between whom."""
    return digest("r", *key)


def all_relations(scope: Scope) -> Iterator[EdgeRow]:
    """Every typed relationship, streamed in the order of its ends."""
    query = _claims().where(claims.c.live).order_by(_subjects.c.entity_id, _objects.c.entity_id, claims.c.id)
    rows = scope.connection.execute(query.execution_options(yield_per=2000))
    for _ends, between in groupby(rows, key=lambda row: (row.subject_entity, row.object_entity)):
        yield from _relations(scope, list(between))


def relations_of(scope: Scope, keys: set[Key]) -> Iterator[EdgeRow]:
    """These typed relationships, as far as a live claim supports them."""
    wanted: dict[str, set[str]] = {}
    for subject, _predicate, object_ in keys:
        wanted.setdefault(subject, set()).add(object_)
    for subject in sorted(wanted):
        members = select(records.c.id).where(records.c.entity_id == subject)
        for chunk in chunks(sorted(wanted[subject])):
            query = _claims().where(claims.c.live, claims.c.subject.in_(members), _objects.c.entity_id.in_(chunk))
            rows = scope.connection.execute(query.order_by(_objects.c.entity_id, claims.c.id)).all()
            for _ends, between in groupby(rows, key=lambda row: row.object_entity):
                yield from (edge for edge in _relations(scope, list(between)) if (edge.source, edge.type, edge.target) in keys)


def possible_keys(scope: Scope, ids: Sequence[str]) -> set[Key]:
    """The relationships that any claim of these articles supports, did support, or could have by a decision taken back."""
    found: set[Key] = set()
    for chunk in chunks(ids):
        judged: dict[str, set[str]] = {}
        retyped = select(judgements.c.article_id, judgements.c.value).where(
            judgements.c.article_id.in_(chunk), judgements.c.kind == "retype"
        )
        for article_id, predicate in scope.connection.execute(retyped):
            judged.setdefault(article_id, set()).add(predicate)
        for row in scope.connection.execute(_claims().where(claims.c.article_id.in_(chunk))):
            for predicate in {row.predicate, *judged.get(row.article_id, ())}:
                found.add((row.subject_entity, predicate, row.object_entity))
    return found


def _claims() -> Select[Any]:
    return (
        select(
            claims, versions.c.cluster, _subjects.c.entity_id.label("subject_entity"),
            _objects.c.entity_id.label("object_entity"),
        )
        .join(versions, versions.c.id == claims.c.version_id)
        .join(_subjects, _subjects.c.id == claims.c.subject)
        .join(_objects, _objects.c.id == claims.c.object)
    )


def _relations(scope: Scope, between: list[Row[Any]]) -> Iterator[EdgeRow]:
    """The relationships between two entities, from all claims on them."""
    said: dict[str, list[Row[Any]]] = {}
    for claim in between:
        if claim.id not in scope.wrong:
            said.setdefault(scope.predicate.get(claim.id, claim.predicate), []).append(claim)
    for predicate in sorted(said):
        support = said[predicate]
        key = (support[0].subject_entity, predicate, support[0].object_entity)
        yield EdgeRow(
            predicate, edge_id(key), key[0], key[2], scope.labels[key[0]], scope.labels[key[2]], _properties(support)
        )


def _properties(support: list[Row[Any]]) -> dict[str, Any]:
    properties = {
        "claims": sorted(claim.id for claim in support),
        "articles": len({claim.article_id for claim in support}),
        "sources": len({claim.cluster for claim in support}),
        "first": min((claim.date_from for claim in support if claim.date_from), default=None),
        "last": max((claim.date_to for claim in support if claim.date_to), default=None),
        "status": _status(support),
        "confidence": _confidence(support),
    }
    return {name: value for name, value in properties.items() if value is not None}


def _status(support: Iterable[Row[Any]]) -> str:
    """Affirmed beside negated is contested; all negated is denied; otherwise the strongest modality."""
    polarities = {claim.polarity for claim in support}
    if len(polarities) > 1:
        return "contested"
    if polarities == {"negated"}:
        return "denied"
    said = {claim.modality for claim in support}
    return next(modality for modality in _STRENGTH if modality in said)


def _confidence(support: Iterable[Row[Any]]) -> float:
    """That at least one source says this: sources err independently, claims of one source do not."""
    best: dict[str, float] = {}
    for claim in support:
        best[claim.cluster] = max(best.get(claim.cluster, 0.0), claim.confidence)
    doubt = 1.0
    for cluster in sorted(best):
        doubt *= 1.0 - best[cluster]
    return round(1.0 - doubt, 4)
