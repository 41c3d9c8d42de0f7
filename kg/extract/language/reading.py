"""What the network says of a window, decoded, and gathered for a whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.extract.language.decode import FoundSpan, decode_bio, decode_tree, log_softmax
from kg.extract.language.network import Floats, Ints, LanguageNetwork, Piece

VECTOR_WORDS = 300_000  # vectors of longer documents are not kept (they would take 460 MB and more)
_FORCED = 4.0  # added to a sentence start's logit at a line break


@dataclass(slots=True)
class Found:
    """A window's layers: label indices a word, heads as word numbers within the window, spans, vectors (W, 384)."""

    starts: npt.NDArray[np.bool_]
    xpos: npt.NDArray[np.int64]
    upos: npt.NDArray[np.int64]
    heads: npt.NDArray[np.int64]
    deprels: npt.NDArray[np.int64]
    names: list[FoundSpan]
    mentions: list[FoundSpan]
    vectors: Floats


@dataclass(slots=True)
class Reading:
    """The same for a document of n words; a root's head is the word itself. `vectors` is None for a very long one."""

    xpos: npt.NDArray[np.int64]
    upos: npt.NDArray[np.int64]
    heads: npt.NDArray[np.int64]
    deprels: npt.NDArray[np.int64]
    names: list[FoundSpan]
    mentions: list[FoundSpan]
    vectors: Floats | None

    @classmethod
    def empty(cls, size: int, width: int) -> Reading:
        """A reading to be filled window by window."""
        vectors = np.zeros((size, width), np.float32) if size <= VECTOR_WORDS else None
        xpos, upos, heads, deprels = (np.zeros(size, np.int64) for _ in range(4))
        return cls(xpos, upos, heads, deprels, [], [], vectors)

    def add(self, start: int, end: int, found: Found) -> None:
        """Puts a window's layers in their place."""
        self.xpos[start:end], self.upos[start:end] = found.xpos, found.upos
        self.heads[start:end], self.deprels[start:end] = found.heads + start, found.deprels
        if self.vectors is not None:
            self.vectors[start:end] = found.vectors
        for target, spans in ((self.names, found.names), (self.mentions, found.mentions)):
            target.extend(FoundSpan(s.start + start, s.end + start, s.label, s.score) for s in spans)


def read_batch(network: LanguageNetwork, pieces: Sequence[Piece], breaks: Sequence[Sequence[bool]]) -> list[Found]:
    """Runs the encoder on a batch of windows and decodes every layer."""
    out = network.read_words(pieces)
    sizes = [len(p.first) for p in pieces]
    names = decode_bio(out["names"], sizes, network.config["names"])
    outer = decode_bio(out["outer"], sizes, network.config["mentions"])
    inner = decode_bio(out["inner"], sizes, network.config["mentions"])
    found = []
    for row, size in enumerate(sizes):
        starts = find_starts(out["start"][row, :size, 0], breaks[row])
        heads = parse_window(out["arcs"][row, :size], starts)
        tags = choose_tags(out["xpos"][row, :size], out["upos"][row, :size], network.config)
        mentions = merge_mentions(outer[row], inner[row])
        found.append(Found(starts, *tags, heads, np.zeros(size, np.int64), names[row], mentions, out["words"][row, :size]))
    _label(network, out, found)
    return found


def choose_tags(xpos: Floats, upos: Floats, config: dict[str, Any]) -> tuple[Ints, Ints]:
    """Tags of a window's words: where the two layers contradict each other, the likeliest pair that does not. Logits (W, tags)."""
    tags, classes = xpos.argmax(-1), upos.argmax(-1)
    agree = _agreeing(tuple(config["upos"]), tuple(config["xpos"]))
    at = np.flatnonzero(~agree[classes, tags])
    if len(at):
        pairs = log_softmax(upos[at])[:, :, None] + log_softmax(xpos[at])[:, None, :]
        best = np.where(agree, pairs, -np.inf).reshape(len(at), -1).argmax(-1)
        classes[at], tags[at] = np.unravel_index(best, agree.shape)
    return tags, classes


@cache
def _agreeing(classes: tuple[str, ...], tags: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Which classes and tags go together: a verb has a tag of verbs, and a finite tag is that of a verb or an auxiliary."""
    agree = np.ones((len(classes), len(tags)), np.bool_)
    agree[classes.index("VERB")] = [tag.startswith("VB") for tag in tags]
    others = [n for n, name in enumerate(classes) if name not in ("VERB", "AUX")]
    agree[np.ix_(others, [tags.index(tag) for tag in ("VBD", "VBZ", "VBP")])] = False
    return agree


def find_starts(logits: Floats, breaks: Sequence[bool]) -> npt.NDArray[np.bool_]:
    """Sentence starts of a window; its first word always is one."""
    starts: npt.NDArray[np.bool_] = logits + _FORCED * np.asarray(breaks, np.float32) > 0
    starts[0] = True
    return starts


def parse_window(arcs: Floats, starts: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Heads of a window's words, each sentence a tree of its own; arcs (W, >= W + 1), the last column is the root's."""
    bounds = [*np.nonzero(starts)[0].tolist(), len(starts)]
    heads = np.zeros(len(starts), np.int64)
    for begin, end in pairwise(bounds):
        square = np.concatenate([arcs[begin:end, begin:end], arcs[begin:end, -1:]], 1)
        tree = decode_tree(square)
        heads[begin:end] = np.where(tree == end - begin, np.arange(end - begin), tree) + begin
    return heads


def merge_mentions(outer: list[FoundSpan], inner: list[FoundSpan]) -> list[FoundSpan]:
    """Both layers in text order; an inner span of its outer one's own type is mostly the same entity again and left out."""

    def repeats(span: FoundSpan) -> bool:
        return any(
            o.start <= span.start and span.end <= o.end and (o.label == span.label or o.end - o.start == span.end - span.start)
            for o in outer
        )

    merged = outer + [s for s in inner if not repeats(s)]
    return sorted(merged, key=lambda s: (s.start, -s.end))


def _label(network: LanguageNetwork, out: dict[str, Floats], found: list[Found]) -> None:
    """Dependency labels of all arcs of the batch at once."""
    dep = np.concatenate([out["label_dep"][row, : len(f.heads)] for row, f in enumerate(found)])
    head = np.concatenate([out["label_head"][row, f.heads] for row, f in enumerate(found)])
    root = np.concatenate([f.heads == np.arange(len(f.heads)) for f in found])
    logits = network.read_labels(dep, head, root)
    at = network.config["deprels"].index("root")
    logits[~root, at] = -1e9
    labels = np.where(root, at, logits.argmax(-1))
    start = 0
    for f in found:
        f.deprels = labels[start : start + len(f.heads)]
        start += len(f.heads)
