"""Documents cut into windows, windows gathered into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from kg.extract.language.words import WordPieces, shape_features
from training.examples import IGNORE, MENTION_TYPES, Document, Pair

WINDOW = 190  # wordpieces of a window, without [CLS] and [SEP]
PAIRS = 900  # pairs of a batch at most
NEGATIVES = 4  # negative pairs kept for each positive


@dataclass(slots=True)
class Labels:
    """The label lists, in the order of the model's outputs."""

    xpos: list[str]
    upos: list[str]
    deprels: list[str]
    predicates: list[str]


@dataclass(slots=True)
class Prepared:
    """A Document with its wordpieces and letter shapes."""

    doc: Document
    pieces: list[tuple[int, ...]]
    shapes: list[tuple[int, int, int, int]]


@dataclass(slots=True)
class Window:
    """A word range of a document; `change` is an augmentation of the letter shapes, `swaps` are words to be read as others."""

    source: Prepared
    start: int
    end: int
    size: int
    change: str = ""
    seed: int = 0
    swaps: dict[str, str] = field(default_factory=dict)


def prepare(doc: Document, wordpieces: WordPieces) -> Prepared:
    """Adds what the encoder needs."""
    return Prepared(doc, [wordpieces(w) for w in doc.words], shape_features(doc.words, doc.breaks))


def cut(source: Prepared, first: int) -> Iterator[Window]:
    """Windows that end at sentence ends; the first one is at most `first` wordpieces so that passes differ."""
    limit, begin, total, last = first, 0, 0, 0
    sizes = [len(p) for p in source.pieces]
    i = 0
    while i < len(sizes):
        if source.doc.starts[i] and i > begin:
            last = i
        if total + sizes[i] > limit and i > begin:
            end = last if last > begin else i
            yield Window(source, begin, end, sum(sizes[begin:end]))
            begin = i = end
            total, last, limit = 0, end, WINDOW
            continue
        total += sizes[i]
        i += 1
    if begin < len(sizes):
        yield Window(source, begin, len(sizes), sum(sizes[begin:]))


def make_batches(windows: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Shuffled batches of about `size` wordpieces, each of windows of like length."""
    rng.shuffle(windows)
    batches = []
    for i in range(0, len(windows), 400):
        pool = sorted(windows[i : i + 400], key=lambda w: w.size)
        batch: list[Window] = []
        for window in pool:
            if batch and (len(batch) + 1) * (window.size + 2) > size:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def change_shapes(rows: list[tuple[int, int, int, int]], change: str) -> list[tuple[int, int, int, int]]:
    """Letter shapes as if the text were in capitals or lower case, or had no line breaks."""
    if change == "upper":
        return [(4 if c in (2, 3, 6, 7) else c, d, b, e) for c, d, b, e in rows]
    if change == "lower":
        return [(2 if c >= 3 else c, d, b, e) for c, d, b, e in rows]
    if change == "joined":
        return [(c, d, 1, e) for c, d, _, e in rows]
    return rows


def collate(batch: list[Window], labels: Labels, wordpieces: WordPieces) -> dict[str, Tensor]:
    """Tensors of a batch: the encoder's input, targets a word (IGNORE where there is none), and pairs."""
    height, length = len(batch), max(_length(w, wordpieces) for w in batch) + 2
    width = max(w.end - w.start for w in batch)
    pieces, features = torch.zeros(height, length, dtype=torch.long), torch.zeros(height, length, 4, dtype=torch.long)
    first, last = torch.zeros(height, width, dtype=torch.long), torch.zeros(height, width, dtype=torch.long)
    keys = ("start", "xpos", "upos", "heads", "deprels", "names", "outer", "inner")
    target = {k: torch.full((height, width), IGNORE, dtype=torch.long) for k in keys}
    sentence = torch.full((height, width), -1, dtype=torch.long)
    weight = torch.zeros(height, width)
    pairs: list[tuple[int, Window, Pair]] = []
    for row, window in enumerate(batch):
        ids, marks, begins, ends = [wordpieces.start], [(0, 0, 0, 0)], [], []
        shapes = change_shapes(window.source.shapes[window.start : window.end], window.change)
        for at, shape in zip(range(window.start, window.end), shapes, strict=True):
            other = window.swaps.get(window.source.doc.words[at])
            word = window.source.pieces[at] if other is None else wordpieces(other)
            begins.append(len(ids))
            ids.extend(word)
            marks.extend([shape] * len(word))
            ends.append(len(ids) - 1)
        ids.append(wordpieces.end)
        marks.append((0, 0, 0, 0))
        count = len(begins)
        pieces[row, : len(ids)], features[row, : len(ids)] = torch.tensor(ids), torch.tensor(marks)
        first[row, :count], last[row, :count] = torch.tensor(begins), torch.tensor(ends)
        weight[row, :count] = window.source.doc.weight
        for key, values in word_targets(window, labels).items():
            (sentence if key == "sentence" else target[key])[row, :count] = torch.tensor(values)
        pairs += [(row, window, p) for p in choose_pairs(window)]
    found = {"pieces": pieces, "features": features, "first": first, "last": last, "sentence": sentence, "weight": weight, **target}
    return found | pair_tensors(pairs[:PAIRS], width, labels)


def _length(window: Window, wordpieces: WordPieces) -> int:
    if not window.swaps:
        return window.size
    words = window.source.doc.words[window.start : window.end]
    pieces = window.source.pieces[window.start : window.end]
    return sum(len(wordpieces(window.swaps[w])) if w in window.swaps else len(p) for w, p in zip(words, pieces, strict=True))


def word_targets(window: Window, labels: Labels) -> dict[str, list[int]]:
    """Targets of the layers that the window's document has, and the sentence number of each word."""
    doc, a, b = window.source.doc, window.start, window.end
    found, sentence, number = {}, [], 0
    for start in doc.starts[a:b]:
        number += start
        sentence.append(number)
    found["sentence"] = sentence
    if doc.gold_starts:
        found["start"] = [int(s) for s in doc.starts[a:b]]
    if doc.xpos and doc.upos and doc.heads and doc.deprels:
        found["xpos"] = [labels.xpos.index(t) if t in labels.xpos else IGNORE for t in doc.xpos[a:b]]
        found["upos"] = [labels.upos.index(t) if t in labels.upos else IGNORE for t in doc.upos[a:b]]
        inside = [a <= h < b for h in doc.heads[a:b]]
        found["heads"] = [h - a if ok else IGNORE for h, ok in zip(doc.heads[a:b], inside, strict=True)]
        found["deprels"] = [labels.deprels.index(t) if ok else IGNORE for t, ok in zip(doc.deprels[a:b], inside, strict=True)]
    for key in ("names", "outer", "inner"):
        layer = getattr(doc, key)
        if layer is not None:
            found[key] = layer[a:b]
    return found


def choose_pairs(window: Window) -> list[Pair]:
    """The window's positive pairs and a fresh sample of negatives, moved to the window's word numbers."""
    inside = [p for p in window.source.doc.pairs if _holds(window, p)]
    positive, negative = [p for p in inside if p.labels], [p for p in inside if not p.labels]
    rng = random.Random(window.seed)
    negative = rng.sample(negative, min(len(negative), NEGATIVES * len(positive) + 8))
    by = -window.start

    def move(span: tuple[int, int, str] | None) -> tuple[int, int, str] | None:
        return (span[0] + by, span[1] + by, span[2]) if span else None

    rows = [Pair(move(p.subject), move(p.object), (p.window[0] + by, p.window[1] + by), p.labels, p.aspects) for p in positive + negative]
    rng.shuffle(rows)
    return rows


def _holds(window: Window, pair: Pair) -> bool:
    """Whether all of a pair is in the window; a mention may reach beyond its sentence."""
    spans = [pair.window, *(span for span in (pair.subject, pair.object) if span is not None)]
    return all(window.start <= span[0] and span[1] <= window.end for span in spans)


def pair_tensors(pairs: list[tuple[int, Window, Pair]], width: int, labels: Labels) -> dict[str, Tensor]:
    """`pairs` (P, 8) over the batch's words laid end to end, `predicates` (P, 1 + predicates) 0/1, `aspects` (P, 3)."""
    rows, aspects = [], []
    target = torch.zeros(len(pairs), 1 + len(labels.predicates))
    for i, (row, _, pair) in enumerate(pairs):
        base, cells = row * width, []
        for span in (pair.subject, pair.object):
            kind = MENTION_TYPES.index(span[2]) if span else len(MENTION_TYPES)
            cells += [base + span[0], base + span[1], kind] if span else [base, base + 1, kind]
        rows.append([*cells, base + pair.window[0], pair.window[1] - pair.window[0]])
        for label in pair.labels:
            target[i, 1 + labels.predicates.index(label)] = 1
        aspects.append(pair.aspects or (IGNORE, IGNORE, IGNORE))
    found = torch.tensor(rows, dtype=torch.long).view(-1, 8)
    return {"pairs": found, "predicates": target, "aspects": torch.tensor(aspects, dtype=torch.long).view(-1, 3)}
