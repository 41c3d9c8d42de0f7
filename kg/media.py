"""Kinds of content: which file names and which first bytes stand for which media type, and how bytes become text.

A kind that kg reads is one line in `SUFFIXES` here and one in `kg.parse.READERS`.
"""

import codecs

import charset_normalizer

from kg.errors import DocumentError

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RECORD = "application/json"
ROW = "text/csv"
FEED = "application/rss+xml"
UNKNOWN = "application/octet-stream"

SUFFIXES: dict[str, str] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
"""File name suffix -> media type of files that hold one report."""

_FEED_TYPES = {FEED, "application/atom+xml", "application/rdf+xml"}
_XML_TYPES = {"text/xml", "application/xml"}
_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAMPLE = 200_000
"""Bytes that encoding detection looks at: more adds seconds, not certainty."""


def sniff(content: bytes, declared: str = UNKNOWN) -> str:
    """The media type of `content`: what its first bytes show, else `declared`, else text where it decodes.

    What is declared as text stays text, even where it looks like a page: whoever calls it text counts its characters.

    >>> sniff(b"%PDF-1.7 ...", "text/html"), sniff(b"<html>", "text/plain")
    ('application/pdf', 'text/plain')
    """
    if declared == TEXT:
        return PDF if content.startswith(b"%PDF-") else TEXT
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in content[:1024].lower():
        return PDF
    if content.startswith(b"PK\x03\x04") and declared in (DOCX, UNKNOWN, "application/zip"):
        return DOCX
    if declared in _FEED_TYPES:
        return FEED
    if declared in _XML_TYPES | {UNKNOWN, HTML} and any(tag in head for tag in (b"<rss", b"<feed", b"<rdf:rdf")):
        return FEED
    if declared == "application/xhtml+xml" or head.startswith((b"<!doctype html", b"<html")):
        return HTML
    if declared == UNKNOWN and content and b"\x00" not in content[:2048]:
        return TEXT
    return declared


def decode(content: bytes, declared: str | None = None) -> str:
    """The characters of `content`, none added or changed; a byte order mark tells the encoding and is no character of the text.

    Tried in order: byte order mark, `declared`, UTF-8, detection. Raises DocumentError where nothing fits.
    """
    if content.startswith(_BOMS):
        encodings = ["utf-32" if content.startswith(_BOMS[:2]) else "utf-16"]
    else:
        encodings = [name for name in (_known(declared), "utf-8-sig") if name]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    guess = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
    if guess is None:
        raise DocumentError("The content looks like binary data, not like text.")
    try:
        return content.decode(guess.encoding)
    except UnicodeDecodeError:
        raise DocumentError(f"The content starts as {guess.encoding} text, but further on it is not.") from None


def _known(encoding: str | None) -> str | None:
    """The codec of that name; UTF-8 in the variant that takes a byte order mark away.

    What is called Latin-1 is read as Windows-1252, as browsers do (WHATWG): else its quotation marks and dashes would be lost.
    """
    try:
        name = codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None
    return {"utf-8": "utf-8-sig", "ascii": "utf-8-sig", "iso8859-1": "cp1252"}.get(name, name) if name else None
