"""CoNLL-U files: sentences of ten columns, and their words laid out as a text again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UserError
from kg.evaluate.measure import Extent

Row = list[str]
"""ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC."""
GLUED = "SpaceAfter=No"


@dataclass(slots=True)
class Treebank:
    """One document (`newdoc`): its words over all sentences, and the text that they make."""

    name: str
    rows: list[Row] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    """Whether a sentence starts with the word."""
    breaks: list[bool] = field(default_factory=list)
    """Whether a paragraph starts with the word."""
    heads: list[int] = field(default_factory=list)
    """Number of each word's head in the document; a root's is itself."""
    text: str = ""
    extents: list[Extent] = field(default_factory=list)
    """Characters of each word in `text`."""

    def add(self, rows: Sequence[Row], paragraph: bool) -> None:
        """One more sentence."""
        base = len(self.rows)
        for i, row in enumerate(rows):
            head = int(row[6])
            self.heads.append(base + (head - 1 if head else i))
            self.starts.append(i == 0)
            self.breaks.append(paragraph and i == 0)
            if self.text:
                glued = GLUED in self.rows[-1][9].split("|")
                self.text += "\n\n" if paragraph and i == 0 else "" if glued else " "
            self.extents.append((len(self.text), len(self.text) + len(row[1])))
            self.text += row[1]
            self.rows.append(row)

    def head_of(self, start: int, end: int) -> int:
        """The word of `[start, end)` whose head is outside, the first of several."""
        return next((i for i in range(start, end) if self.heads[i] == i or not start <= self.heads[i] < end), start)


def read_sentences(path: Path) -> Iterator[tuple[dict[str, str], list[Row]]]:
    """(comments, rows) a sentence; empty nodes are left out, words of a multiword token are marked as printed without a space."""
    comments: dict[str, str] = {}
    rows: list[Row] = []
    joined: dict[int, bool] = {}
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(_glue(cells, joined.get(int(cells[0]))))
            elif "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                joined = {**dict.fromkeys(range(first, last), True), last: GLUED in cells[9].split("|")}
        elif rows:
            yield comments, rows
            comments, rows, joined = {}, [], {}


def _glue(cells: Row, glued: bool | None) -> Row:
    return cells if glued is not True or GLUED in cells[9] else [*cells[:9], GLUED if cells[9] == "_" else f"{cells[9]}|{GLUED}"]


def read_treebank(path: Path) -> Iterator[Treebank]:
    """The documents of a file. Raises UserError where it is no CoNLL-U."""
    found: Treebank | None = None
    try:
        for comments, rows in read_sentences(path):
            opened = next((value for key, value in comments.items() if key.startswith("newdoc")), None)
            if found is None or opened is not None:
                if found is not None:
                    yield found
                found = Treebank(opened or path.stem)
            found.add(rows, any(key.startswith("newpar") for key in comments))
    except (ValueError, IndexError) as error:
        raise UserError(f"{path} is no CoNLL-U file: {error}.") from None
    if found is not None:
        yield found
