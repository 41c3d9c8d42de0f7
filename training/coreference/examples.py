"""GUM as the ranker sees it: candidates, pairs and which of them go on from which."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg.evaluate.chains import ChainedText
from kg.extract.coreference.ranker import KINDS
from kg.extract.coreference.resolve import gather
from kg.extract.coreference.traits import Floats, Ints, Traits, join_traits, pair_up, read_traits
from kg.extract.mentions import find_mentions


@dataclass(slots=True)
class Example:
    """One document: pairs (later, earlier) with whether both are one entity, and the kind of each candidate (-1: not labelled)."""

    name: str
    traits: Traits
    later: Ints
    earlier: Ints
    joint: Floats
    same: np.ndarray
    kinds: Ints


def lay_out(text: ChainedText, doc: Doc) -> Example:
    """Traits and labels of one parsed document."""
    facts, chains = gather(doc, find_mentions(doc))
    traits = read_traits(doc, facts, chains, 0 if doc._.vectors is None else doc._.vectors.shape[1])
    later, earlier = (np.concatenate(side) for side in zip(*pair_up(traits), strict=True))
    chain, kinds = label(text, doc, [(doc[f.mention.start].idx, f.head.idx) for f in facts])
    same = (chain[later] == chain[earlier]) & (chain[later] >= 0)
    return Example(text.document.id, traits, later, earlier, join_traits(traits, later, earlier), same, kinds)


def label(text: ChainedText, doc: Doc, candidates: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Number of the labelled chain (-1: none) and kind of each candidate (start, start of the head)."""
    by_head: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for n, labelled in enumerate(text.chains):
        kind = KINDS.index(labelled.type) if labelled.type in KINDS else KINDS.index("other")
        for mention in labelled.mentions:
            by_head[mention.head[0]].append((mention.extent[0], n, kind))
    found = []
    for start, head in candidates:
        fits = by_head.get(head, [])
        found.append(min(fits, key=lambda fit: abs(fit[0] - start))[1:] if fits else (-1, -1))
    table = np.array(found, np.int64).reshape(len(found), 2)
    return table[:, 0], table[:, 1]
