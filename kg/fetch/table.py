"""Tables of articles (CSV): one capture a row, its bytes being the head of the table and the row as they stand there."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

from kg import media
from kg.errors import DocumentError
from kg.fetch.capture import SAFE, capture_content
from kg.model import Capture, Failure

_DELIMITERS = ",;\t"


def read_table(content: bytes, address: str) -> Iterator[Capture | Failure]:
    """A capture for each row, addressed by its `id` or `url`, else by its number; raises DocumentError without a column `text`."""
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    text = media.decode(content)
    delimiter = _delimiter(text)
    lines = _Lines(text)
    rows = csv.reader(lines, delimiter=delimiter)
    names = [name.strip().lower() for name in next(rows)]
    head = lines.take()
    number = 0
    try:
        for row in rows:
            raw = lines.take()
            if not row:
                continue
            number += 1
            values = dict(zip(names, row, strict=False))
            identity = values.get("id") or values.get("url") or f"row-{number}"
            separator = "" if head.endswith(("\n", "\r")) else "\n"
            bytes_of_row = (head + separator + raw).encode("utf-8", "surrogatepass")
            given = {} if values.get("id") else {"id": identity}
            yield capture_content(f"{address}#{quote(identity, safe=SAFE)}", bytes_of_row, media.ROW, "file", given=given)
    except csv.Error as error:
        yield Failure(f"{address}#row-{number + 1}", f"Row {number + 1} and those after it cannot be read: {error}.")


def _delimiter(text: str) -> str:
    head = text[: text.find("\n")] if "\n" in text else text
    for delimiter in _DELIMITERS:
        names = next(csv.reader([head], delimiter=delimiter), [])
        if "text" in [name.strip().lower() for name in names]:
            return delimiter
    raise DocumentError('The table has no column "text".')


class _Lines:
    """The lines of a text, remembering those handed out since `take` was last called."""

    def __init__(self, text: str) -> None:
        self._stream = io.StringIO(text, newline="")
        self._taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self._taken.append(line)
        return line

    def take(self) -> str:
        """The characters handed out since the last call."""
        taken = "".join(self._taken)
        self._taken.clear()
        return taken
