"""The Groningen Meaning Bank extract: names in news sentences (silver), cleaned with gazetteers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.evaluate.labelled_names import clean_spans, is_held, read_gmb_rows
from kg.extract.language.words import build_tokenizer
from training.examples import IGNORE, NAME_TAGS, Document, fraction, spans_to_words, tag_spans


def read_gmb(path: Path, countries: set[str], peoples: set[str], held: bool, share: float = 1.0) -> Iterator[Document]:
    """Sentences as Documents of our own words: the held-out ones, or a share of the others."""
    tokenizer = build_tokenizer()
    for number, rows in read_gmb_rows(path):
        words = [w for w, _ in rows]
        if is_held(words) != held or (not held and fraction(f"share:{number}") >= share):
            continue
        spans = clean_spans(rows, countries, peoples)
        yield sentence_document(tokenizer, words, spans, "gmb")


def sentence_document(tokenizer, words: list[str], spans: list[tuple[int, int, str]], source: str) -> Document:  # type: ignore[no-untyped-def]
    """A lone sentence cut anew by our tokenizer, its word spans carried over; spans of type IGNORE are masked."""
    ends, text = [], ""
    starts = []
    for word in words:
        text += " " if text else ""
        starts.append(len(text))
        text += word
        ends.append(len(text))
    tokens = [t for t in tokenizer.tokenizer(text) if not t.is_space]
    offsets = [(t.idx, t.idx + len(t)) for t in tokens]
    moved = spans_to_words(offsets, [(starts[a], ends[b - 1], label) for a, b, label in spans])
    size = len(tokens)
    doc = Document(source, [t.text for t in tokens], [False] * size, [i == 0 for i in range(size)])
    doc.names = tag_spans(size, moved, NAME_TAGS)
    for a, b, label in moved:
        if label == "IGNORE":
            doc.names[a:b] = [IGNORE] * (b - a)
    return doc
