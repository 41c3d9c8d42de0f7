"""The rows that belong to one article: its node, claims, incidents, mentions, and what ties them together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from kg.archive.read import texts
from kg.archive.schema import articles, claims, incidents, links, mentions, records, versions
from kg.archive.stored import title_of
from kg.graph.rows import EdgeRow, NodeRow
from kg.graph.scope import Scope
from kg.pieces import pieces

BATCH = 100
"""Articles read at a time: bounds the memory of a rebuild."""

_ROLES = (("SUBJECT", "subject"), ("OBJECT", "object"), ("SPEAKER", "speaker"), ("AT_PLACE", "place"))
_CLAIM_COLUMNS = (
    "polarity", "modality", "date", "date_from", "date_to", "start", "end", "count_low", "count_high", "approximate", "confidence",
)
_CLAIM_ATTRIBUTES = ("title", "kin", "former", "sentence", "offence", "content")
_ARTICLE_COLUMNS = ("title", "url", "publisher", "published", "language", "sha256")


def article_nodes(scope: Scope, ids: Sequence[str]) -> Iterator[NodeRow]:
    """Article, Claim and Incident nodes of these articles."""
    for batch in pieces(ids, BATCH):
        rows = scope.connection.execute(_current(batch)).all()
        for row in rows:
            named = {"title": title_of(row.title, row.address), "version": row.number}
            yield NodeRow("Article", row.article_id, _some(row, _ARTICLE_COLUMNS) | named)
        bodies = texts(scope.connection, {row.id for row in rows})
        numbers = {row.id: row.number for row in rows}
        for claim in _live(scope, claims, batch):
            yield _claim_node(scope, claim, bodies[claim.version_id], numbers[claim.version_id])
        for found in _live_incidents(scope, batch):
            yield NodeRow(
                "Incident", found.id,
                _some(found, ("violations", "perpetrator_type", "date", "main", "country", "region", "city")),
            )


def article_edges(scope: Scope, ids: Sequence[str]) -> Iterator[EdgeRow]:
    """All relationships that these articles own."""
    for batch in pieces(ids, BATCH):
        entity_of = _entities_of(scope.connection, batch)
        yield from _mentioned_in(scope, batch, entity_of)
        shown = set()
        for claim in _live(scope, claims, batch):
            shown.add(claim.id)
            yield _edge("FROM_ARTICLE", claim.id, claim.article_id, "Claim", "Article")
            for role, column in _ROLES:
                yield from _to_entity(scope, role, claim.id, "Claim", entity_of.get(getattr(claim, column)))
        for found in _live_incidents(scope, batch):
            yield from _incident_edges(scope, found, entity_of, shown)
        query = select(links).where(links.c.article_id.in_(batch), links.c.live).order_by(links.c.source, links.c.target)
        for link in scope.connection.execute(query):
            if link.source in shown and link.target in shown:
                yield _edge(link.type, link.source, link.target, "Claim", "Claim")


def _current(batch: Sequence[str]) -> Any:
    wanted = (versions.c[name] for name in ("id", "article_id", "number", *_ARTICLE_COLUMNS))
    return (
        select(articles.c.address, *wanted)
        .join(articles, (articles.c.id == versions.c.article_id) & (articles.c.version == versions.c.number))
        .where(articles.c.id.in_(batch))
        .order_by(versions.c.id)
    )


def _live(scope: Scope, table: Any, batch: Sequence[str]) -> Iterable[Row[Any]]:
    query = select(table).where(table.c.article_id.in_(batch), table.c.live).order_by(table.c.version_id, table.c.id)
    return [row for row in scope.connection.execute(query) if row.id not in scope.wrong]


def _live_incidents(scope: Scope, batch: Sequence[str]) -> Iterable[Row[Any]]:
    """Incidents with a claim that still stands; one that rests on none (named by its victims alone) stands too."""
    return [row for row in _live(scope, incidents, batch) if not row.claims or not scope.wrong.issuperset(row.claims)]


def _some(row: Row[Any], names: Sequence[str]) -> dict[str, Any]:
    """The columns that have a value."""
    return {name: value for name in names if (value := getattr(row, name)) not in (None, [])}


def _claim_node(scope: Scope, claim: Row[Any], body: str, version: int) -> NodeRow:
    known = {name: claim.attributes[name] for name in _CLAIM_ATTRIBUTES if claim.attributes.get(name) not in (None, "", [])}
    properties = {
        "predicate": scope.predicate.get(claim.id, claim.predicate), "text": body[claim.start : claim.end],
        "version": version, "article": claim.article_id,
    }
    return NodeRow("Claim", claim.id, properties | _some(claim, _CLAIM_COLUMNS) | known)


def _entities_of(connection: Connection, batch: Sequence[str]) -> dict[str | None, str]:
    """Record -> entity. Fixed ids never stand in an article's rows: only records of articles do."""
    query = select(records.c.id, records.c.entity_id).where(records.c.article_id.in_(batch))
    return {row.id: row.entity_id for row in connection.execute(query)}


def _mentioned_in(scope: Scope, batch: Sequence[str], entity_of: dict[str | None, str]) -> Iterator[EdgeRow]:
    query = (
        select(versions.c.article_id, mentions.c.record_id, mentions.c.start, mentions.c.end)
        .join(articles, (articles.c.id == versions.c.article_id) & (articles.c.version == versions.c.number))
        .join(mentions, mentions.c.version_id == versions.c.id)
        .where(articles.c.id.in_(batch), mentions.c.record_id.is_not(None))
        .order_by(mentions.c.version_id, mentions.c.start, mentions.c.end)
    )
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in scope.connection.execute(query):
        spans.setdefault((entity_of[row.record_id], row.article_id), []).append((row.start, row.end))
    for (entity_id, article_id), places in spans.items():
        yield _edge(
            "MENTIONED_IN", entity_id, article_id, scope.labels[entity_id], "Article",
            count=len(places), starts=[start for start, _ in places], ends=[end for _, end in places],
        )


def _incident_edges(
    scope: Scope, found: Row[Any], entity_of: dict[str | None, str], shown: set[str]
) -> Iterator[EdgeRow]:
    for record in dict.fromkeys(entity_of.get(record) for record in found.perpetrators):
        yield from _to_entity(scope, "PERPETRATOR", found.id, "Incident", record)
    seen: set[str | None] = set()
    for victim in found.victims:
        entity_id = entity_of.get(victim["entity"])
        if entity_id not in seen:
            seen.add(entity_id)
            facts = {name: victim[name] for name in ("sex", "age_group", "type") if victim.get(name)}
            yield from _to_entity(scope, "VICTIM", found.id, "Incident", entity_id, **facts)
    yield from _to_entity(scope, "HAPPENED_IN", found.id, "Incident", entity_of.get(found.place))
    for claim_id in found.claims:
        if claim_id in shown:
            yield _edge("TELLS_OF", claim_id, found.id, "Claim", "Incident")


def _to_entity(scope: Scope, role: str, source: str, label: str, entity_id: str | None, **facts: Any) -> Iterator[EdgeRow]:
    if entity_id is not None and entity_id in scope.labels:
        yield _edge(role, source, entity_id, label, scope.labels[entity_id], **facts)


def _edge(kind: str, source: str, target: str, source_label: str, target_label: str, **facts: Any) -> EdgeRow:
    return EdgeRow(kind, f"{source}>{kind}>{target}", source, target, source_label, target_label, facts)
