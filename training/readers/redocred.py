"""Re-DocRED: Wikipedia passages with typed names (persons, organizations, places, times)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kg.evaluate.labelled_names import place_type
from kg.extract.language.words import build_tokenizer
from training.examples import Document
from training.readers.gmb import sentence_document

_TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "TIME": "Date", "MISC": "IGNORE"}
SHARED = 8  # a passage that shares so many words in a row with a held-out text is left out


def runs_of_words(words: list[str]) -> set[tuple[str, ...]]:
    """All runs of SHARED words, lower-case: two texts that share one overlap."""
    lower = [w.lower() for w in words]
    return {tuple(lower[i : i + SHARED]) for i in range(len(lower) - SHARED + 1)}


def read_redocred(path: Path, countries: set[str], peoples: set[str], held: set[tuple[str, ...]]) -> Iterator[Document]:
    """Passages as Documents with names; those that overlap with `held` texts are left out."""
    tokenizer = build_tokenizer()
    for passage in json.loads(path.read_text(encoding="utf-8")):
        starts, words = [], []
        for sentence in passage["sents"]:
            starts.append(len(words))
            words += [w.strip() or "-" for w in sentence]
        if runs_of_words(words) & held:
            continue
        spans = []
        for cluster in passage["vertexSet"]:
            for mention in cluster:
                base = starts[mention["sent_id"]]
                start, end = base + mention["pos"][0], base + mention["pos"][1]
                spans.append((start, end, _retype(words[start:end], mention["type"], countries, peoples)))
        spans = [s for s in spans if s[2]]
        spans.sort(key=lambda s: (s[2] == "IGNORE", s[0] - s[1]))
        document = sentence_document(tokenizer, words, spans, "redocred")
        yield document


def _retype(words: list[str], label: str, countries: set[str], peoples: set[str]) -> str:
    text = " ".join(words)
    if text in peoples:
        return "Group"
    found = _TYPES.get(label, "")
    if found == "Place":
        return place_type(text, countries)
    return found
