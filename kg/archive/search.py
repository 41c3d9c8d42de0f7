"""Full-text search: FTS5 in SQLite, text search vectors in PostgreSQL, one function over both."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, text

from kg.archive.schema import records
from kg.archive.sql import chunks

_SNIPPET_WORDS = 32


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `snippet` is text[start:end] of the article; `words` are the spans found inside the text."""

    article: str
    version: int
    title: str | None
    publisher: str | None
    published: str | None
    snippet: str
    start: int
    end: int
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class EntityHit:
    """An entity that was found; `articles` is how many speak of it."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    articles: int


def remember_version(connection: Connection, version_id: int, title: str | None, body: str) -> None:
    """Make a version findable."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO article_search (rowid, title, text) VALUES (:id, :title, :text)"),
            {"id": version_id, "title": title, "text": body},
        )


def forget_version(connection: Connection, version_id: int) -> None:
    """Take a version out of the search; it stays on record."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO article_search (article_search, rowid, title, text) "
                "SELECT 'delete', id, title, text FROM versions WHERE id = :id"
            ),
            {"id": version_id},
        )


def remember_entities(connection: Connection, names: Mapping[str, Sequence[str]]) -> None:
    """Make entities findable by their names; one without names is forgotten."""
    if connection.dialect.name != "sqlite" or not names:
        return
    rows = {
        row.id: row.seq
        for chunk in chunks(sorted(names))
        for row in connection.execute(select(records.c.id, records.c.seq).where(records.c.id.in_(chunk)))
    }
    connection.execute(text("DELETE FROM entity_search WHERE rowid = :row"), [{"row": row} for row in rows.values()])
    called = [{"row": row, "names": "\n".join(names[entity])} for entity, row in rows.items() if names[entity]]
    if called:
        connection.execute(text("INSERT INTO entity_search (rowid, names) VALUES (:row, :names)"), called)


def find_articles(connection: Connection, words: str, limit: int, offset: int) -> list[Hit]:
    """Current versions that hold all the words ("quoted phrases" whole, `word*` as a beginning), best first."""
    if not _terms(words):
        return []
    sql = _FIND_SQLITE if connection.dialect.name == "sqlite" else _FIND_POSTGRESQL
    asked = _fts_query(words) if connection.dialect.name == "sqlite" else words
    # Around the words found, in what the database returns: drawn anew, since a text may hold any sign.
    start, end = f"<{secrets.token_hex(8)}>", f"<{secrets.token_hex(8)}>"
    found = connection.execute(text(sql), {"asked": asked, "limit": limit, "offset": offset, "start": start, "end": end})
    return [_hit(row, start, end) for row in found]


def find_entities(connection: Connection, words: str, limit: int, types: Sequence[str] = ()) -> list[EntityHit]:
    """Live entities with a name that holds all the words, as beginnings; the most spoken of first."""
    terms = _terms(words)
    if not terms:
        return []
    values: dict[str, Any] = {"limit": limit}
    if connection.dialect.name == "sqlite":
        values["asked"] = " ".join(_quoted(term) + "*" for term in terms)
        where = "id IN (SELECT records.id FROM entity_search JOIN records ON seq = entity_search.rowid WHERE names MATCH :asked)"
    else:
        values |= {f"w{i}": f"%{_escaped(term)}%" for i, term in enumerate(terms)}
        where = " AND ".join(f"(name ILIKE :w{i} OR CAST(aliases AS text) ILIKE :w{i})" for i in range(len(terms)))
    if types:
        values |= {f"t{i}": kind for i, kind in enumerate(types)}
        where += f" AND type IN ({', '.join(f':t{i}' for i in range(len(types)))})"
    sql = (
        "SELECT id, type, name, aliases, articles FROM entities WHERE articles > 0 AND "  # noqa: S608 - placeholders only
        f"{where} ORDER BY articles DESC, length(name), name LIMIT :limit"
    )
    return [_entity_hit(row) for row in connection.execute(text(sql), values)]


_FIND_SQLITE = """
    SELECT v.article_id, v.number, v.title, v.publisher, v.published, v.text,
           highlight(article_search, 1, :start, :end) AS marked
    FROM article_search JOIN versions v ON v.id = article_search.rowid
    WHERE article_search MATCH :asked ORDER BY bm25(article_search, 4.0, 1.0), v.id LIMIT :limit OFFSET :offset
"""
_FIND_POSTGRESQL = """
    SELECT v.article_id, v.number, v.title, v.publisher, v.published, v.text,
           ts_headline('english', v.text, q, 'HighlightAll=true, StartSel=' || :start || ', StopSel=' || :end) AS marked
    FROM versions v JOIN articles a ON a.id = v.article_id AND a.version = v.number,
         websearch_to_tsquery('english', :asked) q
    WHERE to_tsvector('english', coalesce(v.title, '') || ' ' || v.text) @@ q
    ORDER BY ts_rank(to_tsvector('english', coalesce(v.title, '') || ' ' || v.text), q) DESC, v.id LIMIT :limit OFFSET :offset
"""


def _terms(words: str) -> list[str]:
    return [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words) if re.search(r"\w", phrase or word)]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""').rstrip("*") + '"'


def _fts_query(words: str) -> str:
    return " ".join(_quoted(term) + ("*" if term.endswith("*") else "") for term in _terms(words))


def _escaped(term: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", term)


def _hit(row: Row[Any], mark_start: str, mark_end: str) -> Hit:
    words = _spans(row.marked, mark_start, mark_end)
    start, end = _window(row.text, words[0] if words else (0, 0))
    return Hit(
        row.article_id, row.number, row.title, row.publisher, row.published, row.text[start:end], start, end,
        tuple(words),
    )


def _spans(marked: str, mark_start: str, mark_end: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position, start = 0, 0
    for piece in re.split(f"({mark_start}|{mark_end})", marked):
        if piece == mark_start:
            start = position
        elif piece == mark_end:
            spans.append((start, position))
        else:
            position += len(piece)
    return spans


def _window(body: str, word: tuple[int, int]) -> tuple[int, int]:
    """About thirty words around the first one found, cut between words."""
    before = [match.start() for match in re.finditer(r"\S+", body[max(0, word[0] - 400) : word[0]])]
    start = max(0, word[0] - 400) + (before[-_SNIPPET_WORDS // 2] if len(before) >= _SNIPPET_WORDS // 2 else 0)
    if not before:
        start = word[0]
    after = [match.end() for match in re.finditer(r"\S+", body[word[1] : word[1] + 400])]
    end = word[1] + (after[: _SNIPPET_WORDS // 2][-1] if after else 0)
    return start, end


def _entity_hit(row: Row[Any]) -> EntityHit:
    aliases = json.loads(row.aliases) if isinstance(row.aliases, str) else row.aliases
    return EntityHit(row.id, row.type, row.name, tuple(aliases), row.articles)
