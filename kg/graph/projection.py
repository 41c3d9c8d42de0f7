"""The archive as a property graph: rows of section 7 of the data model, all of them or what changed since a token.

Pure reading, inside the caller's transaction (`archive.reading()`), so that token and rows are of one moment. An article's
own rows (node, claims, incidents, mentions) are replaced as a whole when it changed; a typed relationship is computed anew
when any claim that could support it belongs to a changed article.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kg.archive.schema import articles, claims, counters, entities, incidents, records
from kg.archive.sql import chunks
from kg.graph.article_rows import article_edges, article_nodes
from kg.graph.entity_rows import entity_nodes
from kg.graph.relations import all_relations, edge_id, possible_keys, relations_of
from kg.graph.rows import EdgeRow, GraphChanges, GraphRows, NodeRow
from kg.graph.scope import Scope

MOST_ARTICLES = 500
"""Changed articles from which reading everything in order costs less than looking up what they touch."""


def token(connection: Connection) -> int:
    """Where the archive stands; it grows with everything that changes the graph. 0 while nothing was ever stored."""
    return _counter(connection, "change")


def of_this_archive(connection: Connection, since: int) -> bool:
    """Whether the archive stood at this token once: other archives count from other moments."""
    return 0 < _counter(connection, "first") <= since <= token(connection)


def graph_rows(connection: Connection) -> GraphRows:
    """The whole graph, streamed; the connection's transaction must stay open until both iterators are read."""
    scope = Scope.of(connection)
    ids = list(connection.execute(select(articles.c.id).order_by(articles.c.created)).scalars())
    return GraphRows(token(connection), _all_nodes(scope, ids), _all_edges(scope, ids))


def graph_changes(connection: Connection, since: int) -> GraphChanges | None:
    """What changed after `since`; None where the graph must be loaded whole: the token is not of this archive, or more changed
    than is worth following.
    """
    if not of_this_archive(connection, since):
        return None
    present = token(connection)
    changed = _changed(connection, since)
    if len(changed.articles) > MOST_ARTICLES:
        return None
    scope = Scope.of(connection)
    touched = _touched_entities(connection, changed.articles) | changed.reshaped
    nodes = [*article_nodes(scope, changed.articles), *entity_nodes(connection, touched)]
    keys = possible_keys(scope, changed.articles)
    typed = list(relations_of(scope, keys))
    gone = dict.fromkeys((*_own_ids(connection, changed.replaced), *sorted(touched - scope.labels.keys()), *sorted(changed.reshaped)))
    unsupported = {edge_id(key) for key in keys} - {edge.id for edge in typed}
    return GraphChanges(
        present, tuple(nodes), (*article_edges(scope, changed.articles), *typed), tuple(gone), tuple(sorted(unsupported))
    )


@dataclass(frozen=True, slots=True)
class _Changed:
    articles: list[str]
    replaced: list[str]
    """Those of the articles that an older graph may hold."""
    reshaped: set[str]


def _changed(connection: Connection, since: int) -> _Changed:
    query = select(articles.c.id, articles.c.created).where(articles.c.changed > since).order_by(articles.c.id)
    rows = connection.execute(query).all()
    reshaped = connection.execute(select(entities.c.id).where(entities.c.reshaped > since)).scalars()
    return _Changed([row.id for row in rows], [row.id for row in rows if row.created <= since], set(reshaped))


def _all_nodes(scope: Scope, ids: list[str]) -> Iterator[NodeRow]:
    yield from article_nodes(scope, ids)
    yield from entity_nodes(scope.connection, None)


def _all_edges(scope: Scope, ids: list[str]) -> Iterator[EdgeRow]:
    yield from article_edges(scope, ids)
    yield from all_relations(scope)


def _touched_entities(connection: Connection, ids: list[str]) -> set[str]:
    """Entities of these articles, in any of their versions."""
    found: set[str] = set()
    for chunk in chunks(ids):
        found.update(connection.execute(select(records.c.entity_id).where(records.c.article_id.in_(chunk)).distinct()).scalars())
    return found


def _own_ids(connection: Connection, ids: list[str]) -> Iterator[str]:
    """Nodes that belong to these articles alone, in any of their versions."""
    yield from ids
    for table in (claims, incidents):
        for chunk in chunks(ids):
            yield from connection.execute(select(table.c.id).where(table.c.article_id.in_(chunk))).scalars()


def _counter(connection: Connection, name: str) -> int:
    return connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar() or 0

