"""Saving one article: capture, version and all that was found in it, inside the caller's transaction."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Literal, cast

from sqlalchemy import Connection, Row, insert, select, update

from kg.archive import duplicates, search
from kg.archive.extraction import write_extraction
from kg.archive.ids import article_id as id_of_article
from kg.archive.ids import canonical_address
from kg.archive.schema import articles, captures, contents, versions
from kg.archive.sql import insert_new, next_change, now
from kg.errors import DocumentError
from kg.model import Capture, Document, Extraction

Outcome = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Which run saves, and by which extractor."""

    run_id: int | None
    extractor: str


def save(connection: Connection, capture: Capture, extraction: Extraction, origin: Origin) -> Outcome:
    """Store an article; a text that changed becomes its next version.

    Raises:
        DocumentError: the text cannot be stored.
    """
    if recognise(connection, capture, extraction.document):
        return "unchanged"
    article_id = id_of_article(capture.address)
    current = _current(connection, article_id)
    change = next_change(connection)
    number = 1 if current is None else current.number + 1
    values = {"version": number, "seen_sha256": capture.sha256, "changed": change}
    if current is None:
        connection.execute(insert(articles).values(id=article_id, address=capture.address, created=change, **values))
    else:
        search.forget_version(connection, current.id)
        connection.execute(update(articles).where(articles.c.id == article_id).values(**values))
    version_id = _insert_version(connection, article_id, number, capture, extraction, origin)
    write_extraction(connection, article_id, version_id, extraction, change)
    return "new" if current is None else "changed"


def recognise(connection: Connection, capture: Capture, document: Document) -> bool:
    """Whether other bytes hold the text, and say the same of it, that is stored already; then they are remembered as seen.

    Raises:
        DocumentError: the text cannot be stored.
    """
    current = _current(connection, id_of_article(capture.address))
    if current is None or _told(current, current.sha256) != _told(document, _text_hash(document)):
        return False
    connection.execute(update(articles).where(articles.c.id == current.article_id).values(seen_sha256=capture.sha256))
    return True


def _told(article: Row[Any] | Document, sha256: str) -> tuple[Any, ...]:
    """What makes a version: the text, and what is said of it."""
    url = canonical_address(article.url) if article.url else None
    return sha256, article.title, article.published, article.publisher, tuple(article.authors), url


def replace_extraction(connection: Connection, version: Row[Any], extraction: Extraction, extractor: str) -> None:
    """Put another extraction of the same text in the place of the stored one."""
    connection.execute(
        update(versions).where(versions.c.id == version.id).values(extractor=extractor, note=extraction.note)
    )
    change = next_change(connection)
    connection.execute(update(articles).where(articles.c.id == version.article_id).values(changed=change))
    write_extraction(connection, version.article_id, version.id, extraction, change)


def _current(connection: Connection, article_id: str) -> Row[Any] | None:
    query = (
        select(versions)
        .join(articles, (articles.c.id == versions.c.article_id) & (articles.c.version == versions.c.number))
        .where(articles.c.id == article_id)
    )
    return connection.execute(query).first()


def _text_hash(document: Document) -> str:
    try:
        return hashlib.sha256(document.text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise DocumentError(f"The text has half a character at position {error.start}.") from error


def _insert_capture(connection: Connection, capture: Capture) -> int:
    content = insert_new(connection, contents).values(
        sha256=capture.sha256, size=len(capture.content), zlib=zlib.compress(capture.content)
    )
    connection.execute(content.on_conflict_do_nothing())
    row = insert(captures).values(
        address=capture.address, sha256=capture.sha256, retrieved_at=capture.retrieved_at.astimezone(UTC).isoformat(),
        media_type=capture.media_type, status=capture.status, headers=dict(capture.headers), method=capture.method,
        tool=capture.tool,
    )
    return cast(int, connection.execute(row.returning(captures.c.id)).scalar_one())


def _insert_version(
    connection: Connection, article_id: str, number: int, capture: Capture, extraction: Extraction, origin: Origin
) -> int:
    document = extraction.document
    signature = duplicates.sign(document.text)
    row = insert(versions).values(
        article_id=article_id, number=number, capture_id=_insert_capture(connection, capture), run_id=origin.run_id,
        title=document.title, url=document.url, publisher=document.publisher, authors=list(document.authors),
        published=document.published, language=document.language, text=document.text, sha256=_text_hash(document),
        extractor=origin.extractor, note=extraction.note, signature=signature.tobytes(), saved_at=now(),
        cluster=duplicates.find_cluster(connection, signature) or article_id,
    )
    version_id = cast(int, connection.execute(row.returning(versions.c.id)).scalar_one())
    duplicates.remember(connection, version_id, signature)
    search.remember_version(connection, version_id, document.title, document.text)
    return version_id
