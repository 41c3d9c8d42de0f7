"""What is in the store, and how it came there."""

from typing import Any

from sqlalchemy import Connection, func, select

from kg import __version__
from kg.archive import Reading, Run
from kg.archive.schema import entities, versions
from kg.archive.stored import title_of
from kg.errors import StoreError
from kg.model import ENTITY_TYPES
from kg.ontology import load_ontology
from kg.web.reader import Reader

PROMINENT = 18
NAMED_TYPES = ("Person", "Organization", "Country", "Place")
"""Groups are mostly described ("protesters"): no way in for a newcomer."""
RUNS = 100
FAILURES = 50
READINGS = 50
"""New and changed articles that are listed of one run."""


def about(reader: Reader) -> dict[str, Any]:
    """Figures, words and colours for the page; `missing` says in one sentence why there is nothing to show yet.

    Asked of the archive alone: the graph engine takes seconds to start, and the first page should not wait for it.
    """
    counts: dict[str, Any] = {"articles": 0, "claims": 0, "entities": {}}
    found: dict[str, Any] = {"prominent": [], "credits": [], "last_run": None, "missing": None}
    try:
        stored = reader.archive.counts()
        counts = {"articles": stored["articles"], "claims": stored["claims"], "entities": {}}
        found["last_run"] = next(iter(runs(reader, 1)), None)
        with reader.archive.reading() as connection:
            counts["entities"] = _by_type(connection)
            found |= {"prominent": _prominent(connection), "credits": _credits(connection)}
        if not counts["articles"]:
            found["missing"] = "The store holds no article yet."
    except StoreError as error:
        found["missing"] = str(error)
    return {"version": __version__, "vocabulary": _vocabulary(), "counts": counts, **found}


def runs(reader: Reader, limit: int = RUNS) -> list[dict[str, Any]]:
    """The last runs, newest first."""
    return [_run(run, reader.archive.readings(run.id, READINGS)) for run in reader.archive.runs(limit)]


def _run(run: Run, readings: list[Reading]) -> dict[str, Any]:
    return {
        "id": str(run.id), "started": run.started_at, "finished": run.ended_at, "state": run.status, "counts": run.counts,
        "readings": [
            {"id": one.article, "title": title_of(one.title, one.address)}
            | {"published": one.published, "outcome": one.outcome, "claims": one.claims}
            for one in readings
        ],
        "failures": [{"what": item.address, "why": item.reason or item.outcome} for item in run.failures[:FAILURES]],
    }


def _by_type(connection: Connection) -> dict[str, int]:
    """How many entities there are of each type, in the order of the data model."""
    query = select(entities.c.type, func.count().label("number")).where(entities.c.articles > 0).group_by(entities.c.type)
    found = {row.type: row.number for row in connection.execute(query)}
    return {type: found[type] for type in ENTITY_TYPES if type in found}


def _prominent(connection: Connection) -> list[dict[str, Any]]:
    """The entities that most articles speak of."""
    columns = (entities.c.id, entities.c.type, entities.c.name, entities.c.articles)
    order = (entities.c.articles.desc(), entities.c.name)
    query = select(*columns).where(entities.c.articles > 0, entities.c.type.in_(NAMED_TYPES)).order_by(*order).limit(PROMINENT)
    return [{"id": row.id, "type": row.type, "name": row.name, "articles": row.articles} for row in connection.execute(query)]


def _credits(connection: Connection) -> list[str]:
    """Whose texts these are, where their licence asks for it."""
    theirs = (versions.c.publisher == "Wikinews") | versions.c.url.contains("wikinews.org/")
    number = connection.execute(select(func.count(versions.c.article_id.distinct())).where(theirs)).scalar_one()
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
