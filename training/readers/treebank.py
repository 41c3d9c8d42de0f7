"""UD treebanks in CoNLL-U: EWT, and GUM with its entities read as names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.evaluate.conllu import read_sentences
from kg.evaluate.labelled_names import place_type, strip_titles
from training.examples import IGNORE, NAME_TAGS, Document, tag_spans

_EVENT = re.compile(r"\((\d+)-([a-z]+)[^()]*|(\d+)\)")
_JOIN_WORDS = "of the for and de del al la el bin ibn van von - – 's ' ’s & on in"
_JOINS = frozenset(_JOIN_WORDS.split())
_TYPES = {"person": "Person", "organization": "Organization", "event": "Event", "time": "Date", "place": "Place"}


def read_treebank(path: Path, source: str) -> Iterator[Document]:
    """One Document a treebank document (`newdoc`)."""
    doc: Document | None = None
    columns: list[list[str]] = []
    for comments, rows in read_sentences(path):
        if doc is None or any(k.startswith("newdoc") for k in comments):
            if doc is not None:
                yield doc
            doc = Document(source, [], [], [], True, [], [], [], [])
        paragraph = any(k.startswith("newpar") for k in comments)
        base = len(doc.words)
        for i, row in enumerate(rows):
            head = int(row[6])
            doc.words.append(row[1].replace(" ", ""))
            doc.breaks.append(paragraph and i == 0)
            doc.starts.append(i == 0)
            doc.upos.append(row[3])  # type: ignore[union-attr]
            doc.xpos.append(row[4])  # type: ignore[union-attr]
            doc.heads.append(base + (head - 1 if head else i))  # type: ignore[union-attr]
            doc.deprels.append(row[7])  # type: ignore[union-attr]
            columns.append(row)
    if doc is not None:
        yield doc


def read_gum(path: Path, countries: set[str], peoples: set[str]) -> Document:
    """A GUM file with names from its entities: the capitalised run around a proper-noun head."""
    doc = next(read_treebank(path, "gum"))
    misc = [row[9] for _, rows in read_sentences(path) for row in rows]
    spans = []
    for start, end, kind in sorted(_entities(misc), key=lambda s: s[0] - s[1]):
        name = _name_in(doc, start, end, kind, countries, peoples)
        if name:
            spans.append(name)
    doc.names = tag_spans(len(doc.words), spans, NAME_TAGS)
    for i, word in enumerate(doc.words):
        if doc.names[i] == 0 and word in peoples and word[0].isupper():
            doc.names[i] = NAME_TAGS.index("B-Group")
        elif doc.names[i] == 0 and doc.upos and doc.upos[i] == "PROPN":
            doc.names[i] = IGNORE  # titles, works and products: no type of ours, or annotated in another way
    return doc


def _entities(misc: list[str]) -> list[tuple[int, int, str]]:
    """(start, end, GUM type) of the `Entity=` brackets; discontinuous parts stay apart."""
    found, open_spans = [], {}
    for i, cell in enumerate(misc):
        value = next((c[7:] for c in cell.split("|") if c.startswith("Entity=")), "")
        for match in _EVENT.finditer(value):
            if match[1]:
                open_spans.setdefault(match[1], []).append((i, match[2]))
                if value[match.end() : match.end() + 1] == ")":
                    start, kind = open_spans[match[1]].pop()
                    found.append((start, i + 1, kind))
            elif open_spans.get(match[3]):
                start, kind = open_spans[match[3]].pop()
                found.append((start, i + 1, kind))
    return found


def _name_in(doc: Document, start: int, end: int, kind: str, countries: set[str], peoples: set[str]) -> tuple[int, int, str] | None:
    label = _TYPES.get(kind)
    assert doc.heads and doc.upos
    if label == "Date":
        dated = any(w[:1].isdigit() or w[:1].isupper() or w in ("today", "yesterday", "tomorrow") for w in doc.words[start:end])
        return (start, end, "Date") if dated and end - start <= 6 else None
    heads = [i for i in range(start, end) if not start <= doc.heads[i] < end or doc.heads[i] == i]
    if not label or not heads or doc.upos[heads[0]] != "PROPN" or not doc.words[heads[0]][0].isupper():
        return None
    left = right = heads[0]
    while left > start and (doc.words[left - 1][0].isupper() or doc.words[left - 1] in _JOINS):
        left -= 1
    while right + 1 < end and (doc.words[right + 1][0].isupper() or doc.words[right + 1] in _JOINS):
        right += 1
    while doc.words[left] in _JOINS or (doc.words[left] == "The" and left < right):
        left += 1
    while doc.words[right] in _JOINS:
        right -= 1
    if label == "Person":
        left = strip_titles(doc.words, left, right + 1)
    text = " ".join(doc.words[left : right + 1])
    if text in peoples:
        label = "Group"
    elif label in ("Place", "Organization") and place_type(text, countries) == "Country":
        label = "Country"
    return (left, right + 1, label) if left <= right else None
