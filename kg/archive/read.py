"""Reading what is stored, as plain records: articles, claims with their evidence, entities with their members."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from kg.archive.judge import judgements_on
from kg.archive.schema import (
    appearances,
    articles,
    captures,
    claim_marks,
    claims,
    contents,
    entities,
    incidents,
    judgements,
    mentions,
    records,
    runs,
    versions,
)
from kg.archive.sql import chunks
from kg.archive.stored import (
    ArticleVersion,
    Judgement,
    Member,
    Named,
    StoredClaim,
    StoredEntity,
    StoredMention,
    Totals,
    Unanalysed,
    title_of,
)
from kg.errors import NotFound
from kg.model import Capture, Count, Document, Span
from kg.resolve.tally import profile_of


def current_version(connection: Connection, article_id: str) -> Row[Any]:
    """The row of an article's current version; raises NotFound."""
    query = (
        select(versions)
        .join(articles, (articles.c.id == versions.c.article_id) & (articles.c.version == versions.c.number))
        .where(articles.c.id == article_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"There is no article {article_id}.")
    return row


def outdated(connection: Connection, extractor: str | None) -> list[str]:
    """Ids of articles whose current version another extractor has read; of all with None."""
    query = select(articles.c.id).join(
        versions, (articles.c.id == versions.c.article_id) & (articles.c.version == versions.c.number)
    )
    if extractor is not None:
        query = query.where(versions.c.extractor != extractor)
    return list(connection.execute(query.order_by(versions.c.id)).scalars())


def article(connection: Connection, article_id: str, number: int | None) -> ArticleVersion:
    """A version of an article; raises NotFound."""
    query = (
        select(versions, articles.c.address, articles.c.version, captures.c.sha256.label("raw"), captures.c.retrieved_at)
        .join(articles, articles.c.id == versions.c.article_id)
        .join(captures, captures.c.id == versions.c.capture_id)
        .where(articles.c.id == article_id, versions.c.number == (articles.c.version if number is None else number))
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"There is no article {article_id}" + (f" in version {number}." if number else "."))
    document = Document(
        id=row.article_id, text=row.text, title=row.title, published=row.published, url=row.url, publisher=row.publisher,
        authors=tuple(row.authors), language=row.language,
    )
    return ArticleVersion(
        row.article_id, row.address, row.number, row.version, document, row.sha256, row.capture_id, row.raw,
        row.retrieved_at, row.extractor, row.note, row.cluster,
    )


def capture(connection: Connection, capture_id: int) -> Capture:
    """A capture with its bytes; raises NotFound."""
    query = select(captures, contents.c.zlib).join(contents, contents.c.sha256 == captures.c.sha256)
    row = connection.execute(query.where(captures.c.id == capture_id)).first()
    if row is None:
        raise NotFound(f"There is no capture {capture_id}.")
    return Capture(
        row.address, zlib.decompress(row.zlib), row.sha256, datetime.fromisoformat(row.retrieved_at), row.method,
        row.media_type, row.status, row.headers, row.tool,
    )


def claims_by_id(connection: Connection, ids: Sequence[str]) -> list[StoredClaim]:
    """Claims in the order of the ids; raises NotFound for an unknown one."""
    found: dict[str, StoredClaim] = {}
    for chunk in chunks(ids):
        found |= {claim.id: claim for claim in _claims(connection, claims.c.id.in_(chunk))}
    for wanted in ids:
        if wanted not in found:
            raise NotFound(f"There is no claim {wanted}.")
    return [found[wanted] for wanted in ids]


def claims_of_article(connection: Connection, article_id: str, number: int | None) -> list[StoredClaim]:
    """The claims of a version, in text order: of the current one the live ones, of an older one all."""
    version = article(connection, article_id, number)
    here = (versions.c.article_id == article_id) & (versions.c.number == version.version)
    return list(_claims(connection, here & claims.c.live if version.version == version.versions else here))


def mentions_of_article(connection: Connection, article_id: str, number: int | None) -> list[StoredMention]:
    """The mentions of a version, in text order."""
    version = article(connection, article_id, number)
    query = (
        select(mentions, records.c.entity_id)
        .join(versions, versions.c.id == mentions.c.version_id)
        .outerjoin(records, records.c.id == mentions.c.record_id)
        .where(versions.c.article_id == article_id, versions.c.number == version.version)
        .order_by(mentions.c.start, mentions.c.end, mentions.c.n)
    )
    return [
        StoredMention(row.start, row.end, row.type, row.kind, row.entity_id, row.record_id, row.score)
        for row in connection.execute(query)
    ]


def entity(connection: Connection, entity_id: str) -> StoredEntity:
    """An entity by its id or that of a member; raises NotFound."""
    query = select(entities).join(records, records.c.entity_id == entities.c.id).where(records.c.id == entity_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"There is no entity {entity_id}.")
    members = tuple(_members(connection, row.id))
    profile = profile_of(row.tally)
    ids = [row.id, *(member.id for member in members)]
    return StoredEntity(
        row.id, row.type, row.name, tuple(row.aliases), profile.code, profile.kind, profile.roles, row.articles, members,
        tuple(judgements_on(connection, ids)),
    )


def entity_facts(row: Row[Any]) -> dict[str, Any]:
    """What the articles say of an entity that its label has a property for; `row` is one of the table `entities`."""
    profile = profile_of(row.tally)
    facts: dict[str, dict[str, Any]] = {
        "Country": {"code": profile.code}, "Organization": {"kind": profile.kind}, "Person": {"roles": list(profile.roles)}
    }
    return {name: value for name, value in facts.get(row.type, {}).items() if value}


def counts(connection: Connection) -> dict[str, int]:
    """How much is stored, by kind of thing."""
    judged = (judgements.c.user != "kg") & judgements.c.deleted_at.is_(None)
    asked = {
        "articles": select(func.count()).select_from(articles),
        "versions": select(func.count()).select_from(versions),
        "captures": select(func.count()).select_from(captures),
        "entities": select(func.count()).select_from(entities).where(entities.c.articles > 0),
        "mentions": select(func.count()).select_from(mentions),
        "claims": select(func.count()).select_from(claims).where(claims.c.live),
        "incidents": select(func.count()).select_from(incidents).where(incidents.c.live),
        "judgements": select(func.count()).select_from(judgements).where(judged),
        "merges": select(func.count()).select_from(judgements).where(judgements.c.user == "kg"),
        "runs": select(func.count()).select_from(runs),
    }
    return {name: int(connection.execute(query).scalar_one()) for name, query in asked.items()}


def unanalysed(connection: Connection, run_id: int | None) -> list[Unanalysed]:
    """Articles whose current version was kept without being analysed, in the order they were saved; of one run, or all."""
    query = (
        select(articles.c.address, versions.c.language)
        .join(versions, (versions.c.article_id == articles.c.id) & (versions.c.number == articles.c.version))
        .where(*([] if run_id is None else [versions.c.run_id == run_id]), versions.c.note.is_not(None))
        .order_by(versions.c.id)
    )
    return [Unanalysed(row.address, row.language) for row in connection.execute(query)]


def totals(connection: Connection) -> Totals:
    """Live entities by type and live claims by predicate as extracted."""
    many = func.count().label("many")
    types = select(entities.c.type, many).where(entities.c.articles > 0).group_by(entities.c.type)
    predicates = select(claims.c.predicate, many).where(claims.c.live).group_by(claims.c.predicate)
    return Totals(
        {row.type: row.many for row in connection.execute(types.order_by(many.desc(), entities.c.type))},
        {row.predicate: row.many for row in connection.execute(predicates.order_by(many.desc(), claims.c.predicate))},
    )


def _members(connection: Connection, entity_id: str) -> Iterable[Member]:
    query = (
        select(appearances.c.record_id, appearances.c.type, appearances.c.name, versions.c.article_id, versions.c.title, articles.c.address)
        .join(records, records.c.id == appearances.c.record_id)
        .join(versions, versions.c.id == appearances.c.version_id)
        .join(articles, articles.c.id == versions.c.article_id)
        .where(records.c.entity_id == entity_id, appearances.c.live)
        .order_by(records.c.seq)
    )
    for row in connection.execute(query):
        yield Member(row.record_id, row.article_id, title_of(row.title, row.address), row.type, row.name)


def _claims(connection: Connection, where: ColumnElement[bool]) -> Iterable[StoredClaim]:
    query = (
        select(claims, versions.c.number, versions.c.title, versions.c.url, versions.c.publisher, versions.c.published, articles.c.address)
        .join(versions, versions.c.id == claims.c.version_id)
        .join(articles, articles.c.id == versions.c.article_id)
        .where(where)
        .order_by(claims.c.start, claims.c.end, claims.c.id)
    )
    rows = connection.execute(query).all()
    named = _named(connection, {record for row in rows for record in (row.subject, row.object, row.speaker, row.place)})
    marks = _marks(connection, [row.id for row in rows])
    bodies = texts(connection, {row.version_id for row in rows})
    for row in rows:
        yield _claim(row, bodies[row.version_id][row.start : row.end], named, tuple(marks.get(row.id, ())))


def texts(connection: Connection, ids: set[int]) -> dict[int, str]:
    """Version -> text. (SQLite's own `substr` ends at a NUL character, so that spans are cut here.)"""
    found: dict[int, str] = {}
    for chunk in chunks(sorted(ids)):
        query = select(versions.c.id, versions.c.text).where(versions.c.id.in_(chunk))
        found |= {row.id: row.text for row in connection.execute(query)}
    return found


def _claim(row: Row[Any], words: str, named: dict[str, Named], decided: tuple[Judgement, ...]) -> StoredClaim:
    retyped = [judgement.value for judgement in decided if judgement.kind == "retype" and judgement.value]
    said = row.count_low is not None or row.count_high is not None
    return StoredClaim(
        id=row.id, predicate=retyped[-1] if retyped else row.predicate, said_predicate=row.predicate,
        article=row.article_id, version=row.number, title=title_of(row.title, row.address), url=row.url, publisher=row.publisher,
        published=row.published, subject=named.get(row.subject), object=named.get(row.object),
        speaker=named.get(row.speaker), place=named.get(row.place), polarity=row.polarity, modality=row.modality,
        date=row.date, date_from=row.date_from, date_to=row.date_to,
        count=Count(row.count_low, row.count_high, row.approximate) if said else None,
        attributes=row.attributes, evidence=Span(row.start, row.end), text=words,
        subject_span=_span(row.subject_start, row.subject_end), object_span=_span(row.object_start, row.object_end),
        confidence=row.confidence, proposed_by=tuple(row.proposed_by), live=row.live,
        wrong=any(judgement.kind == "wrong" for judgement in decided), judgements=decided,
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _named(connection: Connection, ids: set[str | None]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for chunk in chunks(sorted(record for record in ids if record)):
        query = (
            select(records.c.id.label("record"), entities.c.id, entities.c.name, entities.c.type)
            .join(entities, entities.c.id == records.c.entity_id)
            .where(records.c.id.in_(chunk))
        )
        found |= {row.record: Named(row.id, row.name, row.type) for row in connection.execute(query)}
    return found


def _marks(connection: Connection, ids: Sequence[str]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for chunk in chunks(ids):
        query = (
            select(claim_marks.c.claim_id, judgements)
            .join(judgements, judgements.c.id == claim_marks.c.judgement_id)
            .where(claim_marks.c.claim_id.in_(chunk))
            .order_by(judgements.c.id)
        )
        for row in connection.execute(query):
            found.setdefault(row.claim_id, []).append(Judgement.of(row))
    return found
