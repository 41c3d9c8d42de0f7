"""Cutting a document's words into windows for the encoder, before sentences are known."""

from __future__ import annotations

from collections.abc import Sequence

WINDOW_PIECES = 190  # wordpieces in a window without [CLS] and [SEP], as in training
SHORT_PIECES = 110  # a window is not cut before it holds so many
_STOP = frozenset([".", "!", "?", "…", "..."])
_CLOSE = frozenset(['"', "”", "’", "'", "''", ")", "]"])
_TITLE_WORDS = "mr mrs ms dr prof gen col capt lt maj sgt sen rep gov st no vs etc inc jr sr rev hon pres adm cpl art fig"
_TITLES = frozenset(_TITLE_WORDS.split())


def rough_starts(words: Sequence[str], breaks: Sequence[bool]) -> list[bool]:
    """Likely sentence starts by punctuation and line breaks alone; the first word always is one.

    Good enough to cut windows at, and the sentences of texts that have none annotated.
    """
    starts = [True] * min(1, len(words))
    ended = False
    for i in range(1, len(words)):
        before, word = words[i - 1], words[i]
        if before in _STOP:
            ended = True
        elif before.endswith(".") and len(before) > 2 and before[:-1].lower() not in _TITLES and before.count(".") == 1:
            ended = word[:1].isupper()
        elif before not in _CLOSE:
            ended = False
        opens = not (word in _CLOSE or word in _STOP) and not word[:1].islower()
        starts.append(breaks[i] or (ended and opens))
        if starts[-1]:
            ended = False
    return starts


def cut_windows(sizes: Sequence[int], starts: Sequence[bool], breaks: Sequence[bool]) -> list[tuple[int, int]]:
    """Half-open word ranges that cover all words, each of at most WINDOW_PIECES wordpieces.

    `sizes` are wordpieces a word. A cut falls at the last line break past SHORT_PIECES, else at the last
    likely sentence start, else where the window is full.
    """
    ranges = []
    begin = total = 0
    at_start = at_break = 0
    i = 0
    while i < len(sizes):
        if total + sizes[i] > WINDOW_PIECES and i > begin:
            cut = at_break or at_start or i
            ranges.append((begin, cut))
            begin = i = cut
            total = at_start = at_break = 0
            continue
        if i > begin and starts[i]:
            at_start = i
            if breaks[i] and total >= SHORT_PIECES:
                at_break = i
        total += sizes[i]
        i += 1
    if begin < len(sizes):
        ranges.append((begin, len(sizes)))
    return ranges
