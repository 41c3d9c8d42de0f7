"""From the characters of a PDF page to lines, and from lines to paragraphs."""

import ctypes
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from pypdfium2 import PdfTextPage, raw

_HYPHENS = "\x02\ufffe\u00ad"
"""What pdfium gives for the hyphen of a word broken at the end of a line."""
_MARGIN = 0.1
"""Share of the page height at top and bottom where running heads and page numbers stand."""
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?)?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|/) ?\d{1,4})?|[ivxl]{1,6}", re.IGNORECASE)
_FIRST_WORDS = frozenset(["anti", "cross", "half", "high", "long", "low", "non", "self", "semi", "short", "third", "vice", "well"])
"""First parts of compounds that typesetters seldom make by breaking a word."""
_COLUMN = 36.0
"""Points by which the lines of one column may begin apart: indents, lists."""
_ENDS = (".", "!", "?", ":", '"', "”", "’", ")")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed; its box in points, with the origin at the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    edge: bool
    """Stands in the margin at the top or the bottom of the page."""


def page_lines(page: PdfTextPage, height: float) -> list[Line]:
    """The lines of a page in the order of the file."""
    lines: list[Line] = []
    start = 0
    signs = [raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
    for index in range(len(signs) + 1):
        # pdfium ends no line where it ends inside a word, it only marks the hyphen.
        hyphen = index < len(signs) and chr(signs[index]) in _HYPHENS
        if index == len(signs) or signs[index] in (10, 13) or hyphen:
            line = _line(page, signs, start, index + hyphen, height)
            if line is not None:
                lines.append(line)
            start = index + 1
    return lines


def _line(page: PdfTextPage, signs: list[int], start: int, end: int, height: float) -> Line | None:
    seen = [index for index in range(start, end) if not chr(signs[index]).isspace()]
    if not seen:
        return None
    units = b"".join(sign.to_bytes(2, "little") if sign < 0x10000 else chr(sign).encode("utf-16-le") for sign in signs[start:end])
    text = units.decode("utf-16-le", "replace")
    left = _box(page, seen[0])[0]
    right = max(_box(page, seen[-1])[2], left)
    # Ligatures have boxes of their own kind: the line stands where most of some of its letters stand.
    some = [_box(page, index) for index in seen[:: max(1, len(seen) // 7)]]
    bottom, top = median(box[1] for box in some), median(box[3] for box in some)
    middle = (bottom + top) / 2
    edge = not _MARGIN * height < middle < (1 - _MARGIN) * height
    return Line(text.strip(), left, right, bottom, top, edge)


def _box(page: PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of one character in loose bounds: the same height for all letters of a font."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, index, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def join_lines(pages: list[list[Line]]) -> list[str]:
    """Paragraphs of the whole file. Left out: page numbers, and lines repeated in the margins of three pages or more."""
    repeated = _running_heads(pages)
    paragraphs: list[str] = []
    previous: Line | None = None
    for lines in pages:
        body = [line for line in lines if not (line.edge and (_PAGE_NUMBER.fullmatch(line.text) or _key(line) in repeated))]
        pitch = _pitch(body)
        for number, line in enumerate(body):
            if previous is None or _breaks(previous, line, pitch, _right(body, previous), new_page=number == 0):
                paragraphs.append(line.text)
            else:
                paragraphs[-1] = _glue(paragraphs[-1], line.text)
            previous = line
    return paragraphs


def _running_heads(pages: list[list[Line]]) -> set[str]:
    seen = Counter(key for lines in pages for key in {_key(line) for line in lines if line.edge})
    return {key for key, times in seen.items() if times >= 3}


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _pitch(lines: list[Line]) -> float:
    """The usual distance between two lines, in points; infinite where there is only one line."""
    gaps = [above.bottom - below.bottom for above, below in itertools.pairwise(lines) if above.bottom > below.bottom]
    return median(gaps) if gaps else float("inf")


def _right(lines: list[Line], line: Line) -> float:
    """How far to the right the lines of this column go."""
    return max((other.right for other in lines if abs(other.left - line.left) < _COLUMN), default=line.right)


def _breaks(above: Line, below: Line, pitch: float, right: float, *, new_page: bool) -> bool:
    """Whether a new paragraph begins at `below`: after another font size, a gap, or the end of a sentence before white space."""
    ended, short = above.text.endswith(_ENDS), above.right < right - 0.12 * (right - above.left)
    size, other = above.top - above.bottom, below.top - below.bottom
    if abs(size - other) > 0.15 * max(size, other, 1.0):
        return True
    if new_page or below.bottom >= above.bottom:
        return ended or (short and not below.text[:1].islower())
    # A full line that ends no sentence goes on below, even if letters of another font pushed the next line down.
    if above.bottom - below.bottom > max((1.35 if ended or short else 1.9) * pitch, 1.25 * min(size, other)):
        return True
    return ended and (short or below.left > above.left + 0.8 * size)


def _glue(text: str, line: str) -> str:
    """Two lines of one paragraph; a word broken by the typesetter is whole again."""
    if text.endswith(tuple(_HYPHENS)):
        return _joined(text[:-1], line)
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].isalpha():
        return _joined(text[:-1], line)
    return f"{text} {line}"


def _joined(text: str, line: str) -> str:
    """A word that goes on in the next line: with its hyphen where it was not the typesetter's ("US-built", "Muslim-majority")."""
    word = text.rpartition(" ")[2]
    own = word[:1].isupper() or line[:1].isupper() or "-" in word or word in _FIRST_WORDS
    return f"{text}-{line}" if own else text + line
