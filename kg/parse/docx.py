"""Word files (python-docx): paragraphs, table cells and notes in reading order. Macros, links and embedded objects are not touched."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from kg.errors import DocumentError
from kg.parse.reading import Reading
from kg.parse.tidy import tidy_line, tidy_paragraphs

_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")
_SIGNS = {_TEXT: "", qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOT_SHOWN = (qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""Where moved text stood before, and the second copy of a text box for old programs. (Deleted text has an element of its own.)"""
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
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
    """Paragraphs as they follow, wherever they stand: tables row by row, text boxes, content controls; then the notes."""
    found = _texts(word.element.body)
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in word.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                found.extend(_texts(etree.fromstring(relation.target_part.blob, _SAFE)))
    return found


def _texts(root: etree._Element) -> list[str]:
    return ["".join(_signs(paragraph)) for paragraph in root.iter(_PARAGRAPH) if not _within(paragraph, _NOT_SHOWN)]


def _signs(paragraph: etree._Element) -> Iterator[str]:
    """What a paragraph shows, with the changes of whoever revised it accepted; the paragraphs of a text box are their own."""
    for element in paragraph.iter(*_SIGNS):
        if next(element.iterancestors(_PARAGRAPH)) is paragraph and not _within(element, _NOT_SHOWN):
            yield (element.text or "") if element.tag == _TEXT else _SIGNS[str(element.tag)]


def _within(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _heading(word: WordFile) -> str | None:
    """The first paragraph set as Title or Heading 1."""
    for paragraph in word.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else None
        if style in ("Title", "Heading 1") and paragraph.text.strip():
            return tidy_line(paragraph.text)
    return None
