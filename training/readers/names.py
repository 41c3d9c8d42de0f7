"""Name corpora in two-column files: CrossNER politics and WikiGold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.evaluate.labelled_names import column_spans, read_columns
from kg.extract.language.words import build_tokenizer
from training.examples import Document
from training.readers.gmb import cut_anew, sentence_document


def read_names(path: Path, countries: set[str], peoples: set[str]) -> Iterator[Document]:
    """Sentences with Person, Organization, Country, Place, Group, Event names; `misc` counts only where it is a people."""
    tokenizer = build_tokenizer()
    for rows in read_columns(path):
        words = [w for w, _ in rows]
        spans = list(column_spans(rows, countries, peoples))
        yield sentence_document(cut_anew(tokenizer, words), spans, path.parent.name)
