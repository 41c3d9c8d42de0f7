"""One row of a table of articles: two CSV records, the head with the column names and the row itself."""

import csv
import io

from kg.errors import DocumentError
from kg.media import decode
from kg.parse.reading import Reading

DELIMITERS = ",;\t"
"""Tried in this order: the first whose head has a column `text`."""


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The columns `text` (needed), `id`, `url`, `date` or `published`, `title`, `publisher`, `authors`, `language`.

    Raises DocumentError without a column `text`, and for a row with more cells than columns: its text is cut at a separator.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    lines = decode(content, charset)
    for delimiter in DELIMITERS:
        rows = [row for row in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter) if row]
        names = [name.strip().lower() for name in rows[0]] if rows else []
        if len(rows) == 2 and "text" in names:
            if any(rows[1][len(names) :]):
                raise DocumentError("The row has more cells than the table has columns: a text with a separator needs quotation marks.")
            return _reading(dict(zip(names, rows[1], strict=False)))
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
