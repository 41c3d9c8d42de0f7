"""Labelled chains of mentions: the `Entity=` brackets of GUM's CoNLL-U."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.conllu import Treebank, read_treebank
from kg.evaluate.measure import Extent
from kg.model import Document

TYPES = frozenset(["person", "place", "organization", "event"])
"""Types of the chains that are scored."""
_BRACKET = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters of a mention and of its syntactic head."""

    extent: Extent
    head: Extent


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions of one entity, in text order."""

    type: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ChainedText:
    """A text with all its labelled chains, those of one mention and of other types included."""

    document: Document
    chains: tuple[Chain, ...]


def read_chains(paths: list[Path]) -> Iterator[ChainedText]:
    """The texts of CoNLL-U files in order. Raises UserError where one is none."""
    for path in paths:
        for treebank in read_treebank(path):
            yield ChainedText(Document(treebank.name, treebank.text, language="en"), tuple(_chains(treebank)))


def _chains(treebank: Treebank) -> Iterator[Chain]:
    found: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
    for start, end, key, kind in sorted(read_entities(treebank)):
        head = treebank.head_of(start, end)
        extent = treebank.extents[start][0], treebank.extents[end - 1][1]
        found[key].append((Mention(extent, treebank.extents[head]), kind))
    for rows in found.values():
        kind = Counter(kind for _, kind in rows).most_common(1)[0][0]
        yield Chain(kind, tuple(mention for mention, _ in rows))


def read_entities(treebank: Treebank) -> Iterator[tuple[int, int, str, str]]:
    """(first word, word after the last, chain, type) of each mention; of one with gaps, each part."""
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for i, row in enumerate(treebank.rows):
        value = next((cell[7:] for cell in row[9].split("|") if cell.startswith("Entity=")), "")
        for match in _BRACKET.finditer(value):
            if match[1]:
                opened[match[1]].append((i, match[2]))
            key = match[4] or (match[1] if match[3] else None)
            if key is not None and opened[key]:
                start, kind = opened[key].pop()
                yield start, i + 1, key, kind
