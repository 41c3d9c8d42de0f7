"""Name corpora in two-column files: CrossNER politics and WikiGold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.extract.language.words import build_tokenizer
from training.examples import Document
from training.gazetteer import place_type
from training.readers.gmb import sentence_document

_TYPES = {
    "politician": "Person", "person": "Person", "organisation": "Organization", "politicalparty": "Organization",
    "event": "Event", "election": "Event", "country": "Country", "location": "Place", "misc": "MISC",
    "PER": "Person", "ORG": "Organization", "LOC": "Place", "MISC": "MISC",
}  # fmt: skip


def read_columns(path: Path) -> Iterator[list[tuple[str, str]]]:
    """(word, tag) rows a sentence."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split()
        if len(cells) >= 2:
            rows.append((cells[0], cells[-1]))
        elif rows:
            yield rows
            rows = []


def read_names(path: Path, countries: set[str], peoples: set[str]) -> Iterator[Document]:
    """Sentences with Person, Organization, Country, Place, Group, Event names; `misc` counts only where it is a people."""
    tokenizer = build_tokenizer()
    for rows in read_columns(path):
        words = [w for w, _ in rows]
        spans = list(column_spans(rows, countries, peoples))
        yield sentence_document(tokenizer, words, spans, path.parent.name)


def column_spans(rows: list[tuple[str, str]], countries: set[str], peoples: set[str]) -> Iterator[tuple[int, int, str]]:
    """Word spans of a BIO or IO sentence in our types, `IGNORE` where we have none."""
    i = 0
    while i < len(rows):
        tag, end = rows[i][1], i + 1
        while tag != "O" and end < len(rows) and rows[end][1] == "I-" + tag[2:]:
            end += 1
        if tag != "O":
            text = " ".join(w for w, _ in rows[i:end])
            label = _TYPES[tag[2:]]
            if label in ("Place", "Country"):
                label = place_type(text, countries)
            elif label == "MISC":
                label = "Group" if text in peoples else "IGNORE"
            yield i, end, label
        i = end
