"""The Groningen Meaning Bank extract: names in news sentences (silver), cleaned with gazetteers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kg.extract.language.words import build_tokenizer
from training.examples import IGNORE, NAME_TAGS, Document, fraction, spans_to_words, tag_spans
from training.gazetteer import place_type
from training.readers.titles import strip_titles

HELD_SHARE = 5000 / 47959
_GPE_ENDS = ("ian", "ians", "ese", "ish", "ch", "i", "is", "an", "ans")


def read_rows(path: Path) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """(sentence number, (word, tag) rows) of ner_dataset.zip."""
    with zipfile.ZipFile(path) as archive, archive.open("ner_dataset.csv") as raw:
        rows = csv.reader(io.TextIOWrapper(raw, "latin-1"))
        next(rows)
        number, sentence = 0, []
        for mark, word, _, tag in rows:
            if mark and sentence:
                yield number, sentence
                sentence = []
            if mark:
                number = int(mark.split()[-1])
            sentence.append((word, tag))
        yield number, sentence


def is_held(number: int, words: list[str]) -> bool:
    """Whether a sentence belongs to the held-out 5,000 (by a hash of its words: repeated sentences stay together)."""
    return fraction("gmb:" + " ".join(words)) < HELD_SHARE


def clean_spans(rows: list[tuple[str, str]], countries: set[str], peoples: set[str]) -> list[tuple[int, int, str]]:
    """Word spans in our types; `IGNORE` as the type where GMB's annotation has no counterpart."""
    spans, i = [], 0
    words = [w for w, _ in rows]
    while i < len(rows):
        tag = rows[i][1]
        if tag == "O":
            i += 1
            continue
        end = i + 1
        while end < len(rows) and rows[end][1] == "I-" + tag[2:]:
            end += 1
        spans.append(_retype(words, i, end, tag[2:], countries, peoples))
        i = end
    return [s for s in spans if s[0] < s[1]]


def _retype(words: list[str], start: int, end: int, tag: str, countries: set[str], peoples: set[str]) -> tuple[int, int, str]:
    text = " ".join(words[start:end])
    if tag == "tim":
        return (start, end, "Date")
    if tag in ("art", "nat"):
        return (start, end, "IGNORE")
    if tag == "eve":
        return (start, end, "Event" if end - start > 1 else "IGNORE")
    if text in peoples:
        return (start, end, "Group")
    if tag == "per":
        start = strip_titles(words, start, end)
        return (start, end, "Person")
    if place_type(text, countries) == "Country":
        return (start, end, "Country")
    if text in ("U.N.", "UN", "EU"):
        return (start, end, "Organization")
    if tag == "gpe":
        return (start, end, "Group" if text.lower().endswith(_GPE_ENDS) else "Place")
    return (start, end, "Place" if tag == "geo" or text in ("West Bank", "Gaza Strip") else "Organization")


def read_gmb(path: Path, countries: set[str], peoples: set[str], held: bool, share: float = 1.0) -> Iterator[Document]:
    """Sentences as Documents of our own words: the held-out ones, or a share of the others."""
    tokenizer = build_tokenizer()
    for number, rows in read_rows(path):
        words = [w for w, _ in rows]
        if is_held(number, words) != held or (not held and fraction(f"share:{number}") >= share):
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
