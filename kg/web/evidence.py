"""Relations, claims and articles, down to the exact words that say them."""

from collections.abc import Mapping, Sequence
from typing import Any

from kg.archive import Archive, ArticleVersion, Named, StoredClaim
from kg.archive.stored import title_of
from kg.errors import NotFound
from kg.graph.contract import Graph
from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology
from kg.web import passages
from kg.web.reader import Reader
from kg.web.view import edge_json, name_of
from kg.web.wording import say_count, say_date

CLAIMS = 200
"""Claims shown of one relation; the page says how many there are."""

_ATTRIBUTE_NAMES = {"title": "post", "kin": "kinship", "content": "what is said"}


def relation(reader: Reader, id: str) -> dict[str, Any]:
    """A typed relation with the claims it was computed from; raises NotFound."""
    found = reader.graph.edges([id])
    if not found:
        raise NotFound("The graph has no such relation; a newer ingestion may have replaced it.")
    edge = found[0]
    ends = {node.id: node for node in reader.graph.nodes([edge.source, edge.target])}
    stored = reader.archive.claims(list(edge.properties.get("claims", ()))[:CLAIMS])
    stored.sort(key=lambda claim: (claim.published or "9999", claim.article, claim.evidence.start))
    return {
        "edge": edge_json(edge),
        "subject": {"id": edge.source, "type": edge.source_label, "name": name_of(ends[edge.source])},
        "object": {"id": edge.target, "type": edge.target_label, "name": name_of(ends[edge.target])},
        "claims": _with_evidence(reader, stored),
    }


def claim(reader: Reader, id: str) -> dict[str, Any]:
    """One claim with its evidence in context; raises NotFound."""
    stored = reader.archive.claims([id])
    return {**_with_evidence(reader, stored)[0], "relation": _relation_of(reader.graph, stored[0])}


def article(reader: Reader, id: str) -> dict[str, Any]:
    """The whole stored text of an article, with its names and the words of its claims marked; raises NotFound."""
    version = reader.archive.article(id)
    claims = [one for one in reader.archive.claims_of_article(id) if not one.wrong]
    names = [
        passages.Named(mention.start, mention.end, mention.entity, mention.type)
        for mention in reader.archive.mentions_of_article(id)
        if mention.entity and mention.kind == "name" and mention.type in ENTITY_TYPES
    ]
    marks = [(one.evidence.start, one.evidence.end, one.id) for one in claims]
    return {
        **article_of(version),
        "authors": list(version.document.authors), "language": version.document.language, "version": version.version,
        "sha256": version.sha256, "retrieved": version.retrieved_at, "note": version.note,
        "paragraphs": passages.article(version.document.text, marks, names),
        "claims": briefs(reader.archive, claims),
    }


def article_of(version: ArticleVersion) -> dict[str, Any]:
    """An article as the page names it."""
    document = version.document
    title = title_of(document.title, version.address)
    return {"id": version.id, "title": title, "url": document.url, "publisher": document.publisher, "published": document.published}


def briefs(archive: Archive, claims: Sequence[StoredClaim]) -> list[dict[str, Any]]:
    """Claims in two lines each; `cut` says where their words are but a part of a sentence."""
    texts = _texts(archive, claims)
    return [_brief(one, texts[one.article, one.version]) for one in claims]


def _brief(claim: StoredClaim, text: str) -> dict[str, Any]:
    return {
        "id": claim.id, "predicate": claim.predicate, "phrase": phrase(claim), "quote": claim.text, "date": say_date(claim.date),
        "cut": passages.is_cut(text, claim.evidence.start, claim.evidence.end),
        "article": _source(claim), "polarity": claim.polarity, "modality": claim.modality,
    }


def phrase(claim: StoredClaim) -> str:
    """The claim as one plain sentence, "someone" standing for what is not known."""
    predicate = load_ontology().predicates.get(claim.predicate)
    subject, object_ = (end.name if end else None for end in (claim.subject, claim.object))
    if predicate is None:
        return f"{subject or 'someone'} {claim.predicate} {object_ or 'someone'}"
    return predicate.phrase(subject, object_)


def ref(named: Named | None) -> dict[str, str] | None:
    """An entity as others point to it."""
    return {"id": named.id, "name": named.name, "type": named.type} if named else None


def _with_evidence(reader: Reader, claims: Sequence[StoredClaim]) -> list[dict[str, Any]]:
    texts = _texts(reader.archive, claims)
    near = _linked(reader.graph, [one.id for one in claims])
    linked = reader.archive.claims(sorted({other for pair in near.values() for _, other in pair}))
    others = {one["id"]: one for one in briefs(reader.archive, linked)}
    return [_full(one, texts[one.article, one.version], near.get(one.id, []), others) for one in claims]


def _relation_of(graph: Graph, claim: StoredClaim) -> str | None:
    """The typed relation that this claim supports, where both ends are known."""
    if claim.subject is None or claim.object is None or claim.predicate not in load_ontology().predicates:
        return None
    table = graph.run(
        f"MATCH (a {{id: $subject}})-[r:{claim.predicate}]-(b {{id: $object}}) WHERE $claim IN r.claims RETURN r.id AS id LIMIT 1",
        {"subject": claim.subject.id, "object": claim.object.id, "claim": claim.id},
    )
    return table.rows[0][0] if table.rows else None


def _full(claim: StoredClaim, text: str, near: Sequence[tuple[str, str]], others: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    spans = [(claim.subject_span, "subject"), (claim.object_span, "object")]
    marks = [(span.start, span.end, name) for span, name in spans if span]
    count = claim.count
    return {
        **_brief(claim, text),
        "subject": ref(claim.subject), "object": ref(claim.object), "speaker": ref(claim.speaker), "place": ref(claim.place),
        "count": say_count(count.low, count.high, count.approximate) if count else None,
        "attributes": _attributes(claim.attributes),
        "confidence": claim.confidence,
        "evidence": passages.evidence(text, claim.evidence.start, claim.evidence.end, marks),
        "contradicts": [others[id] for type, id in near if type == "CONTRADICTS"],
        "same": [others[id] for type, id in near if type == "SAME_AS"],
    }


def _texts(archive: Archive, claims: Sequence[StoredClaim]) -> dict[tuple[str, int], str]:
    wanted = dict.fromkeys((one.article, one.version) for one in claims)
    return {(id, version): archive.article(id, version).document.text for id, version in wanted}


def _linked(graph: Graph, ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Claim id -> the claims that contradict it or tell of the same, as `(CONTRADICTS or SAME_AS, id)`."""
    table = graph.run(
        "MATCH (a:Claim)-[r:CONTRADICTS|SAME_AS]-(b:Claim) WHERE a.id IN $ids "
        "RETURN DISTINCT a.id AS claim, type(r) AS link, b.id AS other ORDER BY claim, link, other",
        {"ids": ids},
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for one, link, other in table.rows:
        found.setdefault(one, []).append((link, other))
    return found


def _source(claim: StoredClaim) -> dict[str, Any]:
    return {"id": claim.article, "title": claim.title, "url": claim.url, "publisher": claim.publisher, "published": claim.published}


def _attributes(attributes: Mapping[str, Any]) -> dict[str, str]:
    return {_ATTRIBUTE_NAMES.get(key, key): _value(value) for key, value in attributes.items() if value not in (None, "", False)}


def _value(value: object) -> str:
    return "yes" if value is True else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
