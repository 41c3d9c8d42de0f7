"""One row of a table of articles: two CSV records, the head with the column names and the row itself."""

import csv
import io

from kg.errors import DocumentError
from kg.media import decode
from kg.parse.reading import Reading

DELIMITERS = ",;\t"
"""Tried in this order: the first whose head has a column `text`."""


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The columns `text` (needed), `id`, `url`, `date` or `published`, `title`, `publisher`, `authors`, `language`."""
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    lines = decode(content, charset)
    for delimiter in DELIMITERS:
        rows = list(csv.DictReader(io.StringIO(lines, newline=""), delimiter=delimiter))
        if len(rows) == 1 and "text" in rows[0]:
            return _reading({str(name).strip().lower(): value for name, value in rows[0].items() if isinstance(value, str)})
    raise DocumentError('The table has no column "text".')


def _reading(row: dict[str, str]) -> Reading:
    return Reading(
        text=row.get("text") or "",
        title=row.get("title") or None,
        published=row.get("published") or row.get("date") or None,
        url=row.get("url") or None,
        publisher=row.get("publisher") or None,
        authors=tuple(name.strip() for name in (row.get("authors") or "").split(";") if name.strip()),
        language=row.get("language") or None,
        id=row.get("id") or None,
    )
