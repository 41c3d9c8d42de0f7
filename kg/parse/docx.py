"""Word files (python-docx): paragraphs and table cells in reading order. Macros, links and embedded objects are not touched."""

import io
import zipfile

import docx
from docx.document import Document as WordFile
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from kg.errors import DocumentError
from kg.parse.reading import Reading
from kg.parse.tidy import tidy_line, tidy_paragraphs

_UNPACKED = 300_000_000
"""Bytes that all parts of the file may have together once unpacked: more is a zip bomb."""


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The text and the title and author of the file's properties. Its creation day is no publication day and is left alone.

    Raises DocumentError for what is no Word file, is damaged, holds no text, or unpacks beyond 300 MB.
    """
    _check_size(content)
    try:
        word = docx.Document(io.BytesIO(content))
        text = tidy_paragraphs(_paragraphs(word))
        properties = word.core_properties
        title, author = tidy_line(properties.title or ""), tidy_line(properties.author or "")
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, OpcError):
        raise DocumentError("The Word file is damaged or is no Word file.") from None
    if not text:
        raise DocumentError("The Word file holds no text.")
    return Reading(
        text=text,
        title=title or _heading(word),
        authors=(author,) if author and author != "python-docx" else (),
    )


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(part.file_size for part in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise DocumentError("The Word file is damaged or is no Word file.") from None
    if size > _UNPACKED:
        raise DocumentError(f"The Word file unpacks to {size / 1e6:.0f} MB, more than the {_UNPACKED / 1e6:.0f} MB that are read.")


def _paragraphs(word: WordFile) -> list[str]:
    """Paragraphs as they follow; the cells of a table row by row, a merged cell once."""
    found: list[str] = []
    for block in word.iter_inner_content():
        found.extend([block.text] if isinstance(block, Paragraph) else _cells(block))
    return found


def _cells(table: Table) -> list[str]:
    seen = {id(cell._tc): cell for row in table.rows for cell in row.cells}
    return [cell.text for cell in seen.values()]


def _heading(word: WordFile) -> str | None:
    """The first paragraph set as Title or Heading 1."""
    for paragraph in word.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else None
        if style in ("Title", "Heading 1") and paragraph.text.strip():
            return tidy_line(paragraph.text)
    return None
