"""Plain text: the characters exactly as the file has them, line ends included."""

from kg.media import decode
from kg.parse.reading import Reading

_TITLE_LIMIT = 200
"""Characters; a longer first line is a paragraph."""


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The whole text; its title is a first line that stands alone like a headline. Raises DocumentError for binary data."""
    text = decode(content, charset)
    return Reading(text=text, title=_headline(text))


def _headline(text: str) -> str | None:
    """The first line, where an empty line follows and it does not end like a sentence."""
    lines = text.lstrip()[: _TITLE_LIMIT + 4].splitlines()
    if len(lines) < 2 or lines[1].strip():
        return None
    first = lines[0].strip()
    return None if len(first) > _TITLE_LIMIT or first.endswith((".", ":", ";", ",", "!", '"', "”")) else first
