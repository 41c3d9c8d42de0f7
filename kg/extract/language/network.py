"""The shipped network in onnxruntime: three graphs and the tables beside them, loaded on first use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort  # type: ignore[import-untyped]

from kg.extract.language.lemmas import Lemmatizer
from kg.extract.language.words import WordPieces

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
MODEL = Path(__file__).with_name("model")
_PAIR_CHUNK = 512  # pairs scored at once; with windows of 100 words about 100 MB


@dataclass(slots=True, frozen=True)
class Piece:
    """One window, ready for the encoder: wordpiece ids, letter shapes a piece (T, 4), first and last piece of each word."""

    ids: list[int]
    shapes: list[tuple[int, int, int, int]]
    first: list[int]
    last: list[int]


def build_piece(pieces: Sequence[tuple[int, ...]], shapes: Sequence[tuple[int, int, int, int]], wordpieces: WordPieces) -> Piece:
    """Lays the pieces of a window's words between [CLS] and [SEP]."""
    piece = Piece([wordpieces.start], [(0, 0, 0, 0)], [], [])
    for ids, shape in zip(pieces, shapes, strict=True):
        piece.first.append(len(piece.ids))
        piece.ids.extend(ids)
        piece.shapes.extend([shape] * len(ids))
        piece.last.append(len(piece.ids) - 1)
    piece.ids.append(wordpieces.end)
    piece.shapes.append((0, 0, 0, 0))
    return piece


class LanguageNetwork:
    """Sessions and label lists of one model folder."""

    def __init__(self, folder: Path = MODEL, threads: int = 2) -> None:
        self.folder = folder
        self._threads = threads
        if not (folder / "words.onnx").exists():
            raise FileNotFoundError(f"No language model in {folder}: build one with `python -m training.export`.")
        self.config: dict[str, Any] = self._read("config")

    def _read(self, name: str) -> Any:
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def _open(self, name: str) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the cores to others
        options.add_session_config_entry("session.disable_quant_qdq", "1")  # weights are int8 on disk only: unpacked once, here
        return ort.InferenceSession(str(self.folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])

    @cached_property
    def wordpieces(self) -> WordPieces:
        """The encoder's vocabulary."""
        return WordPieces(self.folder / "tokenizer.json")

    @cached_property
    def lemmatizer(self) -> Lemmatizer:
        """Lemma tables."""
        return Lemmatizer(self._read("lemmas"))

    @cached_property
    def places(self) -> dict[str, frozenset[str]]:
        """`countries` and `peoples`: names as printed, without "the"."""
        return {key: frozenset(names) for key, names in self._read("places").items()}

    @cached_property
    def _words(self) -> ort.InferenceSession:
        return self._open("words")

    @cached_property
    def _labels(self) -> ort.InferenceSession:
        return self._open("labels")

    @cached_property
    def _pairs(self) -> ort.InferenceSession:
        return self._open("pairs")

    def read_words(self, batch: Sequence[Piece]) -> dict[str, Floats]:
        """Outputs a word, each (B, W, …) with W the longest window's words; `words` are the vectors (B, W, 384)."""
        height, length = len(batch), max(len(p.ids) for p in batch)
        width = max(len(p.first) for p in batch)
        pieces, shapes = np.zeros((height, length), np.int64), np.zeros((height, length, 4), np.int64)
        first, last = np.zeros((height, width), np.int64), np.zeros((height, width), np.int64)
        for row, piece in enumerate(batch):
            pieces[row, : len(piece.ids)] = piece.ids
            shapes[row, : len(piece.ids)] = piece.shapes
            first[row, : len(piece.first)] = piece.first
            last[row, : len(piece.last)] = piece.last
        given = {"pieces": pieces, "features": shapes, "first": first, "last": last}
        found = self._words.run(None, given)
        return {out.name: value for out, value in zip(self._words.get_outputs(), found, strict=True)}

    def read_labels(self, dep: Floats, head: Floats, root: npt.NDArray[np.bool_]) -> Floats:
        """Label logits (N, labels) of N arcs; dep, head are (N, 128)."""
        found: Floats = self._labels.run(None, {"dep": dep, "head": head, "root": root})[0]
        return found

    def read_pairs(self, vectors: Floats, pairs: Ints) -> tuple[Floats, Floats]:
        """Predicate logits (P, 44), "none" first, and aspect logits (P, 6); rows of `pairs` as in `pairs.py`."""
        predicates, aspects = [], []
        for start in range(0, len(pairs), _PAIR_CHUNK):
            chunk = pairs[start : start + _PAIR_CHUNK]
            low = int(chunk[:, [0, 3, 6]].min())
            high = int(max(chunk[:, [1, 4]].max(), (chunk[:, 6] + chunk[:, 7]).max()))
            chunk = chunk - np.array([low, low, 0, low, low, 0, low, 0])
            around = np.arange(chunk[:, 7].max(), dtype=np.int64)
            found = self._pairs.run(None, {"words": vectors[low:high], "pairs": chunk, "around": around})
            predicates.append(found[0])
            aspects.append(found[1])
        return np.concatenate(predicates), np.concatenate(aspects)
