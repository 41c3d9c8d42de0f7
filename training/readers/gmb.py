"""The Groningen Meaning Bank extract: names in news sentences (silver), cleaned with gazetteers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

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
        yield sentence_document(cut_anew(tokenizer, words), spans, "gmb")


def sentence_document(anew: tuple[list[str], list[tuple[int, int]]], spans: list[tuple[int, int, str]], source: str) -> Document:
    """A lone sentence as `cut_anew` gives it, with spans of the words it was cut from; spans of type IGNORE are masked."""
    tokens, places = anew
    moved = [(places[a][0], places[b - 1][1], label) for a, b, label in spans]
    size = len(tokens)
    doc = Document(source, tokens, [False] * size, [i == 0 for i in range(size)])
    doc.names = tag_spans(size, moved, NAME_TAGS)
    for a, b, label in moved:
        if label == "IGNORE":
            doc.names[a:b] = [IGNORE] * (b - a)
    return doc


def cut_anew(tokenizer: Language, words: list[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """Our tokenizer's words, and for each of the given words the range of ours that it touches."""
    text, extents = "", []
    for word in words:
        text += " " if text else ""
        extents.append((len(text), len(text) + len(word), ""))
        text += word
    tokens = [t for t in tokenizer.tokenizer(text) if not t.is_space]
    touched = spans_to_words([(t.idx, t.idx + len(t)) for t in tokens], extents)
    return [t.text for t in tokens], [(a, b) for a, b, _ in touched]
