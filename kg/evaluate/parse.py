"""Tags and trees against a treebank, on the treebank's own words: inside its sentences, and inside those that the model finds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kg.evaluate.conllu import Treebank
from kg.extract.language.lemmas import CLASSES as LEMMA_CLASSES
from kg.extract.language.network import Floats, Ints, LanguageNetwork, Piece, build_piece
from kg.extract.language.reading import choose_tags, find_starts, parse_window
from kg.extract.language.windows import cut_windows
from kg.extract.language.words import shape_features

BATCH = 10
"""Windows read at once."""
FIGURES = ("LAS", "UAS", "LAS, own sentences", "UAS, own sentences", "sentence starts F1", "xpos", "upos", "lemmas")


@dataclass(slots=True)
class ParseScores:
    """Per cent by the names of `FIGURES`; `by_relation` counts hits of head and label over the words of a relation."""

    figures: dict[str, float] = field(default_factory=dict)
    words: int = 0
    by_relation: dict[str, tuple[int, int]] = field(default_factory=dict)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(labelled relation, predicted one) where the head is right."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[start, end)` of a document, ready for the network."""

    treebank: Treebank
    start: int
    end: int
    piece: Piece


def score_parse(network: LanguageNetwork, treebanks: Iterable[Treebank]) -> ParseScores:
    """Accuracies of the network over whole documents."""
    scores, hits = ParseScores(), Counter[str]()
    right, there = Counter[str](), Counter[str]()
    windows = [window for treebank in treebanks for window in _cut(treebank, network)]
    for window, out in _read(network, windows):
        _score_window(network, window, out, hits, scores.confused, (right, there))
    total = max(1, hits["words"])
    scores.words = hits["words"]
    scores.figures = {name: 100 * hits[name] / total for name in FIGURES}
    scores.figures["sentence starts F1"] = 200 * hits["start both"] / max(1, hits["start any"])
    scores.figures["lemmas"] = 100 * hits["lemmas"] / max(1, hits["with lemma"])
    scores.by_relation = {name: (right[name], there[name]) for name in there}
    return scores


def _cut(treebank: Treebank, network: LanguageNetwork) -> Iterator[Window]:
    words = [row[1].replace(" ", "") for row in treebank.rows]
    pieces = [network.wordpieces(word) for word in words]
    for start, end in cut_windows([len(p) for p in pieces], treebank.starts, treebank.breaks):
        shapes = shape_features(words[start:end], treebank.breaks[start:end])
        yield Window(treebank, start, end, build_piece(pieces[start:end], shapes, network.wordpieces))


def _read(network: LanguageNetwork, windows: list[Window]) -> Iterator[tuple[Window, dict[str, Floats]]]:
    """Each window with the network's outputs for its words; windows of like length are read together."""
    windows.sort(key=lambda w: len(w.piece.ids))
    for at in range(0, len(windows), BATCH):
        batch = windows[at : at + BATCH]
        out = network.read_words([w.piece for w in batch])
        for row, window in enumerate(batch):
            yield window, {key: value[row, : window.end - window.start] for key, value in out.items()}


def _score_window(
    network: LanguageNetwork,
    window: Window,
    out: dict[str, Floats],
    hits: Counter[str],
    confused: Counter[tuple[str, str]],
    relations: tuple[Counter[str], Counter[str]],
) -> None:
    a, b = window.start, window.end
    rows, gold_heads = window.treebank.rows[a:b], np.array(window.treebank.heads[a:b]) - a
    labels = [row[7] for row in rows]
    starts = np.array(window.treebank.starts[a:b])
    starts[0] = True
    own = find_starts(out["start"][:, 0], window.treebank.breaks[a:b])
    hits.update({"words": b - a, "start both": int((own & starts)[1:].sum()), "start any": int(own[1:].sum() + starts[1:].sum())})
    tags = choose_tags(out["xpos"], out["upos"], network.config)
    for name, column, said in zip(("xpos", "upos"), (4, 3), tags, strict=True):
        hits[name] += sum(network.config[name][i] == row[column] for i, row in zip(said.tolist(), rows, strict=True))
    for row in rows:
        if row[3] in LEMMA_CLASSES and row[2] != "_":
            hits["with lemma"] += 1
            hits["lemmas"] += network.lemmatizer(row[1], row[3], row[4]).lower() == row[2].lower()
    for suffix, sentences in ((", own sentences", own), ("", starts)):
        heads = parse_window(out["arcs"], sentences)
        said_labels = label_arcs(network, out, heads)
        good = heads == gold_heads
        both = [bool(g) and x == y for g, x, y in zip(good, said_labels, labels, strict=True)]
        hits["UAS" + suffix] += int(good.sum())
        hits["LAS" + suffix] += sum(both)
    relations[0].update(label for label, ok in zip(labels, both, strict=True) if ok)
    relations[1].update(labels)
    confused.update((y, x) for g, x, y in zip(good, said_labels, labels, strict=True) if g and x != y)


def label_arcs(network: LanguageNetwork, out: dict[str, Any], heads: Ints) -> list[str]:
    """Relations of given arcs of a window."""
    root = heads == np.arange(len(heads))
    logits = network.read_labels(out["label_dep"], out["label_head"][heads], root)
    names = network.config["deprels"]
    logits[~root, names.index("root")] = -1e9
    return ["root" if r else names[i] for r, i in zip(root, logits.argmax(-1), strict=True)]
