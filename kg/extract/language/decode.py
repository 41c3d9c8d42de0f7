"""From scores to tags, spans and trees, in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_LOW = -1e9


@dataclass(slots=True, frozen=True)
class FoundSpan:
    """Words [start, end) with a type; score is the mean probability of its tags."""

    start: int
    end: int
    label: str
    score: float


def log_softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def decode_bio(logits: Floats, sizes: list[int], tags: list[str]) -> list[list[FoundSpan]]:
    """Best legal BIO sequence of each window (Viterbi). logits (B, W, T), tags "O", "B-x", "I-x", "B-y", …; sizes in words."""
    scores = log_softmax(logits.astype(np.float32))
    height, width, count = scores.shape
    inside = np.arange(2, count, 2)  # I- tags; the B- tag of each stands right before it
    back = np.zeros((width, height, count), np.int16)
    best = scores[:, 0].copy()
    best[:, inside] = _LOW
    rows = np.arange(height)
    for at in range(1, width):
        previous = best.argmax(1)
        top = best[rows, previous]
        step = np.repeat(top[:, None], count, 1)
        back[at] = previous[:, None]
        begun = best[:, inside - 1] >= best[:, inside]
        step[:, inside] = np.where(begun, best[:, inside - 1], best[:, inside])
        back[at][:, inside] = np.where(begun, inside - 1, inside)
        moved = step + scores[:, at]
        alive = np.array([at < s for s in sizes])
        best = np.where(alive[:, None], moved, best)
    found = []
    for row, size in enumerate(sizes):
        path = np.zeros(size, np.int64)
        path[-1] = int(best[row].argmax())
        for at in range(size - 1, 0, -1):
            path[at - 1] = back[at, row, path[at]]
        chances = np.exp(scores[row, np.arange(size), path])
        found.append(_spans(path, chances, tags))
    return found


def _spans(path: Ints, chances: Floats, tags: list[str]) -> list[FoundSpan]:
    spans: list[FoundSpan] = []
    start = end = -1
    for at in [*np.nonzero(path)[0].tolist(), len(path)]:
        if start >= 0 and (at == len(path) or path[at] % 2 == 1 or at != end):
            spans.append(FoundSpan(start, end, tags[path[start]][2:], float(chances[start:end].mean())))
            start = -1
        if at < len(path):
            start = at if start < 0 else start
            end = at + 1
    return spans


def decode_tree(scores: Floats) -> Ints:
    """Heads of one sentence: the maximum spanning tree with one root.

    scores (n, n + 1): row i, column j is the score of j as the head of i; the last column is the root's.
    Gives n heads; the root's head is n.
    """
    size = len(scores)
    if size == 1:
        return np.array([1], np.int64)
    wide = scores.astype(np.float64)
    wide[np.arange(size), np.arange(size)] = _LOW
    heads = _span_tree(wide)
    roots = np.nonzero(heads == size)[0]
    return heads if len(roots) == 1 else _best_rooted(wide, roots)


def _best_rooted(scores: npt.NDArray[np.float64], roots: Ints) -> Ints:
    """The best of the trees whose only root is one of `roots`."""
    size = len(scores)
    best, most = np.zeros(size, np.int64), -np.inf
    for root in roots.tolist():
        only = scores.copy()
        only[np.arange(size) != root, size] = _LOW
        only[root, :size] = _LOW
        heads = _span_tree(only)
        total = float(scores[np.arange(size), heads].sum())
        if total > most:
            best, most = heads, total
    return best


def _find_cycle(heads: Ints, root: int) -> list[int]:
    """Words of one cycle, or nothing."""
    state = [0] * len(heads)
    for begin in range(len(heads)):
        at, trail = begin, []
        while at != root and state[at] == 0:
            state[at] = 1
            trail.append(at)
            at = int(heads[at])
        if at != root and state[at] == 1:
            return trail[trail.index(at) :]
        for word in trail:
            state[word] = 2
    return []


def _span_tree(scores: npt.NDArray[np.float64]) -> Ints:
    """Chu-Liu-Edmonds: break each cycle where that costs least, the cycle contracted to one word."""
    size = len(scores)
    heads: Ints = scores.argmax(1)
    cycle = _find_cycle(heads, size)
    if not cycle:
        return heads
    rest = [i for i in range(size) if i not in set(cycle)]
    count = len(rest)
    small = np.full((count + 1, count + 2), _LOW)
    columns = [*rest, size]
    target = [*range(count), count + 1]
    small[np.ix_(range(count), target)] = scores[np.ix_(rest, columns)]
    leave = scores[np.ix_(rest, cycle)]
    small[:count, count] = leave.max(1) if count else small[:count, count]
    kept = scores[cycle, heads[cycle]]
    enter = scores[np.ix_(cycle, columns)] - kept[:, None]
    small[count, target] = enter.max(0)
    solved = _span_tree(small)
    for i, word in enumerate(rest):
        head = int(solved[i])
        heads[word] = cycle[int(leave[i].argmax())] if head == count else size if head == count + 1 else rest[head]
    column = target.index(int(solved[count]))
    broken = int(enter[:, column].argmax())
    heads[cycle[broken]] = columns[column]
    return heads
