"""Finding entities and articles, and what is known of one entity."""

from typing import Any

from kg.archive import Archive, Hit, Judgement, StoredClaim, StoredEntity
from kg.archive.stored import title_of
from kg.errors import NotFound
from kg.graph.contract import SHOWN_STATUSES, Around, Graph
from kg.graph.rows import EdgeRow
from kg.ontology import load_ontology
from kg.web import passages
from kg.web.evidence import briefs
from kg.web.reader import Reader
from kg.web.view import name_of

SUGGESTED = 8
ARTICLES = 40
CLAIMS = 40
FACTS = 60
JUDGEMENTS = 50


def search(archive: Archive, words: str) -> dict[str, Any]:
    """Entities whose names begin so, and articles that hold the words."""
    words = words.strip()[:200]
    if not words:
        return {"entities": [], "articles": []}
    entities = [
        {"id": hit.id, "type": hit.type, "name": hit.name, "aliases": list(hit.aliases), "articles": hit.articles}
        for hit in archive.find_entities(words, SUGGESTED)
    ]
    return {"entities": entities, "articles": [_found(archive, hit) for hit in archive.search(words, SUGGESTED)]}


def card(reader: Reader, id: str) -> dict[str, Any]:
    """Who or what an entity is, as the articles tell it; raises NotFound."""
    stored = reader.archive.entity(id)
    graph = reader.graph
    articles = graph.neighbours(stored.id, Around(limit=ARTICLES, types=("MENTIONED_IN",), labels=("Article",), statuses=()))
    claims = graph.neighbours(stored.id, Around(limit=1000, types=("SUBJECT", "OBJECT", "SPEAKER"), labels=("Claim",), statuses=()))
    said = _said(reader, [node.id for node in claims.nodes[1:]])
    mentions = {edge.target: edge.properties.get("count", 1) for edge in articles.edges}
    shown = sorted(articles.nodes[1:], key=lambda node: node.properties.get("published") or "", reverse=True)
    return {
        "id": stored.id, "type": stored.type, "name": stored.name, "aliases": list(stored.aliases), "details": _details(stored),
        "facts": _facts(graph, stored.id),
        "relations": _relations(graph, stored.id),
        "articles": {
            "total": articles.total,
            "shown": [
                {"id": node.id, "title": node.properties.get("title") or node.id, "mentions": mentions.get(node.id, 1)}
                | {key: node.properties.get(key) for key in ("url", "publisher", "published")}
                for node in shown
            ],
        },
        "claims": {"total": claims.total, "said": len(said), "shown": briefs(reader.archive, said[:CLAIMS])},
        "judgements": [_reason(one, stored) for one in stored.judgements[:JUDGEMENTS] if one.deleted_at is None],
    }


def _said(reader: Reader, ids: list[str]) -> list[StoredClaim]:
    """The claims most certain to be in the text; affiliations are listed as facts already."""
    family = {key: predicate.family for key, predicate in load_ontology().predicates.items()}
    claims = [one for one in reader.archive.claims(ids) if family.get(one.predicate) != "affiliation" and not one.wrong]
    return sorted(claims, key=lambda one: (one.confidence, one.published or ""), reverse=True)


def _facts(graph: Graph, id: str) -> list[dict[str, Any]]:
    """Positions, memberships, family and the like, as relations of the entity."""
    predicates = {one.key: one for one in load_ontology().family("affiliation")}
    around = graph.neighbours(id, Around(limit=FACTS, types=tuple(predicates)))
    nodes = {node.id: node for node in around.nodes}
    details = _post_titles(graph, [edge for edge in around.edges if edge.type in ("HOLDS_POSITION", "FAMILY_OF")])
    facts = []
    for edge in sorted(around.edges, key=lambda edge: (-edge.properties.get("articles", 0), edge.id)):
        forwards = edge.source == id
        other = nodes[edge.target if forwards else edge.source]
        predicate = predicates[edge.type]
        facts.append({
            "phrase": predicate.label if forwards else predicate.inverse, "edge": edge.id,
            "other": {"id": other.id, "type": other.label, "name": name_of(other)},
            "status": edge.properties.get("status", "actual"), "articles": edge.properties.get("articles", 0),
            "detail": details.get(edge.id),
        })
    return facts


def _post_titles(graph: Graph, edges: list[EdgeRow]) -> dict[str, str]:
    """Edge id -> the titles or kinship its claims name, at most three."""
    owner = {claim: edge.id for edge in edges for claim in edge.properties.get("claims", ())}
    found: dict[str, dict[str, None]] = {}
    for node in graph.nodes(list(owner)):
        words = node.properties.get("title") or node.properties.get("kin")
        if words:
            former = "former " if node.properties.get("former") else ""
            found.setdefault(owner[node.id], {})[former + str(words)] = None
    return {edge: ", ".join(list(words)[:3]) for edge, words in found.items()}


def _relations(graph: Graph, id: str) -> int:
    """How many typed relations it has under the default statuses."""
    predicates = "|".join(load_ontology().predicates)
    node = graph.nodes([id])
    if not node:
        raise NotFound("The graph does not hold this entity (yet); run `kg rebuild` if it should.")
    table = graph.run(
        f"MATCH (e:{node[0].label} {{id: $id}})-[r:{predicates}]-() WHERE r.status IN $statuses RETURN count(DISTINCT r) AS n",
        {"id": id, "statuses": list(SHOWN_STATUSES)},
    )
    return int(table.rows[0][0])


def _details(stored: StoredEntity) -> list[dict[str, str]]:
    pairs = [
        ("Country code", stored.code),
        ("Kind", stored.kind.replace("_", " ") if stored.kind and stored.type == "Organization" and stored.kind != "other" else None),
        ("Roles", ", ".join(role.replace("_", " ") for role in stored.roles) or None),
    ]
    return [{"label": label, "value": value} for label, value in pairs if value]


def _reason(judgement: Judgement, stored: StoredEntity) -> dict[str, Any]:
    members = {member.id: member for member in stored.members}
    member = members.get(judgement.left)
    where = f"“{member.name}” in {member.title}" if member else judgement.left
    kinds = {"same": "taken as the same", "different": "kept apart", "retype": f"taken as {judgement.value}", "wrong": "said to be wrong"}
    return {
        "text": f"{where}, {kinds[judgement.kind]}", "reason": judgement.reason, "score": judgement.score,
        "by": None if judgement.user == "kg" else judgement.user, "at": judgement.created_at,
    }


def _found(archive: Archive, hit: Hit) -> dict[str, Any]:
    version = archive.article(hit.article, hit.version)
    pieces = passages.pieces(hit.snippet, 0, len(hit.snippet), [(max(0, a - hit.start), b - hit.start, "hit") for a, b in hit.words])
    return {
        "id": hit.article, "title": title_of(hit.title, version.address), "url": None,
        "publisher": hit.publisher, "published": hit.published,
        "snippet": pieces, "cut": passages.is_cut(version.document.text, hit.start, hit.end),
    }
