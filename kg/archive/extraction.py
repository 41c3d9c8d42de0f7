"""What was found in a version, as rows; what was found before steps back but stays on record."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from kg.archive.dates import days
from kg.archive.ids import digest
from kg.archive.marks import attach_again
from kg.archive.overlay import Overlay
from kg.archive.records import Trace, match, new_ids, traces
from kg.archive.schema import appearances, claims, incidents, links, mentions, records, versions
from kg.archive.sql import insert_new
from kg.model import Claim, Extraction, Incident, Span
from kg.resolve import make_profile

Rename = Callable[[str | None], str | None]
"""Local id -> stable id; None stays None."""


def write_extraction(connection: Connection, article_id: str, version_id: int, extraction: Extraction, change: int) -> None:
    """Store an extraction of a version, in the place of what counted for this article before."""
    overlay = Overlay(connection, change)
    old, entity_of = _retire(connection, article_id, version_id, overlay)
    same_text = any(version == version_id for version, _trace in old.values())
    ids = match({record: trace for record, (_version, trace) in old.items()}, traces(extraction), same_text)
    fresh = [entity for entity in extraction.entities if entity.id not in ids]
    ids |= new_ids(article_id, fresh, set(ids.values()))
    _write_records(connection, article_id, [ids[entity.id] for entity in fresh], entity_of)
    profiles = {ids[entity.id]: make_profile(entity, extraction.mentions) for entity in extraction.entities}
    known = {record: profile for record, profile in profiles.items() if record in entity_of}
    overlay.load(entity_of[record] for record in known)
    for record, profile in known.items():
        overlay.count(entity_of[record], asdict(profile), 1)
    placed = overlay.place({record: profile for record, profile in profiles.items() if record not in entity_of})
    joined = [{"record": record, "entity_id": entity_id} for record, entity_id in placed.items() if record != entity_id]
    if joined:
        connection.execute(update(records).where(records.c.id == bindparam("record")), joined)
    _write_appearances(connection, version_id, extraction, ids, profiles)
    _write_findings(connection, article_id, version_id, extraction, ids)
    overlay.flush()
    attach_again(connection, article_id)


def _retire(
    connection: Connection, article_id: str, version_id: int, overlay: Overlay
) -> tuple[dict[str, tuple[int, Trace]], dict[str, str]]:
    """Take away what counts now; returns the traces of the live records, and the entity of every record of the article."""
    entity_of = {
        row.id: row.entity_id
        for row in connection.execute(select(records.c.id, records.c.entity_id).where(records.c.article_id == article_id))
    }
    if not entity_of:
        return {}, entity_of
    live = connection.execute(
        select(appearances).where(appearances.c.record_id.in_(entity_of), appearances.c.live)
    ).all()
    overlay.load(entity_of[row.record_id] for row in live)
    old: dict[str, tuple[int, Trace]] = {}
    for row in live:
        overlay.count(entity_of[row.record_id], row.profile, -1)
        old[row.record_id] = (row.version_id, Trace(row.type, row.name))
    _read_mentions(connection, old)
    connection.execute(update(appearances).where(appearances.c.record_id.in_(entity_of)).values(live=False))
    connection.execute(delete(appearances).where(appearances.c.version_id == version_id))
    connection.execute(delete(mentions).where(mentions.c.version_id == version_id))
    for table in (claims, incidents, links):
        connection.execute(update(table).where(table.c.article_id == article_id).values(live=False))
    return old, entity_of


def _read_mentions(connection: Connection, old: dict[str, tuple[int, Trace]]) -> None:
    for version_id in {version for version, _trace in old.values()}:
        body = connection.execute(select(versions.c.text).where(versions.c.id == version_id)).scalar_one()
        for row in connection.execute(select(mentions).where(mentions.c.version_id == version_id)):
            if row.record_id in old and row.kind != "pronoun":
                trace = old[row.record_id][1]
                trace.spans.add((row.start, row.end))
                trace.texts[body[row.start : row.end].casefold()] += 1


def _write_records(connection: Connection, article_id: str, ids: list[str], entity_of: dict[str, str]) -> None:
    rows = [{"id": record, "article_id": article_id, "entity_id": record} for record in ids if record not in entity_of]
    if rows:
        connection.execute(insert(records), rows)


def _write_appearances(
    connection: Connection, version_id: int, extraction: Extraction, ids: dict[str, str], profiles: dict[str, Any]
) -> None:
    rows = [
        {"version_id": version_id, "record_id": ids[entity.id], "live": True, "type": entity.type, "name": entity.name,
         "attributes": dict(entity.attributes), "profile": asdict(profiles[ids[entity.id]])}
        for entity in extraction.entities
    ]
    if rows:
        connection.execute(insert(appearances), rows)
    found = [
        {"version_id": version_id, "n": n, "start": mention.start, "end": mention.end, "type": mention.type,
         "kind": mention.kind, "record_id": ids.get(mention.entity) if mention.entity else None, "score": mention.score}
        for n, mention in enumerate(extraction.mentions)
    ]
    if found:
        connection.execute(insert(mentions), found)


def _write_findings(
    connection: Connection, article_id: str, version_id: int, extraction: Extraction, ids: dict[str, str]
) -> None:
    owner = {"article_id": article_id, "version_id": version_id, "live": True}

    def record(local: str | None) -> str | None:
        return ids.get(local) if local else None

    claim_ids = claim_keys(extraction, article_id, _number(connection, version_id))
    _put(connection, claims, [owner | _claim_row(claim, claim_ids[claim.id], record) for claim in extraction.claims])
    _put(connection, incidents, [owner | _incident_row(found, article_id, claim_ids, record) for found in extraction.incidents])
    _put(
        connection, links,
        [
            {"type": link.type, "source": min(pair), "target": max(pair), "article_id": article_id, "live": True}
            for link in extraction.links
            if (pair := (claim_ids[link.source], claim_ids[link.target]))
        ],
    )


def _number(connection: Connection, version_id: int) -> int:
    return int(connection.execute(select(versions.c.number).where(versions.c.id == version_id)).scalar_one())


def _put(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert, or bring back with new values what an earlier extraction had found too."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    fresh = insert_new(connection, table)
    values = {name: fresh.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(fresh.on_conflict_do_update(index_elements=keys, set_=values), rows)


def claim_keys(extraction: Extraction, article_id: str, number: int) -> dict[str, str]:
    """Local claim id -> stable id: a hash of article, version, predicate, evidence and argument spans.

    Claims alike in all of these (two posts named in one phrase) are told apart by their order.
    """
    used: dict[str, int] = {}
    found: dict[str, str] = {}
    for claim in extraction.claims:
        place = (claim.predicate, _pair(claim.evidence), _pair(claim.subject_span), _pair(claim.object_span))
        first = digest("c", article_id, number, *place)
        used[first] = used.get(first, 0) + 1
        found[claim.id] = first if used[first] == 1 else digest("c", article_id, number, *place, used[first])
    return found


def _pair(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


def _claim_row(claim: Claim, claim_id: str, record: Rename) -> dict[str, Any]:
    subject, object_ = _pair(claim.subject_span), _pair(claim.object_span)
    first, last = days(claim.date)
    count = claim.count
    return {
        "id": claim_id, "predicate": claim.predicate, "subject": record(claim.subject), "object": record(claim.object),
        "speaker": record(claim.speaker), "place": record(claim.place), "polarity": claim.polarity,
        "modality": claim.modality, "date": claim.date, "date_from": first, "date_to": last,
        "count_low": count.low if count else None, "count_high": count.high if count else None,
        "approximate": count.approximate if count else None, "attributes": dict(claim.attributes),
        "start": claim.evidence.start, "end": claim.evidence.end,
        "subject_start": subject and subject[0], "subject_end": subject and subject[1],
        "object_start": object_ and object_[0], "object_end": object_ and object_[1],
        "confidence": claim.confidence, "proposed_by": list(claim.proposed_by),
    }


def _incident_row(incident: Incident, article_id: str, claim_ids: dict[str, str], record: Rename) -> dict[str, Any]:
    members = sorted(claim_ids[claim] for claim in incident.claims if claim in claim_ids)
    victims = [asdict(victim) | {"entity": record(victim.entity)} for victim in incident.victims]
    return {
        "id": digest("i", article_id, members, list(incident.violations), incident.date, incident.main),
        "violations": list(incident.violations),
        "perpetrators": [known for local in incident.perpetrators if (known := record(local))],
        "perpetrator_type": incident.perpetrator_type, "victims": victims, "claims": members,
        "country": incident.country, "region": incident.region, "city": incident.city, "place": record(incident.place),
        "date": incident.date, "main": incident.main,
    }
