"""A JSON record `{"id", "text", "title"?, "published"?, "url"?, "publisher"?, "authors"?, "language"?}`, one line of JSON Lines."""

import json
from typing import Any

from kg.errors import DocumentError
from kg.parse.reading import Reading


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The record's own words, unchanged. Raises DocumentError where `text` is missing or a field is of the wrong kind."""
    try:
        record = json.loads(content)
    except (ValueError, RecursionError):
        raise DocumentError("The line is not valid JSON.") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise DocumentError('The record has no "text" that is a string.')
    return Reading(
        text=record["text"],
        title=_string(record, "title"),
        published=_string(record, "published"),
        url=_string(record, "url"),
        publisher=_string(record, "publisher"),
        authors=_authors(record),
        language=_string(record, "language"),
        id=str(record["id"]) if record.get("id") is not None else None,
    )


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise DocumentError(f'The record\'s "{key}" is not a string.')
    return value or None


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("authors")
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DocumentError('The record\'s "authors" is not a list of strings.')
    return tuple(name for name in names if name)
