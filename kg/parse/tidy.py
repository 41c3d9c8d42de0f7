"""White space of text that was extracted from a layout (HTML, PDF, DOCX), so that it reads well.

Never used on text that was given as text: there every character stays.
"""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\s*\n\s*")


def tidy_paragraphs(paragraphs: list[str]) -> str:
    """Paragraphs joined by one empty line; inside each, runs of white space are one space and invisible characters are gone."""
    return "\n\n".join(clean for paragraph in paragraphs if (clean := tidy_line(paragraph)))


def tidy_line(text: str) -> str:
    """One line of text in Unicode NFC, without soft hyphens, zero-width spaces, control characters and doubled spaces."""
    visible = _INVISIBLE.sub("", text.replace("\t", " "))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _BREAKS.sub(" ", visible))).strip()
