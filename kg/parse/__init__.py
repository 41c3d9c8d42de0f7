"""Captures to documents: one reader a media type, one line in `READERS`.

A reader is a module with `read(content: bytes, charset: str | None, address: str) -> Reading`. Those of `_GUARDED` meet
formats whose libraries can crash, hang or grow: they run in a process of their own.
"""

import importlib
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kg import media
from kg.errors import DocumentError
from kg.model import Capture, Document
from kg.parse.dates import iso_day
from kg.parse.isolate import ISOLATED
from kg.parse.language import detect_language
from kg.parse.reading import Reading
from kg.settings import environment_settings

__all__ = ["READERS", "read_capture"]

READERS: dict[str, str] = {
    media.TEXT: "kg.parse.text",
    media.HTML: "kg.parse.html",
    media.PDF: "kg.parse.pdf",
    media.DOCX: "kg.parse.docx",
    media.RECORD: "kg.parse.record",
    media.ROW: "kg.parse.row",
}
"""Media type -> the module that reads it."""

_GUARDED = {media.HTML, media.PDF, media.DOCX}


def read_capture(capture: Capture, limit: float | None = None) -> Document:
    """The document that `capture` holds; what `capture.given` says stands before what the content says.

    Text, JSON Lines and CSV keep every character. `limit`: seconds for one HTML, PDF or DOCX (default: `Settings.read_timeout`).
    Raises DocumentError, one sentence, where there is no text that can be kept.
    """
    module = READERS.get(capture.media_type)
    if module is None:
        raise DocumentError(f"Content of the kind {capture.media_type or 'unknown'} cannot be read.")
    if not capture.content:
        raise DocumentError("The file is empty.")
    charset = _charset(capture)
    if capture.media_type in _GUARDED:
        seconds = environment_settings().read_timeout if limit is None else limit
        reading = ISOLATED.read(module, capture.content, charset, capture.address, seconds)
    else:
        reading = importlib.import_module(module).read(capture.content, charset, capture.address)
    _check(reading.text)
    return _document(capture, reading)


def _check(text: str) -> None:
    """Refuse what no archive can store or no reader can read."""
    if not text.strip():
        raise DocumentError("The text is empty.")
    if "\x00" in text:
        raise DocumentError("The text holds NUL characters: it is binary data, or damaged.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DocumentError(f"The text holds half a character (a lone surrogate) at offset {error.start}.") from None
    if sum(ord(sign) < 32 and sign not in "\t\n\r\f\v" for sign in text[:4096]) > 0.02 * min(len(text), 4096):
        raise DocumentError("The content looks like binary data, not like text.")


def _document(capture: Capture, reading: Reading) -> Document:
    given = capture.given
    authors = tuple(name.strip() for name in given.get("authors", "").split(";") if name.strip())
    return Document(
        id=given.get("id") or reading.id or _name(capture.address),
        text=reading.text,
        title=_clean(given.get("title") or reading.title),
        published=iso_day(given.get("published")) or iso_day(reading.published),
        url=_clean(given.get("url") or reading.url or _web(capture.address)),
        publisher=_clean(given.get("publisher") or reading.publisher),
        authors=authors or tuple(name for author in reading.authors if (name := _clean(author))),
        language=detect_language(reading.text) or reading.language,
    )


def _clean(value: str | None) -> str | None:
    """A field on one line, without what an archive cannot store; None where nothing is left."""
    return " ".join((value or "").replace("\x00", "").encode("utf-8", "replace").decode("utf-8").split()) or None


def _charset(capture: Capture) -> str | None:
    """The encoding in the `Content-Type` header, None where there is none."""
    message = Message()
    message["content-type"] = next((value for name, value in capture.headers.items() if name.lower() == "content-type"), "")
    return message.get_content_charset()


def _web(address: str) -> str | None:
    return address if address.startswith(("http://", "https://")) else None


def _name(address: str) -> str:
    """The id of a document whose content gives none: a file's name without the suffix, else its address."""
    if not address.startswith("file:"):
        return address.removeprefix("stdin:")
    parts = urlsplit(address)
    return unquote(parts.fragment) or PurePosixPath(unquote(parts.path)).stem
