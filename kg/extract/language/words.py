"""Words as the model sees them: tokenizer rules, letter shapes, wordpieces.

Training and running share this file, so that both see the same words.
"""

from __future__ import annotations

import re
from pathlib import Path

import spacy
from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.language import Language
from spacy.util import compile_infix_regex
from tokenizers import Tokenizer

SHAPE_SIZES = (8, 4, 3, 3)  # values of each letter-shape feature; 0 is "not a word" ([CLS], padding)
MAX_PIECES = 8  # wordpieces kept of one word: a web address must not eat a window
SENTENCE_END = frozenset(".!?…:;\"”’')]") | {"...", "``", "''"}
_NUMBER = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*")


def build_tokenizer() -> Language:
    """A blank English pipeline whose tokenizer splits hyphens as the UD treebanks do ("12-year-old" is five words)."""
    nlp = spacy.blank("en")
    infixes = [*(nlp.Defaults.infixes or []), rf"(?<=[{ALPHA}0-9.])(?:{HYPHENS})(?=[{ALPHA}])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp


def case_shape(word: str) -> int:
    """1 no letters, 2 lower, 3 Title, 4 CAPITALS, 5 one capital letter, 6 MixedCase, 7 mixedCase."""
    if not any(c.isalpha() for c in word):
        return 1
    if word.islower():
        return 2
    if word.isupper():
        return 4 if sum(c.isalpha() for c in word) > 1 else 5
    if word[0].isupper():
        return 3 if word[1:].islower() else 6
    return 7


def digit_shape(word: str) -> int:
    """1 no digits, 2 a number, 3 digits among other characters."""
    if not any(c.isdigit() for c in word):
        return 1
    return 2 if _NUMBER.fullmatch(word) else 3


def shape_features(words: list[str], breaks: list[bool]) -> list[tuple[int, int, int, int]]:
    """Four small integers a word: case, digits, line break before it, sentence-ending punctuation before it.

    `breaks[i]` tells whether a line break stands before word i. Sizes are in SHAPE_SIZES.
    """
    rows = []
    for i, word in enumerate(words):
        after_end = i == 0 or breaks[i] or words[i - 1] in SENTENCE_END
        rows.append((case_shape(word), digit_shape(word), 2 if breaks[i] else 1, 2 if after_end else 1))
    return rows


class WordPieces:
    """Wordpiece ids of single words, remembered up to a bound (words repeat: a news archive has about 10^5 forms)."""

    def __init__(self, path: Path, remember: int = 200_000) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[int, ...]] = {}
        self._remember = remember
        self.unknown, self.start, self.end = (self._id(mark) for mark in ("[UNK]", "[CLS]", "[SEP]"))

    def _id(self, mark: str) -> int:
        found = self._tokenizer.token_to_id(mark)
        if found is None:
            raise ValueError(f"The vocabulary has no {mark}.")
        return int(found)

    def __call__(self, word: str) -> tuple[int, ...]:
        """Ids of one word's pieces, at least one and at most MAX_PIECES."""
        ids = self._known.get(word)
        if ids is None:
            found = self._tokenizer.encode(word[:200], add_special_tokens=False).ids
            ids = tuple(found[:MAX_PIECES]) or (self.unknown,)
            if len(self._known) >= self._remember:
                self._known.clear()
            self._known[word] = ids
        return ids
