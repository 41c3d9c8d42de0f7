"""The JSON of `kg extract`: one object a document, as other programs rely on it (data model, section 6)."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any

from kg.model import Claim, Count, Entity, Extraction


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The contract's object; `{"id", "error"}` for a document that failed."""
    document = extraction.document
    if extraction.error is not None:
        return {"id": document.id, "error": extraction.error}
    row: dict[str, Any] = {
        "document": {
            "id": document.id,
            "title": document.title,
            "published": document.published,
            "url": document.url,
            "language": document.language,
            "sha256": sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "text": document.text,
        },
        "mentions": [asdict(mention) for mention in extraction.mentions],
        "entities": [_entity(entity) for entity in extraction.entities],
        "claims": [_claim(claim) for claim in extraction.claims],
        "incidents": [asdict(incident) for incident in extraction.incidents],
        "links": [{"type": link.type, "from": link.source, "to": link.target} for link in extraction.links],
    }
    if extraction.note is not None:
        row["note"] = extraction.note
    if extraction.explanation is not None:
        row["explain"] = dict(extraction.explanation)
    return row


def _entity(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "type": entity.type, "name": entity.name, "attributes": dict(entity.attributes)}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "predicate": claim.predicate,
        "subject": claim.subject,
        "object": claim.object,
        "speaker": claim.speaker,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "date": claim.date,
        "place": claim.place,
        "count": _count(claim.count),
        "attributes": dict(claim.attributes),
        "evidence": asdict(claim.evidence),
        "confidence": round(claim.confidence, 3),
        "subject_span": None if claim.subject_span is None else asdict(claim.subject_span),
        "object_span": None if claim.object_span is None else asdict(claim.object_span),
        "proposed_by": list(claim.proposed_by),
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    """Whole numbers as integers, so that 40 does not read 40.0."""
    if count is None:
        return None
    low, high = (int(n) if n is not None and float(n).is_integer() else n for n in (count.low, count.high))
    return {"low": low, "high": high, "approximate": count.approximate}
