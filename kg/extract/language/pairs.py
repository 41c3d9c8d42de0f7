"""Scores of mention pairs: which predicate a subject and an object stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg.extract import columns
from kg.extract.language.network import Floats, Ints, LanguageNetwork

Argument = tuple[int, int, str] | None  # token span [start, end) and entity type, or None for an open argument
PAIR_WINDOW = 120  # words around a pair at most, as in training


@dataclass(slots=True, frozen=True)
class PairScores:
    """Logits: `predicates` (P, 44) in the order of `classes`, "none" first; `aspects` (P, 6) in the order of `aspect_names`.

    A predicate is stated when its logit exceeds that of "none" (adaptive threshold): probability = sigmoid(logit - none).
    """

    predicates: Floats
    aspects: Floats


def pair_rows(doc: Doc, pairs: Sequence[tuple[Argument, Argument]], words: Ints, types: Sequence[str]) -> Ints:
    """The graph's input: spans and types of both arguments, then the start and size of their sentences; in words.

    `words[token]` counts the words before a token: white space is no word.
    """
    bounds = [(int(words[s.start]), int(words[s.end])) for s in doc.sents]
    number = np.zeros(len(doc) + 1, np.int64)
    for i, sentence in enumerate(doc.sents):
        number[sentence.start : sentence.end] = i
    rows = np.zeros((len(pairs), 8), np.int64)
    for row, pair in zip(rows, pairs, strict=True):
        given = [a for a in pair if a]
        if not given:
            raise ValueError("A pair needs a subject or an object.")
        sentences = [int(number[a[0]]) for a in given]
        low, high = bounds[min(sentences)][0], bounds[max(sentences)][1]
        if high - low > PAIR_WINDOW:
            middle = sum(int(words[a[0]]) for a in given) // len(given)
            low = max(low, middle - PAIR_WINDOW // 2)
            high = min(high, low + PAIR_WINDOW)
        for side, argument in enumerate(pair):
            if argument is None:
                row[3 * side : 3 * side + 3] = (low, low + 1, len(types))
            else:
                start, end = int(words[argument[0]]), int(words[argument[1]])
                row[3 * side : 3 * side + 3] = (start, max(end, start + 1), types.index(argument[2]))
        row[6:] = (low, max(1, high - low))
    return rows


def score_pairs(doc: Doc, pairs: Sequence[tuple[Argument, Argument]], network: LanguageNetwork) -> PairScores:
    """Scores all pairs of one document that the component has read; raises ValueError if its vectors were not kept."""
    vectors = doc._.vectors
    if vectors is None:
        raise ValueError("The document has no word vectors: it is too long (cut it with split_text) or was read by another pipeline.")
    if not pairs:
        return PairScores(np.zeros((0, 1 + len(network.config["predicates"])), np.float32), np.zeros((0, 6), np.float32))
    is_word = ~columns.is_space(doc)
    words = np.concatenate([[0], np.cumsum(is_word)]).astype(np.int64)
    rows = pair_rows(doc, pairs, words, network.config["mention_types"])
    predicates, aspects = network.read_pairs(np.ascontiguousarray(vectors[is_word]), rows)
    return PairScores(predicates, aspects)
