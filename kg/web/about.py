"""What is in the store, and how it came there."""

from typing import Any

from kg import __version__
from kg.archive import Run
from kg.errors import StoreError
from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology
from kg.web.reader import Reader

PROMINENT = 18
RUNS = 100
FAILURES = 50


def about(reader: Reader) -> dict[str, Any]:
    """Figures, words and colours for the page; `missing` says in one sentence why there is nothing to show yet."""
    counts: dict[str, Any] = {"articles": 0, "claims": 0, "relations": 0, "entities": {}}
    found: dict[str, Any] = {"prominent": [], "credits": [], "last_run": None, "missing": None}
    try:
        found["last_run"] = next(iter(runs(reader, 1)), None)
        in_graph = reader.graph.counts()
        counts = {
            "articles": in_graph.nodes.get("Article", 0), "claims": in_graph.nodes.get("Claim", 0),
            "relations": sum(in_graph.edges.get(key, 0) for key in load_ontology().predicates),
            "entities": {type: in_graph.nodes[type] for type in ENTITY_TYPES if in_graph.nodes.get(type)},
        }
        if counts["articles"]:
            found |= {"prominent": _prominent(reader), "credits": _credits(reader)}
        else:
            found["missing"] = "The store holds no article yet."
    except StoreError as error:
        found["missing"] = str(error)
    return {"version": __version__, "vocabulary": _vocabulary(), "counts": counts, **found}


def runs(reader: Reader, limit: int = RUNS) -> list[dict[str, Any]]:
    """The last runs, newest first."""
    return [_run(run) for run in reader.archive.runs(limit)]


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": str(run.id), "started": run.started_at, "finished": run.ended_at, "state": run.status, "counts": run.counts,
        "failures": [{"what": item.address, "why": item.reason or item.outcome} for item in run.failures[:FAILURES]],
    }


def _prominent(reader: Reader) -> list[dict[str, Any]]:
    table = reader.graph.run(
        "MATCH (e)-[:MENTIONED_IN]->(a:Article) WHERE any(l IN labels(e) WHERE l IN $types) "
        "RETURN e AS entity, count(a) AS articles ORDER BY articles DESC, e.id LIMIT $limit",
        {"types": ["Person", "Organization", "Country", "Group", "Place"], "limit": PROMINENT},
    )
    return [
        {"id": node["properties"]["id"], "type": node["labels"][0], "name": node["properties"]["name"], "articles": articles}
        for node, articles in table.rows
    ]


def _credits(reader: Reader) -> list[str]:
    """Whose texts these are, where their licence asks for it."""
    table = reader.graph.run(
        "MATCH (a:Article) WHERE a.url CONTAINS 'wikinews.org' OR a.publisher = 'Wikinews' RETURN count(a) AS n"
    )
    number = int(table.rows[0][0])
    if not number:
        return []
    articles = "One article is" if number == 1 else f"{number:,} articles are"
    licence = "the Creative Commons Attribution 2.5 licence (CC BY 2.5)"
    return [f"{articles} from Wikinews, by its contributors, used under {licence}; each names its address."]


def _vocabulary() -> dict[str, Any]:
    ontology = load_ontology()
    return {
        "types": {key: {"label": kind.label, "plural": kind.plural, "colour": kind.colour} for key, kind in ontology.entity_types.items()},
        "predicates": {
            key: {"label": one.label, "inverse": one.inverse, "family": one.family, "colour": one.colour}
            for key, one in ontology.predicates.items()
        },
    }
